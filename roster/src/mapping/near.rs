//! Rows that a group nearly matches: why nothing is made of it (R83).

use std::fmt;

use scim::fold::fold;

use super::{Group, Table, pattern::Pattern, table::Look};

/// The most hints for one group.
const MOST: usize = 3;
/// Shorter names may differ in one letter, others in two.
const SHORT: usize = 6;
/// Names so long are not compared letter by letter.
const LONGEST: usize = 256;

/// A row, and what keeps it from matching.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NearMiss {
    /// The index of the row, from 0.
    pub row: usize,
    /// What the row looks for, e.g. `name Staff`.
    pub looks_for: String,
    /// How it differs.
    pub nearness: Nearness,
}

/// How a row differs from a group. Displays as the words of the hint, the nearest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Nearness {
    /// An id that differs in case.
    Case,
    /// A name where the group has an id, or the other way round.
    IdForName,
    /// Blanks, hyphens and the like.
    Blanks,
    /// One or two letters.
    Letters,
}

impl fmt::Display for Nearness {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Case => "differs in upper and lower case only, which counts in an id",
            Self::IdForName => "has an id where the group has a name, or the other way round",
            Self::Blanks => "differs in blanks or punctuation only",
            Self::Letters => "differs in one or two letters",
        })
    }
}

impl Table {
    /// The rows that nearly match a group, the nearest first; none where one matches.
    pub fn near_misses(&self, group: &Group) -> Vec<NearMiss> {
        if !self.matching(group).is_empty() {
            return Vec::new();
        }
        let mut found: Vec<NearMiss> = self
            .looks()
            .filter_map(|(index, row, look)| {
                Some(NearMiss {
                    row: index,
                    looks_for: row.looks_for(),
                    nearness: look.nearness(row.pattern.as_deref(), group)?,
                })
            })
            .collect();
        found.sort_by_key(|near| (near.nearness, near.row));
        found.truncate(MOST);
        found
    }
}

impl Look {
    fn nearness(&self, pattern: Option<&str>, group: &Group) -> Option<Nearness> {
        let ids = [Some(&group.id), group.external_id.as_ref()];
        let has_id = |folded: &str| ids.iter().flatten().any(|id| fold(id) == folded);
        let name = fold(&group.name);
        match self {
            Self::Id(id) if has_id(&fold(id)) => Some(Nearness::Case),
            Self::Id(id) => (fold(id) == name).then_some(Nearness::IdForName),
            Self::Name(wanted) if has_id(wanted) => Some(Nearness::IdForName),
            Self::Name(wanted) if squeezed(wanted) == squeezed(&name) => Some(Nearness::Blanks),
            Self::Name(wanted) => {
                let most = if wanted.chars().count() < SHORT { 1 } else { 2 };
                (distance(wanted, &name) <= most).then_some(Nearness::Letters)
            }
            Self::Pattern(_) => {
                let pattern = Pattern::new(&squeezed(&fold(pattern?)));
                pattern
                    .matches(&squeezed(&name))
                    .then_some(Nearness::Blanks)
            }
        }
    }
}

/// Without blanks and punctuation. What patterns are made of stays.
fn squeezed(folded: &str) -> String {
    let kept = |letter: &char| letter.is_alphanumeric() || matches!(letter, '*' | '?');
    folded.chars().filter(kept).collect()
}

/// How many letters are to be changed, added or left out (Levenshtein).
fn distance(one: &str, other: &str) -> usize {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    if one.len().abs_diff(other.len()) > 2 || one.len().max(other.len()) > LONGEST {
        return usize::MAX;
    }
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (index, letter) in one.iter().enumerate() {
        let mut next = vec![index + 1];
        let (mut left, mut diagonal) = (index + 1, index);
        for (wanted, above) in other.iter().zip(row.iter().skip(1)) {
            let cheapest = (diagonal + usize::from(wanted != letter))
                .min(left + 1)
                .min(above + 1);
            next.push(cheapest);
            (left, diagonal) = (cheapest, *above);
        }
        row = next;
    }
    row.last().copied().unwrap_or(usize::MAX)
}
