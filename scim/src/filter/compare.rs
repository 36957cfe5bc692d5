//! One value against one literal, by the type of the attribute.

use std::{borrow::Cow, cmp::Ordering};

use serde_json::{Number, Value};

use super::{Literal, Operator};
use crate::{
    datetime,
    fold::fold_borrowed,
    schema::{Attribute, Kind},
};

pub(super) fn compare(
    value: Option<&Value>,
    attribute: &Attribute,
    operator: Operator,
    literal: &Literal,
) -> bool {
    let Some(value) = value else {
        return compare_absent(operator, literal);
    };
    if *literal == Literal::Null {
        return operator == Operator::Ne;
    }
    let order = match attribute.kind {
        Kind::Boolean => boolean(value)
            .zip(literal.as_boolean())
            .map(|(a, b)| a.cmp(&b)),
        Kind::Integer | Kind::Decimal => value
            .as_number()
            .zip(literal.as_number())
            .and_then(|(a, b)| by_number(a, b)),
        Kind::DateTime if !operator.is_about_text() => {
            let value = value.as_str().and_then(datetime::parse);
            value.zip(literal.as_datetime()).map(|(a, b)| a.cmp(&b))
        }
        Kind::String | Kind::Reference | Kind::Binary | Kind::DateTime => {
            return compare_text(value, attribute, operator, literal);
        }
        Kind::Complex => None,
    };
    match order {
        Some(order) => operator.accepts(order),
        None => operator == Operator::Ne,
    }
}

/// A value that is absent is equal to null, and not equal to anything else.
pub(super) fn compare_absent(operator: Operator, literal: &Literal) -> bool {
    match literal {
        Literal::Null => operator == Operator::Eq,
        _ => operator == Operator::Ne,
    }
}

impl Operator {
    pub(super) fn is_about_text(self) -> bool {
        matches!(self, Self::Co | Self::Sw | Self::Ew)
    }

    fn accepts(self, order: Ordering) -> bool {
        match self {
            Self::Eq => order.is_eq(),
            Self::Ne => order.is_ne(),
            Self::Gt => order.is_gt(),
            Self::Ge => order.is_ge(),
            Self::Lt => order.is_lt(),
            Self::Le => order.is_le(),
            Self::Co | Self::Sw | Self::Ew => false,
        }
    }
}

impl Literal {
    /// Entra compares booleans with the text `"True"`.
    pub(super) fn as_boolean(&self) -> Option<bool> {
        match self {
            Self::Boolean(value) => Some(*value),
            Self::String(text) => boolean_from_text(text),
            Self::Null | Self::Number(_) => None,
        }
    }

    pub(super) fn as_datetime(&self) -> Option<jiff::Timestamp> {
        match self {
            Self::String(text) => datetime::parse(text),
            Self::Null | Self::Boolean(_) | Self::Number(_) => None,
        }
    }

    fn as_number(&self) -> Option<&Number> {
        match self {
            Self::Number(number) => Some(number),
            Self::Null | Self::Boolean(_) | Self::String(_) => None,
        }
    }

    /// A number without quotes is a text where the attribute is one, e.g. `employeeNumber eq 7`.
    fn as_text(&self) -> Option<Cow<'_, str>> {
        match self {
            Self::Null => None,
            Self::Boolean(value) => Some(Cow::Borrowed(if *value { "true" } else { "false" })),
            Self::Number(number) => Some(Cow::Owned(number.to_string())),
            Self::String(text) => Some(Cow::Borrowed(text)),
        }
    }
}

fn compare_text(
    value: &Value,
    attribute: &Attribute,
    operator: Operator,
    literal: &Literal,
) -> bool {
    let (Some(value), Some(literal)) = (value.as_str(), literal.as_text()) else {
        return operator == Operator::Ne;
    };
    // Base64 is case-exact whatever the table says (RFC 7643 §2.3.6).
    if attribute.case_exact || attribute.kind == Kind::Binary {
        accepts_text(operator, value, &literal)
    } else {
        accepts_text(operator, &fold_borrowed(value), &fold_borrowed(&literal))
    }
}

fn accepts_text(operator: Operator, value: &str, literal: &str) -> bool {
    match operator {
        Operator::Co => value.contains(literal),
        Operator::Sw => value.starts_with(literal),
        Operator::Ew => value.ends_with(literal),
        _ => operator.accepts(value.cmp(literal)),
    }
}

fn boolean(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(value) => Some(*value),
        Value::String(text) => boolean_from_text(text),
        _ => None,
    }
}

fn boolean_from_text(text: &str) -> Option<bool> {
    if text.eq_ignore_ascii_case("true") {
        Some(true)
    } else if text.eq_ignore_ascii_case("false") {
        Some(false)
    } else {
        None
    }
}

/// Whole numbers are compared exactly; a float holds them only up to 2^53.
fn by_number(one: &Number, other: &Number) -> Option<Ordering> {
    match (one.as_i128(), other.as_i128()) {
        (Some(one), Some(other)) => Some(one.cmp(&other)),
        _ => one.as_f64()?.partial_cmp(&other.as_f64()?),
    }
}
