#![expect(
    clippy::needless_pass_by_value,
    reason = "the tables read better without an ampersand in front of each json!"
)]

mod messages;
mod order;
mod references;
mod responses;

use serde_json::{Value, json};

use super::*;
use crate::{ScimType, leniency, urn};

fn message(operations: Value) -> Value {
    json!({ "schemas": [urn::BULK_REQUEST], "Operations": operations })
}

fn parse(body: Value) -> Result<BulkRequest, ScimError> {
    BulkRequest::parse(body, 1_000, Leniency::lenient())
}

/// The same in both modes, unless something is bent.
fn operations(operations: Value) -> Vec<Operation> {
    let body = message(operations);
    let request = parse(body.clone()).unwrap();
    let strict = BulkRequest::parse(body, 1_000, Leniency::strict());
    if request.operations.iter().all(|one| one.notes.is_empty()) {
        assert_eq!(strict.unwrap(), request);
    } else {
        assert!(strict.is_err());
    }
    request.operations
}

fn post(path: &str, bulk_id: &str, data: Value) -> Value {
    json!({ "method": "POST", "path": path, "bulkId": bulk_id, "data": data })
}

/// A group whose members are references to these.
fn group(bulk_id: &str, members: &[&str]) -> Value {
    let members: Vec<Value> = members
        .iter()
        .map(|member| json!({ "value": format!("bulkId:{member}") }))
        .collect();
    post(
        "/Groups",
        bulk_id,
        json!({ "displayName": bulk_id, "members": members }),
    )
}

fn user(bulk_id: &str) -> Value {
    post("/Users", bulk_id, json!({ "userName": bulk_id }))
}

/// A group is patched to have this member.
fn add_member(path: &str, member: &str) -> Value {
    let operations = json!([{ "op": "add", "path": "members", "value": [{ "value": member }] }]);
    json!({
        "method": "PATCH",
        "path": path,
        "data": { "schemas": [urn::PATCH_OP], "Operations": operations },
    })
}
