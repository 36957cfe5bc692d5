//! The `PatchOp` message, before anything is looked up in a schema.

use serde_json::Value;

use super::{Op, scim1, target::located};
use crate::{
    ScimError, ScimType, leniency,
    resource::{Reader, check_schemas, wrong_type},
    schema::ResourceSchema,
    urn,
};

/// An element of `Operations`.
#[derive(Debug)]
pub(super) struct Raw {
    pub(super) index: usize,
    pub(super) op: Op,
    pub(super) path: Option<String>,
    pub(super) value: Option<Value>,
}

pub(super) fn read(
    body: Value,
    schema: &ResourceSchema,
    reader: &mut Reader,
) -> Result<Vec<Raw>, ScimError> {
    let Value::Object(body) = body else {
        return Err(not_a_patch());
    };
    if scim1::is_one(&body, schema, reader.leniency()) {
        return Ok(scim1::read(body, reader));
    }
    check_schemas(&body, urn::PATCH_OP, reader, |urn, reader| {
        reader.tolerate(leniency::UNKNOWN_SCHEMA, &urn, || {
            ScimError::typed(
                ScimType::InvalidValue,
                format!("'{urn}' is no schema of a PATCH message. Leave it out."),
            )
        })
    })?;

    let mut operations = None;
    for (key, value) in body {
        match reader.keyword(&key, ["schemas", "Operations"])? {
            Some("Operations") => operations = Some(value),
            Some(_) => {}
            None => reader.unknown_attribute(&key)?,
        }
    }
    match operations {
        Some(Value::Array(operations)) if !operations.is_empty() => operations
            .into_iter()
            .enumerate()
            .map(|(index, operation)| {
                raw(index, operation, reader).map_err(located(format_args!("[{index}]")))
            })
            .collect(),
        _ => Err(not_a_patch()),
    }
}

fn raw(index: usize, operation: Value, reader: &mut Reader) -> Result<Raw, ScimError> {
    let Value::Object(operation) = operation else {
        return Err(ScimError::typed(
            ScimType::InvalidSyntax,
            "An operation must be an object with 'op', and with 'path' or 'value'.",
        ));
    };
    let (mut op, mut path, mut value) = (None, None, None);
    for (key, member) in operation {
        match reader.keyword(&key, ["op", "path", "value"])? {
            Some("op") => op = member.as_str().and_then(|word| op_of(word, reader)),
            Some("path") => {
                path = match member {
                    Value::Null => None,
                    Value::String(path) => Some(path),
                    member => return Err(wrong_type(&"'path'", "a string", &member)),
                }
            }
            Some(_) => value = Some(member),
            None => reader.unknown_attribute(&key)?,
        }
    }
    match op {
        Some(op) => Ok(Raw {
            index,
            op,
            path,
            value,
        }),
        None => Err(ScimError::typed(
            ScimType::InvalidSyntax,
            "'op' must be \"add\", \"remove\" or \"replace\".",
        )),
    }
}

fn op_of(word: &str, reader: &mut Reader) -> Option<Op> {
    let name = Op::ALL
        .into_iter()
        .find(|op| op.as_str().eq_ignore_ascii_case(word))?;
    if name.as_str() != word {
        if reader.leniency().strict {
            return None;
        }
        reader.note(leniency::KEYWORD_CASE, "op");
    }
    Some(name)
}

fn not_a_patch() -> ScimError {
    ScimError::typed(
        ScimType::InvalidSyntax,
        "The body of a PATCH must be an object whose 'Operations' is an array of at least one \
         operation (RFC 7644 section 3.5.2).",
    )
}
