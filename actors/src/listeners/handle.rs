//! The way in to the listeners actor.

use std::{sync::Arc, time::Duration};

use super::{ListenersState, message::Message};
use crate::mailbox::{AskError, Mailbox, SendError};

/// Cheap to clone.
#[derive(Debug, Clone)]
pub(crate) struct ListenersHandle {
    mailbox: Arc<Mailbox<Message>>,
}

impl ListenersHandle {
    pub(crate) fn new(mailbox: Arc<Mailbox<Message>>) -> Self {
        Self { mailbox }
    }

    /// To be called when the set of sockets has changed. If the actor is just being restarted, it
    /// starts with the new set anyway.
    pub(crate) fn sockets_changed(&self) {
        self.mailbox.tell(Message::SocketsChanged);
    }

    /// Stops taking connections, or starts again. Those that are open go on.
    pub(crate) fn pause(&self, paused: bool) -> Result<(), SendError> {
        self.mailbox.post(Message::Pause(paused))
    }

    /// Takes no connections any more, and asks those that are open to finish.
    pub(crate) async fn close(&self, limit: Duration) -> Result<(), AskError> {
        self.mailbox
            .query(limit, |reply| Message::Close { reply })
            .await
    }

    pub(crate) async fn inspect(&self, limit: Duration) -> Result<ListenersState, AskError> {
        self.mailbox
            .query(limit, |reply| Message::Inspect { reply })
            .await
    }
}
