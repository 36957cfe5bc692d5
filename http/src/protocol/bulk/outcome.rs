//! What became of an operation, as the client is told.

use http::StatusCode;
use scim::{
    ScimError,
    bulk::{Method, Operation, OperationResponse},
};

use crate::provider::Document;

/// The bulkId that stands for what the operation makes.
pub(super) fn made_by(operation: &Operation) -> Option<&str> {
    let makes = operation.method == Method::Post;
    operation.bulk_id.as_deref().filter(|_| makes)
}

/// What every response says; the rest is filled in by what became of the operation.
pub(super) fn response(operation: &Operation) -> OperationResponse {
    OperationResponse {
        method: operation.method.clone(),
        bulk_id: operation.bulk_id.clone(),
        version: None,
        location: None,
        status: StatusCode::OK.as_u16(),
        error: None,
    }
}

/// Nothing has happened.
pub(super) fn refused(operation: &Operation, error: ScimError) -> OperationResponse {
    OperationResponse {
        status: error.status,
        error: Some(error),
        ..response(operation)
    }
}

/// The resource exists, but not as it was sent.
pub(super) fn incomplete(
    operation: &Operation,
    made: &Document,
    error: &ScimError,
) -> OperationResponse {
    let detail = format!(
        "The resource was made, but without its references to operations that refer to it in turn: \
         {} Send the data again, as a PUT to its location.",
        error.detail
    );
    let error = ScimError {
        detail,
        ..error.clone()
    };
    OperationResponse {
        version: Some(made.tag.to_string()),
        location: Some(made.location.clone()),
        ..refused(operation, error)
    }
}
