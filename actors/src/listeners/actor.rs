//! The actor: which accept loops run.

use std::sync::Arc;

use ractor::{Actor, ActorProcessingErr, ActorRef};
use tokio::sync::watch;
use tokio_util::sync::{CancellationToken, DropGuard};

use super::{
    Connections, Duty, ListenersState, SocketState, Sockets, accept::accept, message::Message,
    socket::Socket,
};
use crate::mailbox::answer;

pub(crate) struct Listeners;

/// What outlives the actor.
#[derive(Debug, Clone)]
pub(crate) struct ListenersArguments {
    pub(crate) sockets: Sockets,
    pub(crate) connections: Connections,
}

#[derive(Debug)]
pub(crate) struct State {
    sockets: Sockets,
    connections: Connections,
    loops: Vec<Accepting>,
    paused: watch::Sender<bool>,
    closed: bool,
}

/// A running accept loop; it ends when this is dropped, also by the actor's death.
#[derive(Debug)]
struct Accepting {
    socket: Arc<Socket>,
    _closing: DropGuard,
}

impl Actor for Listeners {
    type Msg = Message;
    type State = State;
    type Arguments = ListenersArguments;

    async fn pre_start(
        &self,
        _: ActorRef<Message>,
        arguments: ListenersArguments,
    ) -> Result<State, ActorProcessingErr> {
        let mut state = State {
            sockets: arguments.sockets,
            connections: arguments.connections,
            loops: Vec::new(),
            paused: watch::Sender::new(false),
            closed: false,
        };
        state.follow_sockets();
        Ok(state)
    }

    async fn handle(
        &self,
        _: ActorRef<Message>,
        message: Message,
        state: &mut State,
    ) -> Result<(), ActorProcessingErr> {
        match message {
            Message::SocketsChanged => state.follow_sockets(),
            Message::Pause(paused) => drop(state.paused.send_replace(paused)),
            Message::Close { reply } => {
                state.close();
                answer(reply, ());
            }
            Message::Inspect { reply } => answer(reply, state.inspect()),
        }
        Ok(())
    }
}

impl State {
    fn follow_sockets(&mut self) {
        if self.closed {
            return;
        }
        let wanted = self.sockets.all();
        self.loops.retain(|running| {
            wanted
                .iter()
                .any(|socket| Arc::ptr_eq(socket, &running.socket))
        });
        for socket in wanted {
            if !self
                .loops
                .iter()
                .any(|running| Arc::ptr_eq(&socket, &running.socket))
            {
                let accepting = self.start(socket);
                self.loops.push(accepting);
            }
        }
    }

    fn start(&self, socket: Arc<Socket>) -> Accepting {
        let closing = CancellationToken::new();
        let paused = self.paused.subscribe();
        tokio::spawn(accept(
            Arc::clone(&socket),
            self.connections.clone(),
            paused,
            closing.clone(),
        ));
        Accepting {
            socket,
            _closing: closing.drop_guard(),
        }
    }

    fn close(&mut self) {
        self.closed = true;
        self.loops.clear();
        self.sockets.clear();
        self.connections.close();
    }

    fn inspect(&self) -> ListenersState {
        let (connections, turned_away) = self.connections.counts(Duty::Scim);
        let (admin_connections, _) = self.connections.counts(Duty::Admin);
        ListenersState {
            sockets: self
                .loops
                .iter()
                .map(|running| SocketState {
                    endpoint: running.socket.listener.endpoint().text,
                    duty: running.socket.duty,
                })
                .collect(),
            connections,
            turned_away,
            admin_connections,
            paused: *self.paused.borrow(),
        }
    }
}
