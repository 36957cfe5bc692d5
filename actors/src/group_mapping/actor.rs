//! The actor: what happens to one message.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use ractor::{Actor, ActorProcessingErr, ActorRef, RpcReplyPort};
use roster::{
    TenantId,
    mapping::{Rules, Table},
};
use store::{
    error::EngineError,
    reader::{self, mapping::Preview},
};

use super::{GroupMappingState, message::Message, table::Compiled};
use crate::{context::Context, mailbox::answer, permit::Permit, scheduler::SchedulerHandle};

pub(crate) struct GroupMapping;

#[derive(Debug)]
pub(crate) struct State {
    tenant: TenantId,
    context: Context,
    pushes: u64,
    last_push: Option<Timestamp>,
    scheduler: SchedulerHandle,
    compiled: Compiled,
    /// When the scheduler was last told to carry on.
    nudged: Option<Timestamp>,
}

impl Actor for GroupMapping {
    type Msg = Message;
    type State = State;
    type Arguments = (TenantId, Context, SchedulerHandle);

    async fn pre_start(
        &self,
        _: ActorRef<Message>,
        (tenant, context, scheduler): Self::Arguments,
    ) -> Result<State, ActorProcessingErr> {
        Ok(State {
            tenant,
            context,
            pushes: 0,
            last_push: None,
            scheduler,
            compiled: Compiled::default(),
            nudged: None,
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
                state.carry_on(at);
                drop(permit);
            }
            Message::Preview {
                table,
                permit,
                reply,
            } => state.preview(table, permit, reply),
            Message::Rules { permit, reply } => {
                answer(reply, state.rules());
                drop(permit);
            }
            Message::Inspect { reply } => answer(reply, state.inspect()),
        }
        Ok(())
    }
}

/// The scheduler carries on by itself, so it is not told for every push.
const NUDGE_EVERY: SignedDuration = SignedDuration::from_secs(1);
/// Members whom a preview names.
const MOST_NAMED: usize = 10_000;

impl State {
    /// A push that concerns many has begun a job: its members should not wait for the next look.
    fn carry_on(&mut self, at: Timestamp) {
        let is_early = |last: Timestamp| at.duration_since(last) < NUDGE_EVERY;
        if self.nudged.is_some_and(is_early) {
            return;
        }
        let job = self.context.store.snapshot().and_then(|snapshot| {
            let job = reader::due::job(&*snapshot, self.tenant);
            job.map(|job| job.is_some())
        });
        // If the store cannot say, the wake-up actor finds the job later.
        if job.unwrap_or(false) {
            self.nudged = Some(at);
            self.scheduler.nudge();
        }
    }

    fn rules(&mut self) -> Result<Arc<Rules>, EngineError> {
        let snapshot = self.context.store.snapshot()?;
        self.compiled.of(&*snapshot, self.tenant)
    }

    /// On a thread of its own, with the permit of previews: others are answered meanwhile.
    fn preview(
        &self,
        table: Table,
        permit: Permit,
        reply: RpcReplyPort<Result<(Preview, u64), EngineError>>,
    ) {
        let (tenant, store) = (self.tenant, self.context.store.clone());
        drop(tokio::task::spawn_blocking(move || {
            let previewed = store.snapshot().and_then(|snapshot| {
                let version = reader::mapping::of(&*snapshot, tenant)?.version;
                let Some(facts) = reader::tenant::by_id(&*snapshot, tenant)? else {
                    return Ok((Preview::default(), version));
                };
                let preview = reader::mapping::preview(&*snapshot, &facts, table, MOST_NAMED)?;
                Ok((preview, version))
            });
            answer(reply, previewed);
            drop(permit);
        }));
    }

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
