//! The budgets, all of them. Rates are parts of a yardstick, so that they hold on any machine; what
//! they are on the machine they were written for stands beside them.

use crate::table::{Row, Verdict};

/// A limit that a figure keeps or misses.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Budget {
    bound: Bound,
    /// What follows the number: a unit, or what the figure is a part of.
    of: &'static str,
}

#[derive(Debug, Clone, Copy)]
enum Bound {
    AtLeast(f64),
    AtMost(f64),
    /// Not a ratio, but so many of a unit at most.
    SoMuch(f64),
    /// By so much either way from 1.
    Within(f64),
}

/// The aim is 0.6.
pub(crate) const READ_BY_ID: Budget = Budget::at_least(0.45, "of bare hyper");
/// From the smallest directory to the largest.
pub(crate) const FLAT: Budget = Budget::at_least(0.9, "of the smallest");
pub(crate) const USER_NAME_EQ: Budget = Budget::at_least(0.9, "of read by id");
/// 4,000 a second where bare hyper gives 75,000 single users.
pub(crate) const PAGE: Budget = Budget::at_least(4.0 / 75.0, "of bare hyper");

/// Behind nine tenths of the directory, for one client.
pub(crate) const DEEP_PAGE: Budget = Budget::at_most(3.0, "of the first page's p50");

/// 1,000 a second where raw redb commits 2,000.
pub(crate) const CREATE_BY_ONE: Budget = Budget::at_least(0.5, "of raw redb");
/// 3,000 a second where raw redb commits 2,000.
pub(crate) const CREATE_BY_16: Budget = Budget::at_least(1.5, "of raw redb");
pub(crate) const CREATE_BY_64: Budget = Budget::at_least(0.6, "of the store layer");
/// 4,000 a second where raw redb commits 2,000.
pub(crate) const PATCH_ACTIVE: Budget = Budget::at_least(2.0, "of raw redb");
/// It is answered without a commit of its own.
pub(crate) const PATCH_NOTHING: Budget = Budget::at_most(1.0, "of a raw commit's p50");

/// 1 ms where a raw commit takes half of that.
pub(crate) const ADD_MEMBER: Budget = Budget::at_most(2.0, "of a raw commit's p50");
pub(crate) const ADD_MEMBER_FLAT: Budget = Budget::within(0.2, "of the smallest group's rate");
/// For a group of 50,000.
pub(crate) const LARGE_GROUP: Budget = Budget::so_much(100.0, "ms");
/// While such a group streams out.
pub(crate) const LARGE_GROUP_MEMORY: Budget = Budget::so_much(8.0, "MiB more than before");

pub(crate) const IDLE_MEMORY: Budget = Budget::so_much(20.0, "MiB");
/// For 100,000 tenants whom nobody calls.
pub(crate) const START_SLEEPERS: Budget = Budget::so_much(2_000.0, "ms");
pub(crate) const SLEEPER: Budget = Budget::so_much(1.0, "KiB each");
/// Of a second tenant's p99, while the first one imports.
pub(crate) const NEIGHBOUR: Budget = Budget::at_most(1.2, "of the quiet p99");

/// For a daemon with a cache of 64 MiB.
pub(crate) const fn memory_with(users: u64) -> Budget {
    Budget::so_much(if users <= 100_000 { 150.0 } else { 300.0 }, "MiB")
}

/// From the new process to its first answer.
pub(crate) const fn start_with(users: u64) -> Budget {
    Budget::so_much(if users <= 100_000 { 50.0 } else { 2_000.0 }, "ms")
}

impl Budget {
    const fn at_least(limit: f64, of: &'static str) -> Self {
        Self {
            bound: Bound::AtLeast(limit),
            of,
        }
    }

    const fn at_most(limit: f64, of: &'static str) -> Self {
        Self {
            bound: Bound::AtMost(limit),
            of,
        }
    }

    const fn so_much(limit: f64, of: &'static str) -> Self {
        Self {
            bound: Bound::SoMuch(limit),
            of,
        }
    }

    const fn within(limit: f64, of: &'static str) -> Self {
        Self {
            bound: Bound::Within(limit),
            of,
        }
    }

    /// The row of a figure in the budget's own terms; `measured` is what the reader sees of it.
    pub(crate) fn judge(
        self,
        what: impl Into<String>,
        measured: impl Into<String>,
        figure: f64,
    ) -> Row {
        let (sign, limit, kept) = match self.bound {
            Bound::AtLeast(limit) => ('≥', limit, figure >= limit),
            Bound::AtMost(limit) | Bound::SoMuch(limit) => ('≤', limit, figure <= limit),
            Bound::Within(limit) => ('±', limit, (figure - 1.0).abs() <= limit),
        };
        Row {
            what: what.into(),
            budget: format!("{sign} {} {}", short(limit), self.of),
            measured: measured.into(),
            ratio: match self.bound {
                Bound::SoMuch(_) => None,
                _ => Some(short(figure)),
            },
            verdict: if kept { Verdict::Kept } else { Verdict::Missed },
        }
    }
}

/// At most three decimals, and none that say nothing.
fn short(number: f64) -> String {
    let text = format!("{number:.3}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
