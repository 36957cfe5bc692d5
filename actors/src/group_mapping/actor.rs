//! The actor: what happens to one message.

use jiff::Timestamp;
use ractor::{Actor, ActorProcessingErr, ActorRef};
use roster::TenantId;
use store::{error::EngineError, reader};

use super::{GroupMappingState, message::Message};
use crate::{context::Context, mailbox::answer};

pub(crate) struct GroupMapping;

#[derive(Debug)]
pub(crate) struct State {
    tenant: TenantId,
    context: Context,
    pushes: u64,
    last_push: Option<Timestamp>,
}

impl Actor for GroupMapping {
    type Msg = Message;
    type State = State;
    type Arguments = (TenantId, Context);

    async fn pre_start(
        &self,
        _: ActorRef<Message>,
        (tenant, context): Self::Arguments,
    ) -> Result<State, ActorProcessingErr> {
        Ok(State {
            tenant,
            context,
            pushes: 0,
            last_push: None,
        })
    }

    async fn handle(
        &self,
        _: ActorRef<Message>,
        message: Message,
        state: &mut State,
    ) -> Result<(), ActorProcessingErr> {
        match message {
            Message::GroupPushed { at, permit } => {
                state.pushes += 1;
                state.last_push = state.last_push.max(Some(at));
                drop(permit);
            }
            Message::Inspect { reply } => answer(reply, state.inspect()),
        }
        Ok(())
    }
}

impl State {
    fn inspect(&self) -> GroupMappingState {
        let groups = self
            .groups()
            .inspect_err(|error| tracing::warn!(%error, "groups could not be counted"));
        GroupMappingState {
            groups: groups.ok(),
            pushes: self.pushes,
            last_push: self.last_push,
        }
    }

    fn groups(&self) -> Result<u64, EngineError> {
        let snapshot = self.context.store.snapshot()?;
        Ok(reader::counters::of(&*snapshot, self.tenant)?.groups)
    }
}
