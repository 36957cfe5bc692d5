//! The body of a change.

use hyper::body::Incoming;
use scim::Note;
use serde_json::Value;

/// Where the body of a change comes from.
pub(super) enum Content {
    /// It is still on its way.
    Arriving(Incoming),
    /// It was part of a bulk request, or there is none: then the value is null.
    Read {
        data: Value,
        /// What was bent or ignored around it.
        notes: Vec<Note>,
    },
}
