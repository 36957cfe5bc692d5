//! Which failures of a directory's calls are told to an admin (D24).

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

/// So long a kind of failure must not have happened to be told anew. Directories repeat what has failed with
/// each cycle, and once a day where they are put off: a day would tell the same trouble every day, and a success
/// in between is of somebody else.
const QUIET: SignedDuration = SignedDuration::from_hours(48);
/// What is remembered may be so much older: repetitions write nothing.
const COARSE: SignedDuration = SignedDuration::from_hours(1);

/// When each kind of failure of one token has happened last.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Failures(BTreeMap<String, Timestamp>);

/// What a failure is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Noted {
    /// The first of its kind: tell it.
    First,
    /// One more, and worth remembering.
    Again,
    /// One more of what was just remembered.
    Lately,
}

impl Failures {
    /// Takes one into account, and forgets those that would be told anew.
    pub fn note(&mut self, kind: &str, now: Timestamp) -> Noted {
        let age = |at: &Timestamp| now.duration_since(*at);
        let noted = match self.0.get(kind) {
            Some(at) if age(at) < COARSE => return Noted::Lately,
            Some(at) if age(at) < QUIET => Noted::Again,
            _ => Noted::First,
        };
        self.0.retain(|_, at| age(at) < QUIET);
        self.0.insert(kind.to_owned(), now);
        noted
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(hours: i64) -> Timestamp {
        let start: Timestamp = "2026-01-01T00:00:00Z".parse().unwrap();
        start + SignedDuration::from_hours(hours)
    }

    #[test]
    fn a_kind_is_told_once_however_often_and_long_it_is_repeated() {
        let mut failures = Failures::default();
        assert_eq!(failures.note("create 409", at(0)), Noted::First);
        assert_eq!(failures.note("create 409", at(0)), Noted::Lately);
        for day in 1..100 {
            assert_eq!(failures.note("create 409", at(24 * day)), Noted::Again);
        }
    }

    #[test]
    fn another_kind_is_told_and_one_that_comes_back_after_two_days() {
        let mut failures = Failures::default();
        failures.note("create 409", at(0));
        assert_eq!(failures.note("update 400", at(1)), Noted::First);
        assert_eq!(failures.note("create 409", at(48)), Noted::First);
        assert_eq!(failures.note("update 400", at(48)), Noted::Again);
        assert_eq!(failures.note("create 409", at(200)), Noted::First);
        assert_eq!(failures.0.len(), 1, "what is over is forgotten");
    }
}
