//! Who calls an operation, for whom, and when.

use std::sync::Arc;

use jiff::Timestamp;
use roster::TenantId;
use scim::schema::Catalog;

use super::Seed;
use crate::record::activity::Source;

/// The circumstances of one call.
#[derive(Debug, Clone, PartialEq)]
pub struct Call {
    /// Only authentication makes one out of a token.
    pub tenant: TenantId,
    /// The tenant's resource types as the caller knows them. A call with a token has read its body
    /// by them, so it is refused if they have changed since; for others they are read anew.
    pub catalog: Arc<Catalog>,
    /// Goes into the activity entry. If it names a token, that token must still be active when the
    /// operation runs (R48).
    pub source: Source,
    /// The id that the client gets with its answer.
    pub request_id: String,
    /// The time of the call, which every row of it gets.
    pub now: Timestamp,
    /// Whether a call that finds nothing to change leaves an activity entry at once. Where the
    /// caller notes it later, off the request's path, this is false.
    pub log_unchanged: bool,
    /// For keys that are made in the operation.
    pub seed: Seed,
}
