//! One large change of members: worked out beside the writer, written in parts between which others
//! are served, and made to count by the operation that was asked for.
//!
//! It runs in a task of its own. Once it has begun it goes on to its end, whoever has left
//! meanwhile: to stop in the middle would only be work for the sweep, and a client that repeats
//! itself would begin again.

mod staging;

use std::time::Duration;

use rosterd_http::provider::Failure;
use scim::patch::MembersChange;
use store::{
    operation::{
        Call, RunError, Written,
        group::{Difference, Prepared, PreparedMembers, Staged, difference},
    },
    overlay::Overlay,
};
use tokio::sync::oneshot;
use uuid::Uuid;

use super::members::{ChangesMembers, FEW};
use crate::{
    context::Context,
    directory::Write,
    provider::{
        TenantSession,
        failure::{unreadable, written},
    },
    submission::Submission,
    sweep::{Sweep, SweepFailure},
    tenant::Visit,
};
use staging::Staging;

pub(super) struct Large<O> {
    context: Context,
    visit: Visit,
    call: Call,
    group: Uuid,
    changes: Vec<MembersChange>,
    operation: O,
}

/// What the changes come to.
enum WorkedOut {
    /// So little, or a refusal, that the operation does it by itself.
    AtOnce(Prepared),
    InParts(Difference, Prepared),
}

impl<O> Large<O>
where
    O: ChangesMembers,
    Write: From<Submission<O>>,
{
    /// `changes` are those that were taken out of `operation`.
    pub(super) fn new(
        context: &Context,
        session: &TenantSession,
        group: Uuid,
        changes: Vec<MembersChange>,
        operation: O,
    ) -> Result<Self, Failure> {
        let visit = session.visit.again().ok_or_else(|| Failure::Busy {
            retry_after: context.ids.jitter(1..=5),
        })?;
        Ok(Self {
            context: context.clone(),
            visit,
            call: session.call(context.now()),
            group,
            changes,
            operation,
        })
    }

    /// Waits for the outcome, at most `limit`.
    pub(super) async fn begin(self, limit: Duration) -> Result<Written, Failure> {
        let (reply, outcome) = oneshot::channel();
        tokio::spawn(self.run(reply));
        match tokio::time::timeout(limit, outcome).await {
            Ok(Ok(outcome)) => outcome,
            Ok(Err(_)) => Err(Failure::Broken),
            Err(_) => Err(Failure::Unknown),
        }
    }

    async fn run(mut self, reply: oneshot::Sender<Result<Written, Failure>>) {
        let lock = self.visit.groups.of(self.group);
        let alone = lock.write().await;
        if reply.is_closed() {
            return;
        }
        let (outcome, left) = match self.prepare().await {
            Ok(WorkedOut::AtOnce(prepared)) => (self.apply(prepared).await, None),
            Ok(WorkedOut::InParts(difference, prepared)) => {
                self.in_parts(&difference, prepared).await
            }
            Err(failure) => (Err(failure), None),
        };
        // The client may have gone away; then nobody misses the outcome.
        drop(reply.send(outcome));
        drop(alone);
        // The rest is read as it will be, so it keeps neither the tenant in memory nor others out.
        drop(self.visit);
        if let Some(left) = left
            && let Err(error) = left.finish().await
        {
            tracing::warn!(%error, "the scheduler sweeps what a large change has left");
        }
    }

    /// Sweeps what an earlier change has left, and works out what this one comes to.
    async fn prepare(&mut self) -> Result<WorkedOut, Failure> {
        let (tenant, directory) = (self.call.tenant, &self.visit.directory);
        let earlier = Sweep::of(&self.context, directory, tenant, self.group).await;
        let swept = match earlier {
            Ok(Some(earlier)) => earlier.finish().await,
            Ok(None) => Ok(()),
            Err(error) => Err(error),
        };
        swept.map_err(|error| self.not_begun(&error))?;

        let snapshot = self
            .context
            .store
            .snapshot()
            .map_err(|error| unreadable(&error))?;
        let group = self.group;
        let changes = std::mem::take(&mut self.changes);
        let (mut operation, now) = (self.operation.clone(), self.context.now());
        let worked_out = tokio::task::spawn_blocking(move || {
            let (difference, notes) = difference(&*snapshot, tenant, group, &changes)?;
            let prepared = |members| Prepared {
                members,
                notes: notes.clone(),
            };
            if difference.len() <= FEW {
                let known = PreparedMembers::Known(difference);
                return Ok(WorkedOut::AtOnce(prepared(known)));
            }
            // What the operation refuses for another reason need not be begun.
            let nobody = prepared(PreparedMembers::Known(Difference::default()));
            operation.prepare(nobody.clone(), now);
            operation.run(&mut Overlay::new(&*snapshot))?;
            Ok(WorkedOut::InParts(difference, nobody))
        });
        match worked_out.await {
            Ok(Ok(worked_out)) => Ok(worked_out),
            Ok(Err(RunError::Refused(refusal))) => Ok(WorkedOut::AtOnce(Prepared {
                members: PreparedMembers::Refused(refusal),
                notes: Vec::new(),
            })),
            Ok(Err(RunError::Engine(error))) => Err(unreadable(&error)),
            Err(error) => {
                tracing::error!(%error, "a large change could not be worked out");
                Err(Failure::Broken)
            }
        }
    }

    /// The outcome, and what is to be swept after it.
    async fn in_parts(
        &self,
        difference: &Difference,
        prepared: Prepared,
    ) -> (Result<Written, Failure>, Option<Sweep>) {
        let change = match self.context.ids.uuid() {
            Ok(change) => change,
            Err(error) => return (Err(error.into()), None),
        };
        let staging = Staging {
            context: &self.context,
            directory: &self.visit.directory,
            call: &self.call,
            group: self.group,
            change,
        };
        let outcome = match staging.write(difference).await {
            Ok(()) => {
                let staged = PreparedMembers::Staged(Staged::new(change, difference));
                self.apply(Prepared {
                    members: staged,
                    ..prepared
                })
                .await
            }
            Err(failure) => Err(failure),
        };
        let left = staging.sweep();
        // Whatever went wrong has its place in the queue before this, so it can't come after it.
        if !outcome.as_ref().is_ok_and(Written::changed)
            && let Err(error) = left.give_up().await
        {
            tracing::warn!(%error, "the scheduler gives a large change up");
            return (outcome, None);
        }
        (outcome, Some(left))
    }

    async fn apply(&self, prepared: Prepared) -> Result<Written, Failure> {
        let mut operation = self.operation.clone();
        operation.prepare(prepared, self.context.now());
        self.visit
            .directory
            .write_patiently(&operation)
            .await
            .map_err(|error| written(&self.context.ids, error))
    }

    fn not_begun(&self, error: &SweepFailure) -> Failure {
        tracing::warn!(%error, "a large change waits for the sweep of an earlier one");
        self.busy()
    }

    fn busy(&self) -> Failure {
        Failure::Busy {
            retry_after: self.context.ids.jitter(1..=10),
        }
    }
}
