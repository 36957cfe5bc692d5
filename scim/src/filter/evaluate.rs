//! Whether a resource, or one value of a multi-valued attribute, is what a filter asks for.

use serde_json::Value;

use super::{
    Filter, Literal, Operator,
    compare::{compare, compare_absent},
};
use crate::{
    Object,
    path::{AttributePath, Resolved, sub_value},
    schema::{Attribute, ResourceSchema},
};

impl Filter {
    /// Whether the resource is what the filter asks for. An attribute that the schema doesn't have
    /// has no value (RFC 7644 §3.4.2.1).
    pub fn matches(&self, resource: &Object, schema: &ResourceSchema) -> bool {
        self.holds_for(Subject::Resource(resource, schema))
    }

    /// As the filter inside of `attribute[…]`: whether this one value of the attribute is what the
    /// filter asks for.
    pub fn matches_element(&self, element: &Value, attribute: &Attribute) -> bool {
        self.holds_for(Subject::Element(element, attribute))
    }

    fn holds_for(&self, subject: Subject<'_>) -> bool {
        match self {
            Self::And(left, right) => left.holds_for(subject) && right.holds_for(subject),
            Self::Or(left, right) => left.holds_for(subject) || right.holds_for(subject),
            Self::Not(inner) => !inner.holds_for(subject),
            Self::Present(path) => subject.has(path),
            Self::Compare {
                path,
                operator,
                value,
            } => subject.compares(path, *operator, value),
            Self::ValuePath { path, filter, rest } => subject.any_element(path, |element| {
                filter.holds_for(element)
                    && rest.as_ref().is_none_or(|(name, operator, value)| {
                        element.compares_name(name, *operator, value)
                    })
            }),
        }
    }
}

/// What the paths of a filter start from.
#[derive(Clone, Copy)]
enum Subject<'a> {
    Resource(&'a Object, &'a ResourceSchema),
    /// Inside of brackets: one value of the attribute.
    Element(&'a Value, &'a Attribute),
}

impl Subject<'_> {
    fn has(self, path: &AttributePath) -> bool {
        match self {
            Self::Resource(resource, schema) => match path.resolve(schema) {
                Some(resolved) => values(resolved, resource).any(is_populated),
                None => path.whole_schema(schema).is_some_and(|whole| {
                    // The attributes of the core schema are at the top, and some are required.
                    whole.id == schema.core.id || resource.get(&whole.id).is_some_and(is_populated)
                }),
            },
            Self::Element(element, attribute) => element_attribute(path, attribute)
                .and_then(|sub_attribute| sub_value(element, attribute, sub_attribute))
                .is_some_and(is_populated),
        }
    }

    /// A multi-valued attribute compares as any of its values does.
    fn compares(self, path: &AttributePath, operator: Operator, literal: &Literal) -> bool {
        match self {
            Self::Resource(resource, schema) => {
                let Some(resolved) = path.resolve(schema).map(Resolved::or_value) else {
                    return compare_absent(operator, literal);
                };
                match resolved.elements(resource) {
                    [] => compare_absent(operator, literal),
                    elements => elements.iter().any(|element| {
                        let value = resolved.value_in(element);
                        compare(value, resolved.last(), operator, literal)
                    }),
                }
            }
            Self::Element(..) if path.sub_attribute.is_none() => {
                self.compares_name(&path.attribute, operator, literal)
            }
            Self::Element(..) => compare_absent(operator, literal),
        }
    }

    fn compares_name(self, name: &str, operator: Operator, literal: &Literal) -> bool {
        let Self::Element(element, attribute) = self else {
            return compare_absent(operator, literal);
        };
        match element_named(name, attribute) {
            Some(sub_attribute) => {
                let value = sub_value(element, attribute, sub_attribute);
                compare(value, sub_attribute, operator, literal)
            }
            None => compare_absent(operator, literal),
        }
    }

    /// The grammar has no brackets inside of brackets: an element has no elements.
    fn any_element(self, path: &AttributePath, test: impl Fn(Subject<'_>) -> bool) -> bool {
        match self {
            Self::Resource(resource, schema) => path.resolve(schema).is_some_and(|resolved| {
                values(resolved, resource)
                    .any(|element| test(Subject::Element(element, resolved.last())))
            }),
            Self::Element(..) => false,
        }
    }
}

fn values<'a>(resolved: Resolved<'a>, resource: &'a Object) -> impl Iterator<Item = &'a Value> {
    resolved
        .elements(resource)
        .iter()
        .filter_map(move |element| resolved.value_in(element))
}

/// The sub-attribute that a path inside of `attribute[…]` names.
pub(super) fn element_attribute<'s>(
    path: &AttributePath,
    attribute: &'s Attribute,
) -> Option<&'s Attribute> {
    match (&path.urn, &path.sub_attribute) {
        (None, None) => element_named(&path.attribute, attribute),
        _ => None,
    }
}

/// A simple attribute has no sub-attributes, but each of its values can be called `value`.
pub(super) fn element_named<'s>(name: &str, attribute: &'s Attribute) -> Option<&'s Attribute> {
    if attribute.sub_attributes.is_empty() && name.eq_ignore_ascii_case("value") {
        Some(attribute)
    } else {
        attribute.sub_attribute(name)
    }
}

/// "a non-empty or non-null value", or "a non-empty node for complex attributes"
/// (RFC 7644 §3.4.2.2, `pr`).
fn is_populated(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Bool(_) | Value::Number(_) => true,
        Value::String(text) => !text.is_empty(),
        Value::Array(elements) => elements.iter().any(is_populated),
        Value::Object(members) => members.values().any(is_populated),
    }
}
