//! PATCH (RFC 7644 §3.5.2) with the lenient rules for what identity providers really send.
//!
//! Reading does most of the work: what has no path, or the path of a whole schema, becomes one
//! operation for each attribute, and each value gets the shape that its attribute has. What is
//! left to apply is small.

mod apply;
mod effort;
mod elements;
mod immutable;
mod members;
mod message;
mod plain;
mod read;
mod scim1;
mod target;

use serde_json::Value;

use crate::{
    Leniency, Note, Resource, ScimError,
    filter::Filter,
    path::AttributePath,
    resource::{Draft, Reader},
    schema::ResourceSchema,
};

use effort::Effort;
pub use members::MembersChange;
pub(crate) use target::located;

/// A PATCH body, read and checked against the schema.
#[derive(Debug, Clone)]
pub struct PatchRequest {
    /// In the order in which they are applied.
    pub operations: Vec<PatchOperation>,
    /// What was bent or ignored while reading.
    pub notes: Vec<Note>,
}

/// One change of one attribute.
#[derive(Debug, Clone)]
pub struct PatchOperation {
    /// The element of `Operations` that it comes from, counted from 0: one without a path can
    /// become several.
    pub index: usize,
    /// What to do.
    pub op: Op,
    /// Where to do it.
    pub target: Target,
    /// In the shape of what the target names: an array for a whole multi-valued attribute (that of
    /// `members` is read by [`PatchRequest::take_members`] alone), null for a value that is
    /// unassigned. With `remove`, the values that are to go; none means all.
    pub value: Option<Value>,
}

/// RFC 7644 §3.5.2: "one of 'add', 'remove', or 'replace'".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Op {
    /// §3.5.2.1
    Add,
    /// §3.5.2.2
    Remove,
    /// §3.5.2.3
    Replace,
}

impl Op {
    const ALL: [Self; 3] = [Self::Add, Self::Remove, Self::Replace];

    /// The word on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Add => "add",
            Self::Remove => "remove",
            Self::Replace => "replace",
        }
    }
}

/// An attribute that the schema has, one of its sub-attributes, or some of its values.
#[derive(Debug, Clone)]
pub struct Target {
    /// The sub-attribute may stand behind the bracket: `emails[type eq "work"].value`.
    pub path: AttributePath,
    /// What stands inside of the bracket; see [`Filter::matches_element`].
    pub filter: Option<Filter>,
}

/// What came out of a PATCH.
#[derive(Debug, Clone)]
pub struct Patched {
    /// In canonical form.
    pub resource: Resource,
    /// False when every operation asked for what is the case already: then neither
    /// `meta.lastModified` nor the version may change (RFC 7644 §3.5.2.1).
    pub changed: bool,
    /// What was bent while applying. Those of [`PatchRequest::notes`] aren't repeated.
    pub notes: Vec<Note>,
}

impl PatchRequest {
    /// Reads a `PatchOp` message. `id` is the one in the URL: an id inside of a value must equal it.
    ///
    /// 400 `invalidSyntax` for what is no `PatchOp`, `invalidPath` for a path that can't be read,
    /// `noTarget` for `remove` without a path, `mutability` for what a client may not change,
    /// `invalidValue` for values of the wrong type. The detail names the operation and its path.
    pub fn parse(
        body: Value,
        id: &str,
        schema: &ResourceSchema,
        leniency: Leniency,
    ) -> Result<Self, ScimError> {
        let mut reader = Reader::new(leniency);
        let mut operations = Vec::new();
        for raw in message::read(body, schema, &mut reader)? {
            operations.extend(read::operations(raw, id, schema, &mut reader)?);
        }
        read::check_number(&operations, schema)?;
        Ok(Self {
            operations,
            notes: reader.into_notes(),
        })
    }

    /// Applies all operations in order, or none: "PATCH … SHALL be atomic" (RFC 7644 §3.5.2).
    /// Operations on `members` are left out; see [`Self::take_members`].
    ///
    /// 400 `noTarget` when no value is what a filter asks for, `mutability` for a second value of
    /// an immutable attribute, `invalidValue` when something required would be missing, or when it
    /// would cost too much.
    pub fn apply(
        &self,
        resource: &Resource,
        schema: &ResourceSchema,
        leniency: Leniency,
    ) -> Result<Patched, ScimError> {
        let mut reader = Reader::new(leniency);
        let mut draft = Draft::of(resource);
        let mut effort = Effort::new();
        for operation in &self.operations {
            apply::apply(operation, &mut draft, &mut effort, schema, &mut reader).map_err(
                |error| {
                    let place = target::place(operation.index, operation.op, &operation.target);
                    located(place)(error)
                },
            )?;
        }
        let patched = draft.finish(schema)?;
        Ok(Patched {
            changed: patched != *resource,
            resource: patched,
            notes: reader.into_notes(),
        })
    }
}

#[cfg(test)]
mod tests;
