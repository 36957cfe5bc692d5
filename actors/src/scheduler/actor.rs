//! The actor: what happens to one message.

use std::{sync::Arc, time::Duration};

use ractor::{Actor, ActorProcessingErr, ActorRef};
use roster::TenantId;
use store::operation::member::{RemovalDue, Removals};

use super::{SchedulerState, forgetting, message::Message, watching};
use crate::{
    context::Context,
    directory::DirectoryHandle,
    mailbox::answer,
    sweep::{Sweep, SweepFailure},
    token::Uses,
    write::WriteFailure,
};

/// Members looked at in one write.
const CHUNK: usize = 64;
/// How long one chunk may take. Nobody waits for it.
const CHUNK_LIMIT: Duration = Duration::from_secs(30);
/// In activity entries, where the request id of a client stands otherwise.
const REQUEST_ID: &str = "grace-period";

pub(crate) struct Scheduler;

#[derive(Debug)]
pub(crate) struct State {
    tenant: TenantId,
    context: Context,
    directory: DirectoryHandle,
    /// Those that are not written down yet.
    uses: Arc<Uses>,
    /// Under way.
    sweep: Option<Sweep>,
    shown: SchedulerState,
}

impl Actor for Scheduler {
    type Msg = Message;
    type State = State;
    type Arguments = (TenantId, Context, DirectoryHandle, Arc<Uses>);

    async fn pre_start(
        &self,
        _: ActorRef<Message>,
        (tenant, context, directory, uses): Self::Arguments,
    ) -> Result<State, ActorProcessingErr> {
        Ok(State {
            tenant,
            context,
            directory,
            uses,
            sweep: None,
            shown: SchedulerState::default(),
        })
    }

    async fn handle(
        &self,
        myself: ActorRef<Message>,
        message: Message,
        state: &mut State,
    ) -> Result<(), ActorProcessingErr> {
        match message {
            Message::CarryOut => {
                let removals = state.carry_out().await;
                let sweeps = state.sweep().await;
                let entries = state.forget().await;
                let tokens = state.watch().await;
                let jobs = state.carry_on().await;
                if removals || sweeps || entries || tokens || jobs {
                    // The rest comes after whatever else is in the mailbox, e.g. an Inspect.
                    drop(myself.send_message(Message::CarryOut));
                }
            }
            Message::Inspect { reply } => answer(reply, state.shown.clone()),
        }
        Ok(())
    }
}

impl State {
    /// One chunk. True when more is due already.
    async fn carry_out(&mut self) -> bool {
        match self.remove_due().await {
            Ok(removals) => {
                self.shown.removed += u64::try_from(removals.removed.len()).unwrap_or(u64::MAX);
                self.shown.next = removals.next;
                self.shown.problem = None;
                removals.next.is_some_and(|next| next <= self.context.now())
            }
            Err(error) => {
                tracing::warn!(tenant = %self.tenant, %error, "removals wait for the next look");
                self.shown.problem = Some(error.to_string());
                false
            }
        }
    }

    /// One step of what large changes of groups have left behind. True when there is more.
    async fn sweep(&mut self) -> bool {
        let step = self.sweep_on().await;
        step.unwrap_or_else(|error| {
            tracing::warn!(tenant = %self.tenant, %error, "a sweep waits for the next look");
            self.shown.problem = Some(error.to_string());
            false
        })
    }

    /// One step of the first job. True when there is more.
    async fn carry_on(&mut self) -> bool {
        let operation = match self.context.job_step(self.tenant) {
            Ok(operation) => operation,
            Err(error) => {
                self.shown.problem = Some(error.to_string());
                return false;
            }
        };
        match self.directory.write(CHUNK_LIMIT, operation).await {
            Ok(step) => step.more,
            Err(error) => {
                tracing::warn!(tenant = %self.tenant, %error, "a job waits for the next look");
                self.shown.problem = Some(error.to_string());
                false
            }
        }
    }

    async fn sweep_on(&mut self) -> Result<bool, SweepFailure> {
        let sweep = match self.sweep.take() {
            Some(sweep) => Some(sweep),
            None => Sweep::left_behind(&self.context, &self.directory, self.tenant).await?,
        };
        let Some(mut sweep) = sweep else {
            return Ok(false);
        };
        if sweep.step().await? {
            self.sweep = Some(sweep);
        }
        // There may be another one.
        Ok(true)
    }

    /// One chunk of the entries that are too old. True when there are more.
    async fn forget(&mut self) -> bool {
        let chunk = forgetting::chunk(&self.context, &self.directory, self.tenant).await;
        match chunk {
            Ok(forgotten) => {
                self.shown.forgotten += forgotten.dropped;
                let now = self.context.now();
                forgotten.dropped > 0 && forgotten.next.is_some_and(|next| next <= now)
            }
            Err(error) => {
                tracing::warn!(tenant = %self.tenant, %error, "old entries wait for the next look");
                self.shown.problem = Some(error.to_string());
                false
            }
        }
    }

    /// A look at the tokens whose time has come. True when there are more.
    async fn watch(&mut self) -> bool {
        let chunk = watching::chunk(&self.context, &self.directory, &self.uses, self.tenant).await;
        match chunk {
            Ok(watched) => {
                let now = self.context.now();
                watched.next.is_some_and(|next| next <= now)
            }
            Err(error) => {
                tracing::warn!(tenant = %self.tenant, %error, "tokens are looked at later");
                self.shown.problem = Some(error.to_string());
                false
            }
        }
    }

    async fn remove_due(&self) -> Result<Removals, WriteFailure> {
        let operation = RemovalDue {
            call: self.context.timer_call(self.tenant, REQUEST_ID),
            limit: CHUNK,
        };
        self.directory.write(CHUNK_LIMIT, operation).await
    }
}
