//! Which writes take access away. They are never limited first: people who left must be out, also
//! while a bulk import runs (P14).

use scim::{Resource, patch::PatchRequest};
use serde_json::Value;

use crate::provider::Class;

/// `active: false` is a deactivation.
pub(super) fn class_of_replace(resource: &Resource) -> Class {
    if resource.boolean("active") == Some(false) {
        Class::Loss
    } else {
        Class::Write
    }
}

/// As [`class_of_replace`], for one operation among others.
pub(super) fn class_of_patch(request: &PatchRequest) -> Class {
    let deactivates = request.operations.iter().any(|operation| {
        operation.value == Some(Value::Bool(false)) && operation.target.path.is("active")
    });
    if deactivates {
        Class::Loss
    } else {
        Class::Write
    }
}

#[cfg(test)]
mod tests;
