//! What it costs to ask a filter.

use super::{Filter, Literal};

/// Of one question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Size {
    /// Comparisons and `pr`.
    pub(crate) terms: usize,
    /// Bytes of text to compare with.
    pub(crate) text: usize,
}

impl Filter {
    /// Counts all of it: evaluation may stop early, but need not.
    pub(crate) fn size(&self) -> Size {
        match self {
            Self::And(left, right) | Self::Or(left, right) => left.size().and(right.size()),
            Self::Not(inner) => inner.size(),
            Self::Present(_) => Size { terms: 1, text: 0 },
            Self::Compare { value, .. } => Size::of(value),
            Self::ValuePath { filter, rest, .. } => match rest {
                Some((_, _, value)) => filter.size().and(Size::of(value)),
                None => filter.size(),
            },
        }
    }
}

impl Size {
    fn of(literal: &Literal) -> Self {
        let text = match literal {
            Literal::String(text) => text.len(),
            Literal::Null | Literal::Boolean(_) | Literal::Number(_) => 0,
        };
        Self { terms: 1, text }
    }

    fn and(self, other: Self) -> Self {
        Self {
            terms: self.terms + other.terms,
            text: self.text + other.text,
        }
    }
}
