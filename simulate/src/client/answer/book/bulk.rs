//! A `BulkResponse` (RFC 7644 §3.7).

use serde_json::Value;

use super::{Breach, ERROR, must};
use crate::client::answer::listing::has_schema;

const CLAUSE: &str = "RFC 7644 §3.7";

pub(super) fn check(body: &Value) -> Result<(), Breach> {
    let Some(operations) = body.get("Operations").and_then(Value::as_array) else {
        return must(false, "Operations as an array", CLAUSE);
    };
    operations.iter().try_for_each(operation)
}

fn operation(operation: &Value) -> Result<(), Breach> {
    let text = |name: &str| operation.get(name).and_then(Value::as_str);
    let method = text("method").unwrap_or_default();
    let is_method = ["POST", "PUT", "PATCH", "DELETE"].contains(&method);
    must(is_method, "the method of each operation", CLAUSE)?;
    let is_post = method == "POST";
    must(
        !is_post || text("bulkId").is_some(),
        "the bulkId of each POST",
        CLAUSE,
    )?;
    let status = text("status").filter(|status| status.len() == 3);
    let Some(status) = status.and_then(|status| status.parse::<u16>().ok()) else {
        return must(
            false,
            "the status of each operation as a JSON string",
            CLAUSE,
        );
    };
    let is_done = (200..300).contains(&status);
    must(
        text("location").is_some() || (is_post && !is_done),
        "a location, unless a POST has failed",
        CLAUSE,
    )?;
    let response = operation.get("response");
    let is_told = response.is_some_and(|response| has_schema(response, ERROR));
    must(
        is_done || is_told,
        "the error of each operation that has failed as its response",
        CLAUSE,
    )
}
