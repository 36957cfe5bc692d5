//! Complex values: merging, pruning, and the order of their sub-attributes.

use serde_json::Value;

use crate::{Object, schema::Attribute};

/// The standard sub-attributes that only describe a `value` (RFC 7643 §2.4).
const DESCRIPTIONS: [&str; 4] = ["$ref", "display", "primary", "type"];

/// An object with one member.
pub(crate) fn with(name: &str, value: Value) -> Value {
    Value::Object(Object::from_iter([(name.to_owned(), value)]))
}

/// Sets the sub-attributes that `changes` names; null unassigns, others stay
/// (RFC 7644 §3.5.2.1, §3.5.2.3).
pub(crate) fn merge(into: &mut Object, changes: Object) {
    let value = changes.get("value");
    if value.is_some() && value != into.get("value") {
        // It points to what the old value named.
        into.shift_remove("$ref");
    }
    let mut unassigned = false;
    for (name, value) in changes {
        if value.is_null() {
            into.shift_remove(&name);
            unassigned = true;
        } else {
            into.insert(name, value);
        }
    }
    // A manager that is cleared must be gone, not left behind as a reference without a value; and
    // so must an e-mail whose address a template leaves empty.
    if unassigned
        && into
            .keys()
            .all(|name| DESCRIPTIONS.contains(&name.as_str()))
    {
        into.clear();
    }
}

/// A value as it is after [`merge`] into nothing.
pub(crate) fn settled(value: Value) -> Value {
    match value {
        Value::Object(changes) if changes.values().any(Value::is_null) => {
            let mut object = Object::new();
            merge(&mut object, changes);
            Value::Object(object)
        }
        value => value,
    }
}

/// In the order of the schema, without nulls, empty arrays and empty objects; `None` if nothing is
/// left.
pub(crate) fn pruned(value: Value, attribute: &Attribute) -> Option<Value> {
    match value {
        Value::Null => None,
        Value::Object(object) => {
            let object = arranged(object, &attribute.sub_attributes);
            (!object.is_empty()).then_some(Value::Object(object))
        }
        Value::Array(elements) => {
            let elements: Vec<Value> = elements
                .into_iter()
                .filter_map(|element| pruned(element, attribute))
                .collect();
            (!elements.is_empty()).then_some(Value::Array(elements))
        }
        value => Some(value),
    }
}

/// As [`pruned`], for the members of an object.
pub(crate) fn arranged(mut object: Object, attributes: &[Attribute]) -> Object {
    // Most of what a PATCH leaves alone is: to look costs far less than to build it again.
    if is_arranged(&object, attributes) {
        return object;
    }
    let mut arranged = Object::new();
    for attribute in attributes {
        if let Some(value) = object.swap_remove(&attribute.name)
            && let Some(value) = pruned(value, attribute)
        {
            arranged.insert(attribute.name.clone(), value);
        }
    }
    arranged
}

fn is_arranged(object: &Object, attributes: &[Attribute]) -> bool {
    let mut attributes = attributes.iter();
    object.iter().all(|(name, value)| {
        attributes
            .find(|attribute| attribute.name == *name)
            .is_some_and(|attribute| is_pruned(value, attribute))
    })
}

fn is_pruned(value: &Value, attribute: &Attribute) -> bool {
    match value {
        Value::Null => false,
        Value::Object(object) => {
            !object.is_empty() && is_arranged(object, &attribute.sub_attributes)
        }
        Value::Array(elements) => {
            !elements.is_empty() && elements.iter().all(|element| is_pruned(element, attribute))
        }
        _ => true,
    }
}
