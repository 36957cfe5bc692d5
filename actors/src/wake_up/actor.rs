//! The actor: one look at what is due.

use std::time::Duration;

use ractor::{Actor, ActorProcessingErr, ActorRef};
use roster::TenantId;
use store::{error::EngineError, reader};

use super::{WakeUpState, message::Message};
use crate::{context::Context, mailbox::answer, tenants::TenantsHandle};

/// Time between two looks. What is due is carried out within a minute (P5).
const TICK: Duration = Duration::from_secs(15);
/// Tenants woken in one look. Those of the next look are others, as these are carried out meanwhile.
const AT_ONCE: usize = 256;

pub(crate) struct WakeUp;

#[derive(Debug)]
pub(crate) struct State {
    context: Context,
    tenants: TenantsHandle,
    shown: WakeUpState,
}

impl Actor for WakeUp {
    type Msg = Message;
    type State = State;
    type Arguments = (Context, TenantsHandle);

    async fn pre_start(
        &self,
        myself: ActorRef<Message>,
        (context, tenants): Self::Arguments,
    ) -> Result<State, ActorProcessingErr> {
        // The first look is at once: things have become due while the daemon was down.
        myself.send_message(Message::Look)?;
        drop(myself.send_interval(TICK, || Message::Look));
        Ok(State {
            context,
            tenants,
            shown: WakeUpState::default(),
        })
    }

    async fn handle(
        &self,
        _: ActorRef<Message>,
        message: Message,
        state: &mut State,
    ) -> Result<(), ActorProcessingErr> {
        match message {
            Message::Look => state.look().await,
            Message::Inspect { reply } => answer(reply, state.shown.clone()),
        }
        Ok(())
    }
}

impl State {
    async fn look(&mut self) {
        self.shown.looked_at = Some(self.context.now());
        self.shown.problem = None;
        match self.due() {
            Ok(due) => {
                for tenant in due {
                    self.wake(tenant).await;
                }
            }
            Err(error) => self.report(&error),
        }
    }

    fn due(&self) -> Result<Vec<TenantId>, EngineError> {
        let snapshot = self.context.store.snapshot()?;
        let due = reader::due::wake_until(&*snapshot, self.context.now(), AT_ONCE)?;
        Ok(due.into_iter().map(|(_, tenant)| tenant).collect())
    }

    async fn wake(&mut self, tenant: TenantId) {
        match self.tenants.visit(tenant).await {
            Ok(visit) => {
                visit.scheduler.nudge();
                self.shown.woken += 1;
            }
            Err(error) => self.report(&error),
        }
    }

    fn report(&mut self, error: &dyn std::error::Error) {
        tracing::warn!(%error, "what is due waits for the next look");
        self.shown.problem = Some(error.to_string());
    }
}
