//! Sweeping after large changes of groups' members: step by step, each a few small writes, so that
//! others are served between them. Whoever stops in the middle leaves the rest to the scheduler.

use roster::TenantId;
use store::{
    error::EngineError,
    operation::group::{DropMembers, SweepMembers},
    reader::membership,
    record::group::{StagedRecord, StagedState},
};
use uuid::Uuid;

use crate::{context::Context, directory::DirectoryHandle, write::WriteFailure};

/// Members in one write.
const CHUNK: usize = 256;
/// Members in one step.
const STEP: usize = 16 * CHUNK;
/// In activity entries, where the request id of a client stands otherwise.
const REQUEST_ID: &str = "sweep";

/// Why a sweep has stopped.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SweepFailure {
    /// Nothing can be read.
    #[error("the store cannot be read: {0}")]
    Read(#[from] EngineError),
    /// Nothing can be written.
    #[error(transparent)]
    Write(#[from] WriteFailure),
    /// Looking for what is left has panicked.
    #[error("the search for rows broke")]
    Broken,
}

/// What is left of one change, and how far the sweep has come.
#[derive(Debug)]
pub(crate) struct Sweep {
    context: Context,
    directory: DirectoryHandle,
    tenant: TenantId,
    group: Uuid,
    change: Uuid,
    after: Option<Uuid>,
}

impl Sweep {
    /// Of the change that this group has, if it has one. One that is still under way is given up:
    /// for who knows that nobody is at work on it.
    pub(crate) async fn of(
        context: &Context,
        directory: &DirectoryHandle,
        tenant: TenantId,
        group: Uuid,
    ) -> Result<Option<Self>, SweepFailure> {
        let record = membership::staged(&*context.store.snapshot()?, tenant, group)?;
        match record {
            Some(record) => Self::begin(context, directory, tenant, (group, record))
                .await
                .map(Some),
            None => Ok(None),
        }
    }

    /// Of the first change of a tenant that was left behind.
    pub(crate) async fn left_behind(
        context: &Context,
        directory: &DirectoryHandle,
        tenant: TenantId,
    ) -> Result<Option<Self>, SweepFailure> {
        let found = membership::to_sweep(&*context.store.snapshot()?, tenant, context.now())?;
        match found {
            Some(found) => Self::begin(context, directory, tenant, found)
                .await
                .map(Some),
            None => Ok(None),
        }
    }

    /// Of a change that is known, and over or about to be given up.
    pub(crate) fn new(
        context: &Context,
        directory: &DirectoryHandle,
        tenant: TenantId,
        group: Uuid,
        change: Uuid,
    ) -> Self {
        Self {
            context: context.clone(),
            directory: directory.clone(),
            tenant,
            group,
            change,
            after: None,
        }
    }

    async fn begin(
        context: &Context,
        directory: &DirectoryHandle,
        tenant: TenantId,
        (group, record): (Uuid, StagedRecord),
    ) -> Result<Self, SweepFailure> {
        let sweep = Self::new(context, directory, tenant, group, record.change);
        if record.state == StagedState::Pending {
            sweep.give_up().await?;
        }
        Ok(sweep)
    }

    /// All that is left.
    pub(crate) async fn finish(mut self) -> Result<(), SweepFailure> {
        while self.step().await? {}
        Ok(())
    }

    /// Some of it. True while there is more.
    pub(crate) async fn step(&mut self) -> Result<bool, SweepFailure> {
        let found = self.look().await?;
        self.after = found.last().copied().or(self.after);
        let more = found.len() == STEP;
        for members in found.chunks(CHUNK) {
            self.settle(members.to_vec(), false).await?;
        }
        if !more {
            self.settle(Vec::new(), true).await?;
        }
        Ok(more)
    }

    /// To find a few rows among a million takes a while, in which no worker thread is held.
    async fn look(&self) -> Result<Vec<Uuid>, SweepFailure> {
        let snapshot = self.context.store.snapshot()?;
        let (tenant, group, after) = (self.tenant, self.group, self.after);
        let found = tokio::task::spawn_blocking(move || {
            membership::unswept(&*snapshot, tenant, group, after, STEP)
        });
        Ok(found.await.map_err(|_| SweepFailure::Broken)??)
    }

    /// Nothing of the change is to count, unless it does already.
    pub(crate) async fn give_up(&self) -> Result<(), WriteFailure> {
        let operation = DropMembers {
            call: self.context.timer_call(self.tenant, REQUEST_ID),
            group: self.group,
            change: self.change,
        };
        self.directory.write_patiently(&operation).await
    }

    async fn settle(&self, members: Vec<Uuid>, last: bool) -> Result<(), WriteFailure> {
        let operation = SweepMembers {
            call: self.context.timer_call(self.tenant, REQUEST_ID),
            group: self.group,
            change: self.change,
            members,
            last,
        };
        self.directory.write_patiently(&operation).await
    }
}
