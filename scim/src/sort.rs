//! `sortBy` and `sortOrder` (RFC 7644 §3.4.2.3).

mod key;

use serde_json::Value;

use crate::{
    Leniency, Object, ScimError, ScimType,
    path::{AttributePath, Resolved},
    schema::{Kind, ResourceSchema},
};

/// The order that is asked for.
#[derive(Debug, Clone)]
pub struct Sort {
    /// What to sort by.
    pub path: AttributePath,
    /// From the last to the first.
    pub descending: bool,
}

/// Made of a resource by [`Sort::key`]; keys compare as the sort asks for. At most
/// [`LONGEST_KEY`] bytes: texts that are equal as far as that are equal.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct SortKey(pub Vec<u8>);

/// In bytes. A key travels in a cursor, and a cursor in a URL.
pub const LONGEST_KEY: usize = 256;

impl Sort {
    /// Reads the two query parameters. 400 `invalidPath` for a `sortBy` that is no path, 400
    /// `invalidValue` for a `sortOrder` other than `ascending` and `descending`.
    pub fn parse(sort_by: &str, sort_order: Option<&str>) -> Result<Self, ScimError> {
        let path = AttributePath::parse(sort_by.trim())?;
        let descending = match sort_order.map(str::trim) {
            None => false,
            Some(order) if order.eq_ignore_ascii_case("ascending") => false,
            Some(order) if order.eq_ignore_ascii_case("descending") => true,
            Some(order) => {
                return Err(ScimError::typed(
                    ScimType::InvalidValue,
                    format!("sortOrder must be ascending or descending, but is '{order}'."),
                ));
            }
        };
        Ok(Self { path, descending })
    }

    /// The sort, if the resources of at least one of the types may differ in what they are sorted
    /// by. Else it says nothing, and is left out; strict mode refuses it with 400 `invalidPath`.
    pub fn check(
        self,
        types: &[&ResourceSchema],
        leniency: Leniency,
    ) -> Result<Option<Self>, ScimError> {
        if types.iter().any(|schema| self.applies_to(schema)) {
            return Ok(Some(self));
        }
        if leniency.strict {
            return Err(ScimError::typed(
                ScimType::InvalidPath,
                format!(
                    "There is nothing to sort by in '{}'. Name an attribute that /Schemas lists \
                     and that has no parts, or one of its parts.",
                    self.path
                ),
            ));
        }
        Ok(None)
    }

    /// Whether the schema has the attribute, and that is a simple one or has a `value`. The order of
    /// what is never answered would tell what it is.
    fn applies_to(&self, schema: &ResourceSchema) -> bool {
        let at = self.path.resolve(schema).map(Resolved::or_value);
        at.is_some_and(|at| {
            at.last().kind != Kind::Complex && !at.attribute.is_secret() && !at.last().is_secret()
        })
    }

    /// Whether the order is the one of `id`, which is the order of age that lists have anyway.
    pub fn is_by_age(&self) -> bool {
        self.path.is("id") && !self.descending
    }

    /// The key of a resource. What has no value, or by an attribute that the schema doesn't have,
    /// comes last when ascending and first when descending.
    pub fn key(&self, resource: &Object, schema: &ResourceSchema) -> SortKey {
        let resolved = self.path.resolve(schema).map(Resolved::or_value);
        let mut bytes = match resolved.filter(|_| self.applies_to(schema)) {
            Some(resolved) => key::of(deciding_value(resolved, resource), resolved.last()),
            None => key::missing(),
        };
        // Cut off before it is turned round: what orders two keys is then still the first byte in
        // which they differ.
        bytes.truncate(LONGEST_KEY);
        if self.descending {
            key::invert(&mut bytes);
        }
        SortKey(bytes)
    }
}

/// "the value of the primary attribute (if any), or else the first value in the list".
fn deciding_value<'o>(resolved: Resolved<'_>, resource: &'o Object) -> Option<&'o Value> {
    let elements = resolved.elements(resource);
    let is_primary = |element: &&Value| element.get("primary") == Some(&Value::Bool(true));
    let element = elements.iter().find(is_primary).or(elements.first())?;
    resolved.value_in(element)
}

#[cfg(test)]
mod tests;
