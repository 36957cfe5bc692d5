//! Which values of a multi-valued attribute an operation is about.

use serde_json::Value;

use crate::{
    Object,
    filter::{Filter, Literal, Operator},
    fold::fold,
    patch::{Op, PatchOperation},
    path::Resolved,
    resource::Reader,
    schema::Attribute,
};

/// The values that an operation is about.
pub(super) enum Selection<'o> {
    All,
    Matching(&'o Filter, &'o Attribute),
    /// Those that `remove` lists.
    Listed(&'o [Value], Resolved<'o>),
}

impl<'o> Selection<'o> {
    pub(super) fn of(operation: &'o PatchOperation, at: Resolved<'o>) -> Self {
        match (&operation.target.filter, operation.op, &operation.value) {
            (Some(filter), _, _) => Self::Matching(filter, at.attribute),
            (None, Op::Remove, Some(Value::Array(listed))) => Self::Listed(listed, at),
            (None, _, _) => Self::All,
        }
    }

    pub(super) fn has(&self, element: &Value) -> bool {
        match self {
            Self::All => true,
            Self::Matching(filter, attribute) => filter.matches_element(element, attribute),
            Self::Listed(listed, at) => listed.iter().any(|wanted| match at.sub_attribute {
                Some(sub) => same(Some(wanted), element.get(&sub.name), sub),
                None => is_the_same(wanted, element, at.attribute),
            }),
        }
    }
}

/// A value is known by its `value` and `type`, as far as they are given; what has neither, by all
/// that it has.
pub(super) fn is_the_same(wanted: &Value, element: &Value, attribute: &Attribute) -> bool {
    let mut known_by = attribute
        .sub_attributes
        .iter()
        .filter(|sub| ["value", "type"].contains(&sub.name.as_str()))
        .filter(|sub| wanted.get(&sub.name).is_some())
        .peekable();
    if known_by.peek().is_none() {
        return wanted == element;
    }
    known_by.all(|sub| same(wanted.get(&sub.name), element.get(&sub.name), sub))
}

/// What an element must be like for the filter to hold, if the filter says so: the sub-attributes
/// of a conjunction of `eq`.
pub(super) fn facts(filter: &Filter, attribute: &Attribute, reader: &mut Reader) -> Option<Object> {
    let mut facts = Object::new();
    for part in filter.conjuncts() {
        let Filter::Compare {
            path,
            operator: Operator::Eq,
            value,
        } = part
        else {
            return None;
        };
        if path.urn.is_some() || path.sub_attribute.is_some() {
            return None;
        }
        let sub_attribute = attribute.sub_attribute(&path.attribute)?;
        let value = match value {
            Literal::Null => return None,
            Literal::Boolean(value) => Value::Bool(*value),
            Literal::Number(number) => Value::Number(number.clone()),
            Literal::String(text) => Value::from(text.as_str()),
        };
        let value = reader.single(sub_attribute, path, value).ok()?;
        facts.insert(sub_attribute.name.clone(), value);
    }
    Some(facts)
}

fn same(one: Option<&Value>, other: Option<&Value>, attribute: &Attribute) -> bool {
    match (one, other) {
        (Some(Value::String(one)), Some(Value::String(other))) if !attribute.case_exact => {
            fold(one) == fold(other)
        }
        (one, other) => one == other,
    }
}
