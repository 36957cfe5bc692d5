//! What identity providers send, and how to look at what they get.

use scim::{Leniency, Resource, patch::PatchRequest, resource::Incoming, schema};
use serde_json::{Value, json};
use store::{
    operation::Refusal,
    record::{Entry, activity::SourceKind},
};

pub(crate) fn user(name: &str) -> Value {
    json!({
        "schemas": [scim::urn::USER],
        "userName": name,
        "externalId": format!("ext-{name}"),
        "displayName": name.to_uppercase(),
        "emails": [{"value": format!("{name}@x.org"), "primary": true}],
        "active": true,
    })
}

pub(crate) fn group(name: &str, members: &[&str]) -> Value {
    let members: Vec<Value> = members.iter().map(|id| json!({ "value": id })).collect();
    json!({"schemas": [scim::urn::GROUP], "displayName": name, "members": members})
}

pub(crate) fn user_body(body: Value) -> Incoming {
    Resource::from_client(body, schema::user(), Leniency::lenient()).unwrap()
}

pub(crate) fn group_body(body: Value) -> Incoming {
    Resource::from_client(body, schema::group(), Leniency::lenient()).unwrap()
}

pub(crate) fn patch_body(
    operations: Value,
    id: &str,
    schema: &schema::ResourceSchema,
) -> PatchRequest {
    let mut body = json!({ "schemas": [scim::urn::PATCH_OP] });
    body["Operations"] = operations;
    PatchRequest::parse(body, id, schema, Leniency::lenient()).unwrap()
}

/// The status, the `scimType` and the words of a refusal.
#[track_caller]
pub(crate) fn refused<T: std::fmt::Debug>(
    outcome: Result<T, Refusal>,
) -> (u16, Option<&'static str>, String) {
    let refusal = outcome.expect_err("a refusal");
    let scim_type = match &refusal {
        Refusal::Scim(error) => error.scim_type.map(scim::ScimType::as_str),
        _ => None,
    };
    (refusal.status(), scim_type, refusal.to_string())
}

pub(crate) fn event_names(entry: &Entry) -> Vec<&str> {
    entry
        .events
        .iter()
        .map(|event| event.kind.as_str())
        .collect()
}

pub(crate) fn by_timer(entry: &Entry) -> bool {
    entry.source.kind == SourceKind::Timer
}
