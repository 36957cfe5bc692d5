//! The flags, after `cargo bench --bench budgets --`.

use std::time::Duration;

use clap::{Parser, ValueEnum};

use crate::load::Bounds;

/// Measures rosterd against its budgets and prints one table.
#[derive(Debug, Parser)]
#[command(max_term_width = 100)]
pub(crate) struct Arguments {
    /// 1 k, 100 k and 1 M users instead of 1 k and 20 k: loading them takes minutes.
    #[arg(long)]
    pub(crate) full: bool,
    /// The sizes of the directories, smallest first, instead of the usual ones.
    #[arg(long, value_delimiter = ',', conflicts_with = "full")]
    pub(crate) users: Vec<u64>,
    /// Measure only these.
    #[arg(long, value_enum, value_delimiter = ',')]
    pub(crate) only: Vec<Part>,
    /// How often each subject and its yardstick take turns.
    #[arg(long, default_value_t = 5)]
    pub(crate) rounds: usize,
    /// The longest a turn takes, in milliseconds.
    #[arg(long, default_value_t = 700)]
    pub(crate) turn: u64,
    /// Put the table into docs/performance.md.
    #[arg(long, requires = "date")]
    pub(crate) write: bool,
    /// The day that is written above the table, e.g. 2026-11-30.
    #[arg(long)]
    pub(crate) date: Option<String>,
    /// Anything about the machine that the reader of the table should know.
    #[arg(long, default_value = "")]
    pub(crate) conditions: String,
    /// What `cargo bench` adds; without it this is a test run, and tests never time.
    #[arg(long, hide = true)]
    pub(crate) bench: bool,
}

/// A part of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Part {
    /// Read by id, filter, page.
    Reads,
    /// Pages at the beginning and far behind.
    Depth,
    /// Create and PATCH.
    Writes,
    /// Members, and a large group.
    Groups,
    /// Memory and start.
    Footprint,
    /// An import beside another tenant.
    Neighbour,
}

impl Arguments {
    /// The sizes of the directories, smallest first.
    pub(crate) fn sizes(&self) -> Vec<u64> {
        if !self.users.is_empty() {
            self.users.clone()
        } else if self.full {
            vec![1_000, 100_000, 1_000_000]
        } else {
            vec![1_000, 20_000]
        }
    }

    /// Tenants whom nobody calls.
    pub(crate) fn sleepers(&self) -> u32 {
        if self.full { 100_000 } else { 10_000 }
    }

    /// True where a part is asked for.
    pub(crate) fn wants(&self, part: Part) -> bool {
        self.only.is_empty() || self.only.contains(&part)
    }

    /// One turn.
    pub(crate) fn bounds(&self) -> Bounds {
        Bounds {
            requests: 1_000_000,
            time: Duration::from_millis(self.turn),
        }
    }
}
