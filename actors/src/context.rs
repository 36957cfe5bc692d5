//! What every actor works with.

use std::{sync::Arc, time::Duration};

use issuers::IssuerKeys;
use jiff::Timestamp;
use roster::{MemberId, TenantId};
use scim::schema::Catalog;
use store::{
    operation::{Call, job::CarryOn},
    record::{SigningKey, activity::Source},
    writer::Store,
};
use tokio::sync::watch;

use crate::{
    clock::Clock,
    generation::InForce,
    ids::{Ids, NoRandomness},
    permit::Room,
    reply::Reply,
    seeds::Seeds,
    watch::Watches,
    write::{self, WriteFailure},
};

/// People whom one step of a job looks at: so few that others need not wait for them.
const JOB_STEP: usize = 64;
/// In activity entries, where the request id of a client stands otherwise.
const JOB: &str = "catch-up";

/// Cheap to clone.
#[derive(Debug, Clone)]
pub(crate) struct Context {
    pub(crate) store: Store,
    pub(crate) clock: Arc<dyn Clock>,
    /// When the daemon was started: nobody could call before.
    pub(crate) listening_since: Timestamp,
    pub(crate) ids: Ids,
    pub(crate) seeds: Seeds,
    /// Each use of it derives a key of its own.
    pub(crate) signing_key: SigningKey,
    /// The keys of other issuers, whose assertions are believed.
    pub(crate) issuer_keys: Arc<IssuerKeys>,
    pub(crate) in_force: InForce,
    /// The process-wide budget of work that waits.
    pub(crate) room: Room,
    /// Changes with each commit. It ends when the daemon leaves.
    pub(crate) news: watch::Receiver<()>,
    pub(crate) watches: Watches,
}

impl Context {
    pub(crate) fn new(
        store: Store,
        signing_key: SigningKey,
        clock: Arc<dyn Clock>,
        ids: Ids,
        seeds: Seeds,
        in_force: InForce,
        news: watch::Receiver<()>,
    ) -> Self {
        let room = Room::new(in_force.load().settings.store.queue);
        Self {
            store,
            listening_since: clock.now(),
            clock,
            ids,
            seeds,
            signing_key,
            issuer_keys: Arc::default(),
            in_force,
            room,
            news,
            watches: Watches::default(),
        }
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Whether the store's writer comes back to its queue within `limit`. One that is stuck in a
    /// commit looks well from outside: only its answer tells.
    pub(crate) async fn writer_answers(&self, limit: Duration) -> Result<(), WriteFailure> {
        let (reply, pong) = Reply::pair();
        self.store.ping(Box::new(reply.admitted()));
        write::outcome(limit, pong).await
    }

    /// The next step of a tenant's first job.
    pub(crate) fn job_step(&self, tenant: TenantId) -> Result<CarryOn, NoRandomness> {
        let new_members = (0..JOB_STEP)
            .map(|_| self.ids.uuid().map(MemberId))
            .collect::<Result<_, _>>()?;
        Ok(CarryOn {
            call: self.timer_call(tenant, JOB),
            new_members,
        })
    }

    /// A call that time makes, now. `request_id` stands where activity entries have that of a
    /// client.
    pub(crate) fn timer_call(&self, tenant: TenantId, request_id: &str) -> Call {
        Call {
            tenant,
            catalog: Catalog::standard(),
            source: Source::timer(),
            request_id: request_id.to_owned(),
            now: self.now(),
            log_unchanged: false,
            seed: self.seeds.next(),
        }
    }
}
