//! Filters (RFC 7644 §3.4.2.2): reading with byte offsets and budgets, printing, evaluation.

mod check;
mod compare;
mod cursor;
mod evaluate;
mod names;
mod parser;
mod print;
mod size;

use crate::{Leniency, ScimError, ScimType, leniency::Tolerance, path::AttributePath};

pub use parser::MAX_LENGTH;

/// What a resource must be like. Nothing is said yet about whether a schema has the names.
#[derive(Debug, Clone, PartialEq)]
pub enum Filter {
    /// Both hold.
    And(Box<Filter>, Box<Filter>),
    /// At least one holds.
    Or(Box<Filter>, Box<Filter>),
    /// It does not hold.
    Not(Box<Filter>),
    /// `path pr`: there is a value, and it is not empty.
    Present(AttributePath),
    /// `path operator value`.
    Compare {
        /// The left side.
        path: AttributePath,
        /// What to compare by.
        operator: Operator,
        /// The right side.
        value: Literal,
    },
    /// `emails[type eq "work"]`: one value of the attribute fulfils all of the inner filter.
    ValuePath {
        /// The attribute in front of the bracket.
        path: AttributePath,
        /// Its paths are names of sub-attributes.
        filter: Box<Filter>,
        /// The comparison of a sub-attribute that Entra puts behind the bracket, as in
        /// `emails[type eq "work"].value eq "x"`: of the same value as the inner filter.
        rest: Option<(String, Operator, Literal)>,
    },
}

/// RFC 7644 §3.4.2.2, table 3.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operator {
    /// Equal.
    Eq,
    /// Not equal.
    Ne,
    /// Contains.
    Co,
    /// Starts with.
    Sw,
    /// Ends with.
    Ew,
    /// Greater than.
    Gt,
    /// Greater than or equal to.
    Ge,
    /// Less than.
    Lt,
    /// Less than or equal to.
    Le,
}

impl Operator {
    const ALL: [Self; 9] = [
        Self::Eq,
        Self::Ne,
        Self::Co,
        Self::Sw,
        Self::Ew,
        Self::Gt,
        Self::Ge,
        Self::Lt,
        Self::Le,
    ];

    /// The word on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Eq => "eq",
            Self::Ne => "ne",
            Self::Co => "co",
            Self::Sw => "sw",
            Self::Ew => "ew",
            Self::Gt => "gt",
            Self::Ge => "ge",
            Self::Lt => "lt",
            Self::Le => "le",
        }
    }

    fn from_word(word: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|operator| operator.as_str().eq_ignore_ascii_case(word))
    }

    fn needs_an_order(self) -> bool {
        matches!(self, Self::Gt | Self::Ge | Self::Lt | Self::Le)
    }
}

/// A JSON value that is no array and no object.
#[derive(Debug, Clone, PartialEq)]
pub enum Literal {
    /// Stands for a value that is absent (RFC 7643 §2.5).
    Null,
    /// `true` or `false`.
    Boolean(bool),
    /// As JSON writes it.
    Number(serde_json::Number),
    /// Unescaped.
    String(String),
}

/// The path of a PATCH operation.
#[derive(Debug, Clone, PartialEq)]
pub struct PatchPath {
    /// With the sub-attribute that stands behind the bracket.
    pub path: AttributePath,
    /// What stands in the brackets.
    pub filter: Option<Filter>,
    /// What was bent to read it.
    pub bent: Vec<Tolerance>,
}

/// Reads a filter. 400 `invalidFilter` gives the byte offset and what was expected there.
///
/// Budgets (16 KiB, 32 levels, 256 comparisons) keep a hostile filter from the stack and from the
/// processor. The tolerances are listed in the parser.
pub fn parse(text: &str, leniency: Leniency) -> Result<Filter, ScimError> {
    parser::filter(text, leniency)
        .map_err(|fault| cursor::refuse(ScimType::InvalidFilter, "filter", text, fault))
}

/// Reads the path of a PATCH operation: `name.givenName`, `emails[type eq "work"]`,
/// `emails[type eq "work"].value` (RFC 7644 §3.5.2). 400 `invalidPath` gives the byte offset and what was expected there.
pub fn parse_patch_path(text: &str, leniency: Leniency) -> Result<PatchPath, ScimError> {
    parser::patch_path(text, leniency)
        .map_err(|fault| cursor::refuse(ScimType::InvalidPath, "path", text, fault))
}

impl Filter {
    /// The `and`-ed parts at the top, from left to right, so that a planner can pick an index.
    pub fn conjuncts(&self) -> Vec<&Filter> {
        let mut parts = Vec::new();
        let mut waiting = vec![self];
        while let Some(filter) = waiting.pop() {
            match filter {
                Self::And(left, right) => waiting.extend([right.as_ref(), left.as_ref()]),
                part => parts.push(part),
            }
        }
        parts
    }

    /// `Some(text)` when only resources whose value at the dotted core path (e.g. `userName`,
    /// `emails.value`) equals the text can match: for `path eq "text"`, and for `emails.value`
    /// also `emails eq …`, `emails[value eq …]` and `emails[…].value eq …`.
    ///
    /// It may ask for more than this (`emails[type eq "work" and value eq …]`): what an index finds
    /// must still be tested with [`Self::matches`].
    pub fn equals(&self, dotted: &str) -> Option<&str> {
        match self {
            Self::Compare {
                path,
                operator: Operator::Eq,
                value: Literal::String(text),
            } if path.is(dotted) || is_shorthand(path, dotted) => Some(text),
            Self::ValuePath { path, filter, rest } => {
                let (attribute, sub_attribute) = dotted.split_once('.')?;
                if !path.is(attribute) {
                    return None;
                }
                match rest {
                    Some((name, Operator::Eq, Literal::String(text)))
                        if name.eq_ignore_ascii_case(sub_attribute) =>
                    {
                        Some(text)
                    }
                    _ => filter
                        .conjuncts()
                        .into_iter()
                        .filter(|part| matches!(part, Self::Compare { .. }))
                        .find_map(|part| part.equals(sub_attribute)),
                }
            }
            _ => None,
        }
    }
}

/// `emails` stands for `emails.value` in a comparison.
fn is_shorthand(path: &AttributePath, dotted: &str) -> bool {
    dotted
        .strip_suffix(".value")
        .is_some_and(|attribute| path.is(attribute))
}

#[cfg(test)]
mod tests;
