//! The supervisor of the whole tree.

use std::{sync::Arc, time::Duration};

use ractor::{Actor, ActorProcessingErr, ActorRef, SupervisionEvent};

use super::message::Message;
use crate::{
    mailbox::answer,
    rates::AddressRates,
    supervision::{Budget, Child, Children},
};

/// The children of the root may fail this often per minute before the process gives up.
const RESTARTS: u32 = 5;
const RESTART_WINDOW: Duration = Duration::from_mins(1);
/// How often the limiter before authentication is swept.
const SWEEP: Duration = Duration::from_mins(1);

pub(crate) struct Root;

pub(crate) struct RootArguments {
    /// In the order of their start.
    pub(crate) children: Vec<Box<dyn Child>>,
    pub(crate) addresses: Arc<AddressRates>,
}

#[derive(Debug)]
pub(crate) struct State {
    children: Children,
    addresses: Arc<AddressRates>,
}

impl Actor for Root {
    type Msg = Message;
    type State = State;
    type Arguments = RootArguments;

    async fn pre_start(
        &self,
        myself: ActorRef<Message>,
        arguments: RootArguments,
    ) -> Result<State, ActorProcessingErr> {
        let budget = Budget::new(RESTARTS, RESTART_WINDOW);
        let mut children = Children::new(budget, arguments.children);
        children.start(&myself.get_cell()).await?;
        drop(myself.send_interval(SWEEP, || Message::SweepAddresses));
        Ok(State {
            children,
            addresses: arguments.addresses,
        })
    }

    async fn handle(
        &self,
        myself: ActorRef<Message>,
        message: Message,
        state: &mut State,
    ) -> Result<(), ActorProcessingErr> {
        match message {
            Message::Restart(which) => {
                let next = state.children.restart(which, &myself.get_cell()).await;
                next.follow(&myself, Message::Restart)?;
            }
            Message::SweepAddresses => state.addresses.sweep(),
            Message::Inspect { reply } => answer(reply, state.children.states()),
        }
        Ok(())
    }

    async fn handle_supervisor_evt(
        &self,
        myself: ActorRef<Message>,
        event: SupervisionEvent,
        state: &mut State,
    ) -> Result<(), ActorProcessingErr> {
        state
            .children
            .notice(&event)
            .follow(&myself, Message::Restart)
    }
}
