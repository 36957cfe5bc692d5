//! What the app is told: the feed of events, the state that it begins with, and its acknowledgements.

use std::{fmt, future::Future, pin::Pin, sync::Arc, time::Duration};

use futures_util::Stream;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{Admin, MemberView, Problem};
use crate::provider::Exchange;

/// The version of [`EventView`]. It grows when what is there changes its meaning, not with what is added.
pub const SCHEMA: u32 = 1;

/// The app's calls. A `tenant` argument is an id or a name.
pub trait Events: Send + Sync + 'static {
    /// Events in order. Where there are none yet, it waits for one as long as the query says.
    fn events(&self, query: EventQuery) -> impl Future<Output = Result<FeedView, Problem>> + Send;

    /// Notes that the app has taken in all events of a tenant up to one.
    fn acknowledge(
        &self,
        by: &Admin,
        tenant: &str,
        seq: u64,
    ) -> impl Future<Output = Result<AcknowledgedView, Problem>> + Send;

    /// All members at one moment, and up to which event they are as they are.
    fn snapshot(&self, tenant: &str) -> impl Future<Output = Result<Snapshot, Problem>> + Send;

    /// The calls of a tenant's directory as they come, until the daemon leaves (I8).
    fn calls(&self, tenant: &str) -> impl Future<Output = Result<Calls, Problem>> + Send;

    /// How lost access has reached the app (I6).
    fn receipts(
        &self,
        tenant: &str,
        after: Option<u64>,
        limit: usize,
    ) -> impl Future<Output = Result<ReceiptsView, Problem>> + Send;

    /// Compares the members with what the history alone makes of them (I12).
    fn replay(&self, tenant: &str) -> impl Future<Output = Result<ReplayedView, Problem>> + Send;
}

/// Calls as they come.
pub type Calls = Pin<Box<dyn Stream<Item = Watched> + Send>>;

/// What is seen by who watches.
#[derive(Debug, Clone, PartialEq)]
pub enum Watched {
    /// A call.
    Call(Arc<Exchange>),
    /// So many were lost: they came too fast.
    Lost(u64),
}

/// Which events.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventQuery {
    /// The `next` of an earlier answer, or, with a tenant, the `seq` of the last event that is known;
    /// none: from the first that is kept. `latest`: behind all that there are.
    pub after: Option<String>,
    /// Of this tenant alone.
    pub tenant: Option<String>,
    /// Of these types alone; none: of all.
    pub types: Vec<String>,
    /// Events in the answer, at most.
    pub limit: usize,
    /// How long to wait for the first one.
    pub wait: Duration,
}

/// A part of the feed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FeedView {
    /// In order: of one tenant by `seq`.
    pub items: Vec<EventView>,
    /// Where to go on, also if there were none.
    pub next: String,
    /// Whether there are more already.
    pub more: bool,
}

/// One event. It is the same each time it is sent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EventView {
    /// Letters, digits and `_`; they sort by time, and those of one tenant and millisecond by number.
    pub id: String,
    /// E.g. `member.created`.
    #[serde(rename = "type")]
    pub kind: String,
    /// The tenant's id.
    pub tenant: String,
    /// One more than the tenant's event before; there are no gaps.
    pub seq: u64,
    /// When it happened.
    pub occurred_at: Timestamp,
    /// Who caused it.
    pub cause: CauseView,
    /// Of an event about a member.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member_id: Option<String>,
    /// What it is about as it was then: a [`MemberView`], or the ids of what else it was. Null once the
    /// person has been erased.
    pub data: Value,
    /// Attribute → `{"from":…,"to":…}`.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub changes: Map<String, Value>,
    /// [`SCHEMA`].
    pub schema: u32,
}

/// Who caused an event.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CauseView {
    /// `token`, `admin`, `timer`, `app` or `importer`.
    pub source: String,
    /// The directory's token.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub token_id: Option<String>,
    /// The token's name, who the admin is, or what the file is called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actor: Option<String>,
    /// The User-Agent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client: Option<String>,
    /// The id that the caller got with the answer.
    pub request_id: String,
    /// The number of the entry in the activity log.
    pub entry: u64,
    /// Why it came to this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// Up to which event the app has them all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AcknowledgedView {
    /// The greatest that was ever acknowledged.
    pub seq: u64,
}

/// A [`SnapshotView`] on its way out, with its members page by page.
pub struct Snapshot {
    /// The tenant's id.
    pub tenant: String,
    /// The last event that is part of it.
    pub seq: u64,
    /// As the state's.
    pub hash: String,
    /// By id; nobody who was removed.
    pub members: Pin<Box<dyn Stream<Item = Result<Vec<MemberView>, Problem>> + Send>>,
}

impl fmt::Debug for Snapshot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Snapshot")
            .field("tenant", &self.tenant)
            .field("seq", &self.seq)
            .finish_non_exhaustive()
    }
}

/// The members of a tenant at one moment, whole.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SnapshotView {
    /// The tenant's id.
    pub tenant: String,
    /// The last event that is part of it. Go on behind it.
    pub seq: u64,
    /// As the state's.
    pub hash: String,
    /// By id; nobody who was removed.
    pub members: Vec<MemberView>,
}

/// A page of receipts, and how long it took for those that are closed.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ReceiptsView {
    /// In the order of their events.
    pub items: Vec<ReceiptView>,
    /// None on the last page.
    pub next: Option<String>,
    /// From the call to the acknowledgement, in milliseconds, of half of the closed ones on the page.
    pub p50_ms: Option<i64>,
    /// Of 99 in 100.
    pub p99_ms: Option<i64>,
}

/// How one loss of access has reached the app.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ReceiptView {
    /// The event's number.
    pub seq: u64,
    /// Its type.
    #[serde(rename = "type")]
    pub kind: String,
    /// Whom it was about.
    pub member_id: Option<String>,
    /// Who caused it.
    pub cause: CauseView,
    /// When the call came that it was committed with.
    pub requested_at: Timestamp,
    /// When the app was given it. Not known after a restart in between.
    pub delivered_at: Option<Timestamp>,
    /// When the app had it.
    pub acknowledged_at: Option<Timestamp>,
}

/// Whether the members are as the history tells.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ReplayedView {
    /// True when they are.
    pub same: bool,
    /// Events that were read.
    pub events: u64,
    /// The first entry that is kept; from 1 on the history is whole.
    pub first_entry: u64,
    /// Members now.
    pub members: u64,
    /// Of those, who are older than the history: they are taken as they are stored.
    pub untold: u64,
    /// The hash of the members as they were rebuilt.
    pub rebuilt: String,
    /// That of the members as they are stored.
    pub stored: String,
    /// How many are not the same.
    pub different: u64,
    /// The ids of the first of them.
    pub named: Vec<String>,
}
