//! The `BulkResponse` message.

use serde_json::Value;

use super::Method;
use crate::{Object, ScimError, urn};

/// What became of one operation.
#[derive(Debug, Clone)]
pub struct OperationResponse {
    /// As in the request.
    pub method: Method,
    /// As in the request.
    pub bulk_id: Option<String>,
    /// The entity tag after the change; only where one happened and something is left.
    pub version: Option<String>,
    /// The resource's URL: "REQUIRED in a response, except in the event of a POST failure"
    /// (RFC 7644 §3.7).
    pub location: Option<String>,
    /// The HTTP status, e.g. 201.
    pub status: u16,
    /// The body of a refusal. Successes have none: the client may read what it wants to see.
    pub error: Option<ScimError>,
}

impl OperationResponse {
    fn to_json(&self) -> Value {
        let mut members = Object::new();
        let mut put = |name: &str, value: Value| members.insert(name.to_owned(), value);
        put("method", self.method.as_str().into());
        if let Some(bulk_id) = &self.bulk_id {
            put("bulkId", bulk_id.as_str().into());
        }
        if let Some(version) = &self.version {
            put("version", version.as_str().into());
        }
        if let Some(location) = &self.location {
            put("location", location.as_str().into());
        }
        put("status", self.status.to_string().into());
        if let Some(error) = &self.error {
            put("response", error.to_json());
        }
        Value::Object(members)
    }
}

/// The JSON text of a `BulkResponse`.
pub fn response<'o>(operations: impl Iterator<Item = &'o OperationResponse>) -> Vec<u8> {
    let mut text = format!(
        "{{\"schemas\":[\"{}\"],\"Operations\":[",
        urn::BULK_RESPONSE
    );
    for (position, operation) in operations.enumerate() {
        if position > 0 {
            text.push(',');
        }
        text.push_str(&operation.to_json().to_string());
    }
    text.push_str("]}");
    text.into_bytes()
}
