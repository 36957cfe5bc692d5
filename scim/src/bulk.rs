//! Bulk requests (RFC 7644 §3.7): several changes in one request, which may refer to each other's
//! results by `bulkId`.
//!
//! Reading, the order and the references are decided here; whoever holds the data carries the
//! [`Step`]s out, one after the other, each like a request of its own.

mod message;
mod method;
mod plan;
mod reference;
mod references;
mod response;

use serde_json::Value;

use crate::{Leniency, Note, ScimError};

pub use method::Method;
pub use plan::{Step, plan};
pub use references::References;
pub use response::{OperationResponse, response};

/// A `BulkRequest` message, read whole. What is in it can be carried out or refused one by one.
#[derive(Debug, Clone, PartialEq)]
pub struct BulkRequest {
    /// After how many errors the rest is left undone; `None` never, 1 at the first one.
    pub fail_on_errors: Option<u64>,
    /// In the client's order; at least one.
    pub operations: Vec<Operation>,
    /// What was bent or ignored in the message around the operations.
    pub notes: Vec<Note>,
}

/// One element of `Operations`: what would be a request of its own.
#[derive(Debug, Clone, PartialEq)]
pub struct Operation {
    /// What is to be done; it need not be something that a bulk request can do.
    pub method: Method,
    /// The client's name for the operation, and with POST for what is made by it.
    pub bulk_id: Option<String>,
    /// What `If-Match` would hold.
    pub version: Option<String>,
    /// As sent: `/Users`, `/Users/{id}`, also with `bulkId:…` in place of the id.
    pub path: String,
    /// The body. POST, PUT and PATCH always have one, others never.
    pub data: Option<Value>,
    /// What was bent or ignored in the operation, its `data` aside.
    pub notes: Vec<Note>,
}

impl BulkRequest {
    /// Reads the message. `most` is `maxOperations`.
    ///
    /// 413 for more operations than that. 400 `invalidSyntax` for what is no `BulkRequest`,
    /// `invalidValue` for a member that is missing or has the wrong type, or for a `bulkId` that
    /// two operations have. A request that is refused here has changed nothing; the detail names
    /// the operation.
    pub fn parse(body: Value, most: usize, leniency: Leniency) -> Result<Self, ScimError> {
        message::read(body, most, leniency)
    }
}

#[cfg(test)]
mod tests;
