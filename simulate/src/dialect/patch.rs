//! PATCH bodies (RFC 7644 §3.5.2) and their operations.

use serde_json::{Value, json};

use super::Peer;

const PATCH_OP: &str = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

pub(crate) fn body(operations: &[Value]) -> Value {
    json!({ "schemas": [PATCH_OP], "Operations": operations })
}

/// An operation on `path`.
pub(super) fn on(op: &str, path: &str, value: &Value) -> Value {
    json!({ "op": op, "path": path, "value": value })
}

/// An operation whose value names the attributes.
pub(super) fn pathless(op: &str, value: &Value) -> Value {
    json!({ "op": op, "value": value })
}

/// The removal of each peer by a filter.
pub(super) fn removals(op: &str, leave: &[Peer]) -> Vec<Value> {
    let path = |peer: &Peer| format!("members[value eq \"{}\"]", peer.id);
    leave
        .iter()
        .map(|peer| json!({ "op": op, "path": path(peer) }))
        .collect()
}

/// An operation on `members`, or none when there is nobody in `peers`.
pub(super) fn members(op: &str, peers: &[Peer], member: impl Fn(&Peer) -> Value) -> Option<Value> {
    (!peers.is_empty()).then(|| on(op, "members", &peers.iter().map(member).collect()))
}
