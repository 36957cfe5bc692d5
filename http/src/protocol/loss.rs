//! Which writes take access away. They are never limited first: people who left must be out, also
//! while a bulk import runs (P14).

use scim::{
    Resource,
    patch::{Op, PatchOperation, PatchRequest},
};
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

/// A deactivation as in [`class_of_replace`], also as one operation among others; or nothing but
/// members who leave their group.
pub(super) fn class_of_patch(request: &PatchRequest) -> Class {
    let operations = &request.operations;
    let only_removes = !operations.is_empty() && operations.iter().all(removes_members);
    if only_removes || operations.iter().any(deactivates) {
        Class::Loss
    } else {
        Class::Write
    }
}

fn deactivates(operation: &PatchOperation) -> bool {
    operation.value == Some(Value::Bool(false)) && operation.target.path.is("active")
}

/// Also a list that is replaced by nothing.
fn removes_members(operation: &PatchOperation) -> bool {
    let is_empty = || match &operation.value {
        None | Some(Value::Null) => true,
        Some(Value::Array(values)) => values.is_empty(),
        Some(_) => false,
    };
    operation.target.path.is("members")
        && match operation.op {
            Op::Remove => true,
            Op::Replace => is_empty(),
            Op::Add => false,
        }
}

#[cfg(test)]
mod tests;
