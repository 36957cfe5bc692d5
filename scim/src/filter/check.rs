//! Whether a filter can be asked of a type at all.

use std::fmt;

use super::{
    Filter, Literal, Operator,
    evaluate::{element_attribute, element_named},
};
use crate::{
    Leniency, ScimError, ScimType,
    path::{AttributePath, Resolved},
    schema::{Attribute, Kind, ResourceSchema},
};

impl Filter {
    /// 400 `invalidFilter` for what can't be asked of this type: an order of booleans or binaries
    /// (RFC 7644 §3.4.2.2), a comparison with a whole complex value, a date that is none; in
    /// strict mode also names that the schema doesn't have, and values of the wrong type.
    pub fn check(&self, schema: &ResourceSchema, leniency: Leniency) -> Result<(), ScimError> {
        self.check_in(Scope::Resource(schema), leniency)
    }

    /// As [`Self::check`], for a filter inside of `attribute[…]`.
    pub fn check_element(
        &self,
        attribute: &Attribute,
        leniency: Leniency,
    ) -> Result<(), ScimError> {
        self.check_in(Scope::Element(attribute), leniency)
    }

    /// As [`Self::check`], for a query of several types at once: what one of them has the others
    /// need not have (RFC 7644 §3.4.2.1).
    pub fn check_among(
        &self,
        types: &[&ResourceSchema],
        leniency: Leniency,
    ) -> Result<(), ScimError> {
        if let Self::And(left, right) | Self::Or(left, right) = self {
            left.check_among(types, leniency)?;
            return right.check_among(types, leniency);
        }
        if let Self::Not(inner) = self {
            return inner.check_among(types, leniency);
        }
        for schema in types {
            self.check(schema, Leniency::lenient())?;
        }
        let mut refusal = None;
        for schema in types.iter().filter(|_| leniency.strict) {
            match self.check(schema, leniency) {
                Ok(()) => return Ok(()),
                Err(error) => refusal = refusal.or(Some(error)),
            }
        }
        refusal.map_or(Ok(()), Err)
    }

    fn check_in(&self, scope: Scope<'_>, leniency: Leniency) -> Result<(), ScimError> {
        match self {
            Self::And(left, right) | Self::Or(left, right) => {
                left.check_in(scope, leniency)?;
                right.check_in(scope, leniency)
            }
            Self::Not(inner) => inner.check_in(scope, leniency),
            Self::Present(path) => match scope.present(path) {
                Some(_) => Ok(()),
                None => unknown(path, scope, leniency),
            },
            Self::Compare {
                path,
                operator,
                value,
            } => match scope.compared(path) {
                Some(attribute) => comparison(path, attribute, *operator, value, leniency),
                None => unknown(path, scope, leniency),
            },
            Self::ValuePath { path, filter, rest } => {
                if matches!(scope, Scope::Element(_)) {
                    return Err(refused(format!(
                        "The filter has brackets inside of brackets, at '{path}'. Compare names \
                         of sub-attributes there instead."
                    )));
                }
                let Some(attribute) = scope.present(path) else {
                    return unknown(path, scope, leniency);
                };
                filter.check_element(attribute, leniency)?;
                match rest {
                    Some((name, operator, value)) => match element_named(name, attribute) {
                        Some(inner) => comparison(name, inner, *operator, value, leniency),
                        None => unknown(name, Scope::Element(attribute), leniency),
                    },
                    None => Ok(()),
                }
            }
        }
    }
}

/// Where the paths of a filter are looked up.
#[derive(Clone, Copy)]
enum Scope<'s> {
    Resource(&'s ResourceSchema),
    /// Inside of brackets.
    Element(&'s Attribute),
}

impl<'s> Scope<'s> {
    fn name(self) -> &'s str {
        match self {
            Self::Resource(schema) => &schema.name,
            Self::Element(attribute) => &attribute.name,
        }
    }

    /// What a path names for `pr` and in front of brackets.
    fn present(self, path: &AttributePath) -> Option<&'s Attribute> {
        match self {
            Self::Resource(schema) => path.resolve(schema).map(|resolved| resolved.last()),
            Self::Element(attribute) => element_attribute(path, attribute),
        }
    }

    /// What a path names in a comparison.
    fn compared(self, path: &AttributePath) -> Option<&'s Attribute> {
        match self {
            Self::Resource(schema) => path
                .resolve(schema)
                .map(Resolved::or_value)
                .map(|resolved| resolved.last()),
            Self::Element(_) => self.present(path),
        }
    }
}

fn comparison(
    path: impl fmt::Display,
    attribute: &Attribute,
    operator: Operator,
    literal: &Literal,
    leniency: Leniency,
) -> Result<(), ScimError> {
    let word = operator.as_str();
    let kind = attribute.kind.as_str();
    if operator.needs_an_order() && matches!(attribute.kind, Kind::Boolean | Kind::Binary) {
        return Err(refused(format!(
            "The filter compares '{path}' by {word}, but a {kind} value has no order. Use eq or \
             ne."
        )));
    }
    if *literal == Literal::Null {
        return Ok(());
    }
    if attribute.kind == Kind::Complex {
        return Err(refused(format!(
            "The filter compares '{path}' as a whole, but it has several parts. Name one of its \
             sub-attributes, as in '{path}.{}'.",
            attribute
                .sub_attributes
                .first()
                .map_or("value", |first| first.name.as_str())
        )));
    }
    if attribute.kind == Kind::DateTime
        && !operator.is_about_text()
        && literal.as_datetime().is_none()
    {
        return Err(refused(format!(
            "The filter compares '{path}' with {literal}, which is no date and time. Write it as \
             \"2026-01-31T12:00:00Z\"."
        )));
    }
    if leniency.strict && !suits(attribute.kind, operator, literal) {
        return Err(refused(format!(
            "The filter compares '{path}' by {word} with {literal}, but '{path}' is of the type \
             {kind}. Use an operator and a value of that type."
        )));
    }
    Ok(())
}

fn suits(kind: Kind, operator: Operator, literal: &Literal) -> bool {
    match kind {
        Kind::Boolean => matches!(literal, Literal::Boolean(_)) && !operator.is_about_text(),
        Kind::Decimal | Kind::Integer => {
            matches!(literal, Literal::Number(_)) && !operator.is_about_text()
        }
        Kind::String | Kind::DateTime | Kind::Reference | Kind::Binary => {
            matches!(literal, Literal::String(_))
        }
        Kind::Complex => false,
    }
}

/// Lenient mode lets it pass: it has no value, so that nothing (or, for `ne`, everything) matches.
fn unknown(path: impl fmt::Display, scope: Scope<'_>, leniency: Leniency) -> Result<(), ScimError> {
    if leniency.strict {
        Err(refused(format!(
            "The filter asks for '{path}', which {} does not have. /Schemas lists what there is.",
            scope.name()
        )))
    } else {
        Ok(())
    }
}

fn refused(detail: String) -> ScimError {
    ScimError::typed(ScimType::InvalidFilter, detail)
}
