//! The attributes of a body, each found in the schema.

use std::fmt;

use serde_json::Value;

use super::reader::{Reader, wrong_type};
use crate::{
    Object, ScimError, ScimType, leniency,
    path::{AttributePath, Resolved},
    schema::ResourceSchema,
};

/// One attribute of a body, or one sub-attribute that a key names by a dotted path.
#[derive(Debug)]
pub(crate) struct Entry<'s> {
    pub(crate) path: AttributePath,
    pub(crate) at: Resolved<'s>,
    /// As sent.
    pub(crate) value: Value,
}

/// All but what is unknown (ignored), `schemas` (follows from the rest) and `password` (R13).
/// Objects under the URN of a schema are taken apart.
pub(crate) fn entries<'s>(
    body: Object,
    schema: &'s ResourceSchema,
    reader: &mut Reader,
) -> Result<Vec<Entry<'s>>, ScimError> {
    let mut found = Vec::new();
    for (key, value) in body {
        if key.eq_ignore_ascii_case("schemas") {
            continue;
        }
        if let Some(extension) = schema.extension(&key) {
            in_schema(&extension.id, value, schema, reader, &mut found)?;
        } else if key.eq_ignore_ascii_case(&schema.core.id) {
            tolerate_qualified(&key, reader)?;
            in_schema(&schema.core.id, value, schema, reader, &mut found)?;
        } else {
            let place = find(&key, schema, reader)?;
            if let Some((path, at)) = place {
                let plain = path.urn.is_none() && at.sub_attribute.is_none();
                if !plain || at.extension.is_some() {
                    tolerate_qualified(&key, reader)?;
                }
                keep(Entry { path, at, value }, reader, &mut found);
            }
        }
    }
    Ok(found)
}

fn in_schema<'s>(
    urn: &str,
    value: Value,
    schema: &'s ResourceSchema,
    reader: &mut Reader,
    found: &mut Vec<Entry<'s>>,
) -> Result<(), ScimError> {
    let object = match value {
        Value::Object(object) => object,
        Value::Null => return Ok(()),
        value => return Err(wrong_type(&urn, "an object", &value)),
    };
    for (key, value) in object {
        let key = format!("{urn}:{key}");
        if let Some((path, at)) = find(&key, schema, reader)? {
            if at.sub_attribute.is_some() {
                tolerate_qualified(&key, reader)?;
            }
            keep(Entry { path, at, value }, reader, found);
        }
    }
    Ok(())
}

/// `None` for what no schema has, if that is tolerated.
fn find<'s>(
    key: &str,
    schema: &'s ResourceSchema,
    reader: &mut Reader,
) -> Result<Option<(AttributePath, Resolved<'s>)>, ScimError> {
    let Ok(path) = AttributePath::parse(key) else {
        reader.unknown_attribute(&key)?;
        return Ok(None);
    };
    if let Some(at) = path.resolve(schema) {
        return Ok(Some((path, at)));
    }
    refuse_unknown(&path, schema, reader)?;
    Ok(None)
}

/// Notes, or refuses, a path that the schema doesn't have.
pub(crate) fn refuse_unknown(
    path: &AttributePath,
    schema: &ResourceSchema,
    reader: &mut Reader,
) -> Result<(), ScimError> {
    match &path.urn {
        Some(urn) if !has(schema, urn) => unknown_schema(path, schema, reader),
        _ => reader.unknown_attribute(path),
    }
}

/// Notes, or refuses, a schema that the resource type doesn't have.
pub(crate) fn unknown_schema(
    urn: &dyn fmt::Display,
    schema: &ResourceSchema,
    reader: &mut Reader,
) -> Result<(), ScimError> {
    reader.tolerate(leniency::UNKNOWN_SCHEMA, urn, || {
        ScimError::typed(
            ScimType::InvalidValue,
            format!(
                "{} resources have no schema '{urn}'. Leave it out; /ResourceTypes lists those \
                 that exist.",
                schema.name
            ),
        )
    })
}

/// Whether the URN, in any case, is one of the type's.
pub(crate) fn has(schema: &ResourceSchema, urn: &str) -> bool {
    schema.core.id.eq_ignore_ascii_case(urn) || schema.extension(urn).is_some()
}

fn keep<'s>(entry: Entry<'s>, reader: &mut Reader, found: &mut Vec<Entry<'s>>) {
    if entry.at.attribute.is_password() {
        reader.note(leniency::PASSWORD_DROPPED, &entry.at.attribute.name);
    } else {
        found.push(entry);
    }
}

fn tolerate_qualified(key: &str, reader: &mut Reader) -> Result<(), ScimError> {
    reader.tolerate(leniency::QUALIFIED_KEY, &key, || {
        ScimError::typed(
            ScimType::InvalidSyntax,
            format!(
                "'{key}' is a path, not the name of an attribute at this place. Send the \
                 attribute inside of its object instead."
            ),
        )
    })
}
