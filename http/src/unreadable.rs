//! Bytes that are no request: what is said of them, and logged.

use http::{HeaderMap, StatusCode};

use crate::{
    access_log::Line,
    answer::{self, Answer},
    request_id::RequestIds,
};

/// In place of the method and the route in the log.
const OPERATION: &str = "(no request)";

/// For the client.
pub(crate) fn words(status: StatusCode) -> &'static str {
    match status {
        StatusCode::URI_TOO_LONG => {
            "The URL is longer than this server reads. A query may also be sent as a body: POST \
             /.search (RFC 7644 section 3.4.3)."
        }
        StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE => {
            "The head of the request is larger than this server reads, or has too many fields."
        }
        _ => "What was sent is not an HTTP request that this server can read.",
    }
}

/// Logs the answer and puts on what every answer carries. Nothing was read, so the id is ours.
pub(crate) fn sealed(mut answer: Answer, ids: &RequestIds) -> Answer {
    let id = ids.of(&HeaderMap::new());
    Line::begin(&id.text, OPERATION).end(answer.status());
    answer::seal(&mut answer, id, false);
    answer
}
