//! Filters as text. Reading what is printed gives the same filter.

use std::fmt;

use serde_json::Value;

use super::{Filter, Literal};

impl fmt::Display for Filter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            // The reader groups from the left, so only a right side needs its parentheses.
            Self::Or(left, right) => {
                write!(f, "{left} or ")?;
                grouped(right, matches!(**right, Self::Or(..)), f)
            }
            Self::And(left, right) => {
                grouped(left, matches!(**left, Self::Or(..)), f)?;
                f.write_str(" and ")?;
                grouped(right, matches!(**right, Self::Or(..) | Self::And(..)), f)
            }
            Self::Not(inner) => write!(f, "not ({inner})"),
            Self::Present(path) => write!(f, "{path} pr"),
            Self::Compare {
                path,
                operator,
                value,
            } => write!(f, "{path} {} {value}", operator.as_str()),
            Self::ValuePath { path, filter, rest } => {
                write!(f, "{path}[{filter}]")?;
                match rest {
                    Some((name, operator, value)) => {
                        write!(f, ".{name} {} {value}", operator.as_str())
                    }
                    None => Ok(()),
                }
            }
        }
    }
}

impl fmt::Display for Literal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => f.write_str("null"),
            Self::Boolean(value) => value.fmt(f),
            Self::Number(value) => value.fmt(f),
            Self::String(text) => Value::from(text.as_str()).fmt(f),
        }
    }
}

fn grouped(filter: &Filter, in_parentheses: bool, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    if in_parentheses {
        write!(f, "({filter})")
    } else {
        fmt::Display::fmt(filter, f)
    }
}
