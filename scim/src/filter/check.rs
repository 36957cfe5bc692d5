//! Whether a filter can be asked of a type at all.

use std::fmt;

use super::{
    Filter, Literal, Operator,
    evaluate::{element_attribute, element_named},
};
use crate::{
    Leniency, ScimError, ScimType,
    leniency::{self, Tolerance},
    path::{AttributePath, Resolved},
    schema::{Attribute, Kind, ResourceSchema},
};

impl Filter {
    /// 400 `invalidFilter` for what can't be asked of this type: an order of booleans or binaries
    /// (RFC 7644 §3.4.2.2), a comparison with a whole complex value, a date that is none; in
    /// strict mode also names that the schema doesn't have, and values of the wrong type.
    pub fn check(&self, schema: &ResourceSchema, leniency: Leniency) -> Result<(), ScimError> {
        Check::of(leniency).filter(self, Scope::Resource(schema))
    }

    /// As [`Self::check`], for a filter inside of `attribute[…]`. Gives what is bent.
    pub fn check_element(
        &self,
        attribute: &Attribute,
        leniency: Leniency,
    ) -> Result<Vec<Tolerance>, ScimError> {
        let mut check = Check::of(leniency);
        check.filter(self, Scope::Element(attribute))?;
        Ok(check.bent)
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
}

/// One filter being checked.
struct Check {
    leniency: Leniency,
    bent: Vec<Tolerance>,
}

impl Check {
    fn of(leniency: Leniency) -> Self {
        Self {
            leniency,
            bent: Vec::new(),
        }
    }

    fn filter(&mut self, filter: &Filter, scope: Scope<'_>) -> Result<(), ScimError> {
        match filter {
            Filter::And(left, right) | Filter::Or(left, right) => {
                self.filter(left, scope)?;
                self.filter(right, scope)
            }
            Filter::Not(inner) => self.filter(inner, scope),
            Filter::Present(path) if scope.has(path) => Ok(()),
            Filter::Present(path) => self.unknown(path, scope),
            Filter::Compare {
                path,
                operator,
                value,
            } => match scope.compared(path) {
                Some(attribute) => {
                    check_secret(path, scope.is_secret(path), *operator)?;
                    self.comparison(path, attribute, *operator, value)
                }
                None => self.unknown(path, scope),
            },
            Filter::ValuePath { path, filter, rest } => {
                if matches!(scope, Scope::Element(_)) {
                    return Err(refused(format!(
                        "The filter has brackets inside of brackets, at '{path}'. Compare names \
                         of sub-attributes there instead."
                    )));
                }
                let Some(attribute) = scope.present(path) else {
                    return self.unknown(path, scope);
                };
                self.filter(filter, Scope::Element(attribute))?;
                match rest {
                    Some((name, operator, value)) => match element_named(name, attribute) {
                        Some(inner) => {
                            let is_secret = attribute.is_secret() || inner.is_secret();
                            check_secret(name, is_secret, *operator)?;
                            self.comparison(name, inner, *operator, value)
                        }
                        None => self.unknown(name, Scope::Element(attribute)),
                    },
                    None => Ok(()),
                }
            }
        }
    }

    fn comparison(
        &mut self,
        path: impl fmt::Display,
        attribute: &Attribute,
        operator: Operator,
        literal: &Literal,
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
        if suits(attribute.kind, operator, literal) {
            return Ok(());
        }
        let tolerance = match (attribute.kind, literal) {
            (Kind::Boolean, Literal::String(_)) => leniency::STRING_BOOLEAN,
            _ => leniency::LITERAL_TYPE,
        };
        self.tolerate(tolerance, || {
        format!(
            "The filter compares '{path}' by {word} with {literal}, but '{path}' is of the type \
             {kind}. Use an operator and a value of that type."
        )
    })
    }

    /// In lenient mode it has no value, so that nothing (or, for `ne`, everything) matches.
    fn unknown(&mut self, path: impl fmt::Display, scope: Scope<'_>) -> Result<(), ScimError> {
        self.tolerate(leniency::UNKNOWN_ATTRIBUTE, || {
            format!(
                "The filter asks for '{path}', which {} does not have. /Schemas lists what there is.",
                scope.name()
            )
        })
    }

    fn tolerate(
        &mut self,
        tolerance: Tolerance,
        detail: impl FnOnce() -> String,
    ) -> Result<(), ScimError> {
        if self.leniency.strict {
            return Err(refused(detail()));
        }
        self.bent.push(tolerance);
        Ok(())
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

    /// Whether `pr` can be asked: of a whole extension too.
    fn has(self, path: &AttributePath) -> bool {
        let is_schema = match self {
            Self::Resource(schema) => path.whole_schema(schema).is_some(),
            Self::Element(_) => false,
        };
        is_schema || self.present(path).is_some()
    }

    /// What a path names for `pr` and in front of brackets.
    fn present(self, path: &AttributePath) -> Option<&'s Attribute> {
        match self {
            Self::Resource(schema) => path.resolve(schema).map(|resolved| resolved.last()),
            Self::Element(attribute) => element_attribute(path, attribute),
        }
    }

    /// Whether what a path names in a comparison is never answered, by itself or with what it is in.
    fn is_secret(self, path: &AttributePath) -> bool {
        match self {
            Self::Resource(schema) => path
                .resolve(schema)
                .map(Resolved::or_value)
                .is_some_and(|at| at.attribute.is_secret() || at.last().is_secret()),
            Self::Element(attribute) => {
                attribute.is_secret() || self.present(path).is_some_and(Attribute::is_secret)
            }
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

/// What is never answered can be guessed as a whole (RFC 7643 §7 leaves that to the server), but not
/// felt for.
fn check_secret(
    path: impl fmt::Display,
    is_secret: bool,
    operator: Operator,
) -> Result<(), ScimError> {
    if !is_secret || matches!(operator, Operator::Eq | Operator::Ne) {
        return Ok(());
    }
    Err(refused(format!(
        "The filter compares '{path}' by {}, but its value is never returned. Use eq, ne or pr.",
        operator.as_str()
    )))
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

fn refused(detail: String) -> ScimError {
    ScimError::typed(ScimType::InvalidFilter, detail)
}
