//! The structure of a filter or a path, whoever has read it.

use scim::{
    filter::{Filter, Literal},
    path::AttributePath,
};
use scim_v2::filter::{self as other, AttrExp, CompValue, CompareOp, PatchPath, ValFilter};

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Shape {
    /// `or` or `and` of at least two, which are not of the same kind.
    Chain(&'static str, Vec<Shape>),
    Not(Box<Shape>),
    Present(Path),
    Compare(Path, &'static str, Literal),
    /// The attribute, what stands in brackets, and the sub-attribute behind it.
    Brackets(Path, Box<Shape>, Option<String>),
    /// A PATCH path without brackets.
    Path(Path),
}

/// URN, attribute, sub-attribute.
type Path = (Option<String>, String, Option<String>);

impl Shape {
    pub(crate) fn of_ours(filter: &Filter) -> Self {
        match filter {
            Filter::And(left, right) => chain("and", [left, right].map(|side| Self::of_ours(side))),
            Filter::Or(left, right) => chain("or", [left, right].map(|side| Self::of_ours(side))),
            Filter::Not(inner) => Self::Not(Box::new(Self::of_ours(inner))),
            Filter::Present(path) => Self::Present(our_path(path)),
            Filter::Compare {
                path,
                operator,
                value,
            } => Self::Compare(our_path(path), operator.as_str(), value.clone()),
            Filter::ValuePath { path, filter, rest } => {
                assert_eq!(*rest, None, "strict mode has nothing behind a bracket");
                Self::Brackets(our_path(path), Box::new(Self::of_ours(filter)), None)
            }
        }
    }

    pub(crate) fn of_our_path(path: &AttributePath, filter: Option<&Filter>) -> Self {
        let (urn, attribute, sub_attribute) = our_path(path);
        match filter {
            None => Self::Path((urn, attribute, sub_attribute)),
            Some(filter) => Self::Brackets(
                (urn, attribute, None),
                Box::new(Self::of_ours(filter)),
                sub_attribute,
            ),
        }
    }

    pub(crate) fn of_theirs(filter: &other::Filter) -> Self {
        use other::Filter as F;
        match filter {
            F::Attr(expression) => Self::of_expression(expression),
            F::ValuePath(value_path) => Self::Brackets(
                their_path(&value_path.attr),
                Box::new(Self::of_inner(&value_path.filter)),
                None,
            ),
            F::Not(inner) => Self::Not(Box::new(Self::of_theirs(inner))),
            F::And(parts) => chain("and", parts.iter().map(Self::of_theirs)),
            F::Or(parts) => chain("or", parts.iter().map(Self::of_theirs)),
        }
    }

    pub(crate) fn of_their_path(path: &PatchPath) -> Self {
        match path {
            PatchPath::Attr(path) => Self::Path(their_path(path)),
            PatchPath::Value(path) => Self::Brackets(
                their_path(&path.attr),
                Box::new(Self::of_inner(&path.filter)),
                path.sub_attr.clone(),
            ),
        }
    }

    fn of_inner(filter: &ValFilter) -> Self {
        match filter {
            ValFilter::Attr(expression) => Self::of_expression(expression),
            ValFilter::Not(inner) => Self::Not(Box::new(Self::of_inner(inner))),
            ValFilter::And(parts) => chain("and", parts.iter().map(Self::of_inner)),
            ValFilter::Or(parts) => chain("or", parts.iter().map(Self::of_inner)),
        }
    }

    fn of_expression(expression: &AttrExp) -> Self {
        match expression {
            AttrExp::Present(path) => Self::Present(their_path(path)),
            AttrExp::Comparison(path, operator, value) => {
                Self::Compare(their_path(path), word(operator), literal(value))
            }
        }
    }
}

/// `(a and b) and c` is `a and b and c`: where the brackets stood makes no difference.
fn chain(word: &'static str, parts: impl IntoIterator<Item = Shape>) -> Shape {
    let mut flat = Vec::new();
    for part in parts {
        match part {
            Shape::Chain(same, inner) if same == word => flat.extend(inner),
            part => flat.push(part),
        }
    }
    Shape::Chain(word, flat)
}

fn our_path(path: &AttributePath) -> Path {
    (
        path.urn.clone(),
        path.attribute.clone(),
        path.sub_attribute.clone(),
    )
}

fn their_path(path: &other::AttrPath) -> Path {
    (path.uri.clone(), path.name.clone(), path.sub_attr.clone())
}

fn word(operator: &CompareOp) -> &'static str {
    match operator {
        CompareOp::Eq => "eq",
        CompareOp::Ne => "ne",
        CompareOp::Co => "co",
        CompareOp::Sw => "sw",
        CompareOp::Ew => "ew",
        CompareOp::Gt => "gt",
        CompareOp::Lt => "lt",
        CompareOp::Ge => "ge",
        CompareOp::Le => "le",
    }
}

fn literal(value: &CompValue) -> Literal {
    match value {
        CompValue::False => Literal::Boolean(false),
        CompValue::True => Literal::Boolean(true),
        CompValue::Null => Literal::Null,
        CompValue::Number(number) => Literal::Number(number.clone()),
        CompValue::Str(text) => Literal::String(text.clone()),
    }
}
