//! What filters are tried on and PATCH messages applied to.

use scim::urn;
use serde_json::{Value, json};

/// Somebody with a value of each type.
pub(crate) fn user() -> Value {
    json!({
        "schemas": [urn::USER, urn::ENTERPRISE_USER],
        "userName": "ada@example.com",
        "name": { "givenName": "Ada", "familyName": "Example" },
        "active": true,
        "emails": [
            { "value": "ada@example.com", "type": "work", "primary": true },
            { "value": "ada@home.example", "type": "home" },
        ],
        "roles": [{ "value": "teacher" }],
        urn::ENTERPRISE_USER: { "department": "R&D", "manager": { "value": "019b" } },
    })
}

pub(crate) fn group() -> Value {
    json!({ "schemas": [urn::GROUP], "displayName": "Staff", "externalId": "g" })
}
