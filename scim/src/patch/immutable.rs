//! "immutable": set once, and then only to the same value (RFC 7643 §2.2, RFC 7644 §3.5.2).

use serde_json::Value;

use crate::{
    Object, ScimError,
    path::Resolved,
    resource::{Draft, set_only_once},
    schema::{Attribute, Mutability},
};

/// Before a single-valued attribute, or a part of it, is written; null unassigns.
pub(super) fn check(draft: &Draft, at: Resolved<'_>, value: &Value) -> Result<(), ScimError> {
    let Some(present) = draft.get(at) else {
        return Ok(());
    };
    let whole = is_immutable(at.attribute);
    let differs = |sub: &Attribute, change: &Value| match present.get(&sub.name) {
        Some(part) => (whole || is_immutable(sub)) && part != change,
        None => whole && !change.is_null(),
    };
    let changed = match (at.sub_attribute, value) {
        (Some(sub), change) => differs(sub, change).then_some(sub),
        (None, Value::Object(changes)) => {
            let given = |sub: &&Attribute| {
                let change = changes.get(&sub.name);
                change.is_some_and(|change| differs(sub, change))
            };
            at.attribute.sub_attributes.iter().find(given)
        }
        (None, value) => (whole && present != value).then_some(at.attribute),
    };
    refuse(changed)
}

/// After an operation on the values of a multi-valued attribute.
pub(super) fn check_values(
    attribute: &Attribute,
    before: &[Value],
    after: &[Value],
) -> Result<(), ScimError> {
    refuse((!before.is_empty() && before != after).then_some(attribute))
}

/// Before changes are merged into one of several values.
pub(super) fn check_value(
    attribute: &Attribute,
    value: &Value,
    changes: &Object,
) -> Result<(), ScimError> {
    let differs = |sub: &&Attribute| {
        let parts = value.get(&sub.name).zip(changes.get(&sub.name));
        is_immutable(sub) && parts.is_some_and(|(present, change)| present != change)
    };
    refuse(attribute.sub_attributes.iter().find(differs))
}

pub(super) fn is_immutable(attribute: &Attribute) -> bool {
    attribute.mutability == Mutability::Immutable
}

fn refuse(changed: Option<&Attribute>) -> Result<(), ScimError> {
    changed.map_or(Ok(()), |attribute| Err(set_only_once(&attribute.name)))
}
