//! The PATCH of SCIM 1.1, which OneLogin's older connectors send for groups: the changed
//! attributes themselves, and in `members` each with an `operation`.

use serde_json::Value;

use super::{Op, message::Raw};
use crate::{Leniency, Object, ResourceKind, leniency, resource::Reader, schema::ResourceSchema};

pub(super) fn is_one(body: &Object, schema: &ResourceSchema, leniency: Leniency) -> bool {
    let has = |name: &str| body.keys().any(|key| key.eq_ignore_ascii_case(name));
    !leniency.strict && !has("Operations") && has("members") && schema.kind == ResourceKind::Group
}

pub(super) fn read(body: Object, reader: &mut Reader) -> Vec<Raw> {
    reader.note(leniency::SCIM_1_PATCH, "members");
    let mut operations = Vec::new();
    let mut others = Object::new();
    for (key, value) in body {
        match value {
            Value::Array(elements) if key.eq_ignore_ascii_case("members") => {
                operations.extend(elements.into_iter().enumerate().map(member));
            }
            value if !key.eq_ignore_ascii_case("schemas") => {
                others.insert(key, value);
            }
            _ => {}
        }
    }
    if !others.is_empty() {
        operations.push(Raw {
            index: operations.len(),
            op: Op::Replace,
            path: None,
            value: Some(Value::Object(others)),
        });
    }
    operations
}

fn member((index, mut element): (usize, Value)) -> Raw {
    let operation = element
        .as_object_mut()
        .and_then(|element| element.swap_remove("operation"));
    let deletes = operation
        .as_ref()
        .and_then(Value::as_str)
        .is_some_and(|word| word.eq_ignore_ascii_case("delete"));
    Raw {
        index,
        op: if deletes { Op::Remove } else { Op::Add },
        path: Some("members".to_owned()),
        value: Some(Value::Array(vec![element])),
    }
}
