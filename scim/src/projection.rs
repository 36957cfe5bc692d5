//! `attributes` and `excludedAttributes` (RFC 7644 §3.9).

mod selection;
mod written;

use serde_json::Value;

use self::selection::Selection;
use crate::{Object, ScimError, ScimType, path::AttributePath, schema::ResourceSchema};

/// Which attributes of a resource are answered.
#[derive(Debug, Clone, Default)]
pub struct Projection {
    /// Only these, besides those that are always returned; `None` for the default set.
    pub include: Option<Vec<AttributePath>>,
    /// Not these, unless they are always returned.
    pub exclude: Vec<AttributePath>,
    /// What the client set in this request: where it names nothing, that is answered too, even if
    /// it is returned only on request (RFC 7643 §7, `returned`).
    pub written: Vec<AttributePath>,
}

impl Projection {
    /// Reads the two comma-separated lists. Both at once is 400 `invalidValue`; a name that can't
    /// be read names nothing and is ignored, as one that no schema has.
    pub fn parse(attributes: Option<&str>, excluded: Option<&str>) -> Result<Self, ScimError> {
        let given = |list: &&str| !list.trim().is_empty();
        match (attributes.filter(given), excluded.filter(given)) {
            (Some(_), Some(_)) => Err(ScimError::typed(
                ScimType::InvalidValue,
                "The query parameters attributes and excludedAttributes exclude each other; send \
                 one of them.",
            )),
            (attributes, excluded) => Ok(Self {
                include: attributes.map(paths),
                exclude: excluded.map(paths).unwrap_or_default(),
                written: Vec::new(),
            }),
        }
    }

    /// True when the client names nothing.
    pub fn is_default(&self) -> bool {
        self.include.is_none() && self.exclude.is_empty()
    }

    /// True when all that is stored is answered: the bytes can be copied.
    pub fn is_whole(&self, schema: &ResourceSchema) -> bool {
        self.is_default() && schema.is_answered_whole()
    }

    /// Whether an attribute of the core schema (e.g. `members`, `groups`) or a part of it would be
    /// in the answer at all. What it costs to look it up can be saved otherwise.
    pub fn wants(&self, attribute: &str, schema: &ResourceSchema) -> bool {
        let selection = Selection::new(self, schema);
        schema
            .attribute(attribute)
            .is_some_and(|attribute| selection.wants(None, attribute))
    }

    /// Takes everything out of the resource that is not to be answered.
    pub fn apply(&self, object: &mut Object, schema: &ResourceSchema) {
        let selection = Selection::new(self, schema);
        object.retain(|name, value| {
            if let Some(attribute) = schema.attribute(name) {
                return selection.keep(None, attribute, value);
            }
            match (schema.extension(name), value) {
                (Some(extension), Value::Object(members)) => {
                    members.retain(|name, value| {
                        extension.attribute(name).is_some_and(|attribute| {
                            selection.keep(Some(&extension.id), attribute, value)
                        })
                    });
                    !members.is_empty()
                }
                _ => false,
            }
        });
    }
}

fn paths(list: &str) -> Vec<AttributePath> {
    list.split(',')
        .filter_map(|name| AttributePath::parse(name.trim()).ok())
        .collect()
}

#[cfg(test)]
mod tests;
