//! Who calls an operation, for whom, and when.

use jiff::Timestamp;
use roster::TenantId;

use crate::record::activity::Source;

/// The circumstances of one call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    /// Only authentication makes one out of a token.
    pub tenant: TenantId,
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
}
