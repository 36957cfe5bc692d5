//! From an element of `Operations` to operations on one attribute each.

mod attribute;

use serde_json::Value;

use super::{
    Op, PatchOperation,
    message::Raw,
    target::{located, place},
};
use crate::{
    Object, ScimError, ScimType,
    filter::{self, PatchPath},
    leniency,
    path::AttributePath,
    resource::{Reader, entries, is_members, refuse_unknown, wrong_type},
    schema::{ResourceSchema, Schema},
};

/// More changes than a directory makes to one person or group at once; those of members aren't
/// counted. A bound, because an operation may look at all values of an attribute.
const MOST_OPERATIONS: usize = 1_000;

pub(super) fn check_number(
    operations: &[PatchOperation],
    schema: &ResourceSchema,
) -> Result<(), ScimError> {
    let on_members = |operation: &&PatchOperation| {
        let at = operation.target.path.resolve(schema);
        at.is_some_and(|at| is_members(schema, at))
    };
    let number = operations.len() - operations.iter().filter(on_members).count();
    if number <= MOST_OPERATIONS {
        return Ok(());
    }
    Err(ScimError::typed(
        ScimType::InvalidValue,
        format!(
            "The PATCH changes {number} attributes; the limit is {MOST_OPERATIONS}. Send several."
        ),
    ))
}

pub(super) fn operations(
    raw: Raw,
    id: &str,
    schema: &ResourceSchema,
    reader: &mut Reader,
) -> Result<Vec<PatchOperation>, ScimError> {
    let mut reading = Reading {
        index: raw.index,
        op: raw.op,
        id,
        schema,
        reader,
        found: Vec::new(),
    };
    let path = raw.path.as_deref().unwrap_or("without a path");
    let place = place(raw.index, raw.op, &path);
    match raw.path {
        Some(path) => reading.at_path(&path, raw.value),
        None => reading.without_path(raw.value),
    }
    .map_err(located(place))?;
    Ok(reading.found)
}

/// One element of `Operations`, being taken apart.
struct Reading<'r, 's> {
    index: usize,
    op: Op,
    id: &'r str,
    schema: &'s ResourceSchema,
    reader: &'r mut Reader,
    found: Vec<PatchOperation>,
}

impl<'s> Reading<'_, 's> {
    fn at_path(&mut self, text: &str, value: Option<Value>) -> Result<(), ScimError> {
        if let Some(extension) = self.schema.extension(text) {
            return self.at_extension(extension, value);
        }
        if text.eq_ignore_ascii_case(&self.schema.core.id) {
            return self.without_path(value);
        }
        let PatchPath { path, filter, bent } =
            filter::parse_patch_path(text, self.reader.leniency())?;
        for tolerance in bent {
            self.reader.note(tolerance, &path);
        }
        match path.resolve(self.schema) {
            Some(at) => self.at_attribute(path, at, filter, value, Mention::Path),
            None => refuse_unknown(&path, self.schema, self.reader).map_err(|error| ScimError {
                scim_type: Some(ScimType::InvalidPath),
                ..error
            }),
        }
    }

    /// The path, or the key, is the URN of an extension: all that it has.
    fn at_extension(
        &mut self,
        extension: &'s Schema,
        value: Option<Value>,
    ) -> Result<(), ScimError> {
        if self.op != Op::Remove {
            let value = value.ok_or_else(no_value)?;
            if !value.is_null() {
                return self.entries(Object::from_iter([(extension.id.clone(), value)]));
            }
        }
        // Null unassigns (RFC 7643 §2.5), here as for any complex value.
        let nothing = (self.op != Op::Remove).then_some(Value::Null);
        for attribute in &extension.attributes {
            let path = AttributePath {
                urn: Some(extension.id.clone()),
                attribute: attribute.name.clone(),
                sub_attribute: None,
            };
            if let Some(at) = path.resolve(self.schema) {
                self.at_attribute(path, at, None, nothing.clone(), Mention::Path)?;
            }
        }
        Ok(())
    }

    fn without_path(&mut self, value: Option<Value>) -> Result<(), ScimError> {
        if self.op == Op::Remove {
            return Err(ScimError::typed(
                ScimType::NoTarget,
                "'remove' needs a 'path' that says what to remove.",
            ));
        }
        match value {
            Some(Value::Object(body)) => self.attributes(body),
            Some(value) => Err(wrong_type(
                &"without a 'path', the value",
                "an object of attributes",
                &value,
            )),
            None => Err(no_value()),
        }
    }

    fn attributes(&mut self, body: Object) -> Result<(), ScimError> {
        for (key, value) in body {
            if key.contains('[') {
                self.at_bracketed_key(&key, value)?;
            } else if let Some(extension) = self.schema.extension(&key) {
                self.at_extension(extension, Some(value))?;
            } else {
                self.entries(Object::from_iter([(key, value)]))?;
            }
        }
        Ok(())
    }

    fn entries(&mut self, body: Object) -> Result<(), ScimError> {
        for entry in entries(body, self.schema, self.reader)? {
            let value = Some(entry.value);
            self.at_attribute(entry.path, entry.at, None, value, Mention::Key)?;
        }
        Ok(())
    }

    /// `{"emails[type eq \"work\"].value": "…"}`
    fn at_bracketed_key(&mut self, key: &str, value: Value) -> Result<(), ScimError> {
        self.reader.tolerate(leniency::QUALIFIED_KEY, &"[…]", || {
            ScimError::typed(
                ScimType::InvalidSyntax,
                format!("'{key}' is a path. Send it as the 'path' of an operation of its own."),
            )
        })?;
        self.at_path(key, Some(value))
    }
}

/// How the client names an attribute.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mention {
    /// As the `path` of the operation.
    Path,
    /// As a key of the value of an operation without a path.
    Key,
}

fn no_value() -> ScimError {
    ScimError::typed(
        ScimType::InvalidValue,
        "'add' and 'replace' need a 'value'. To clear an attribute, use 'remove'.",
    )
}
