//! How many restarts a supervisor may make, and how long it waits before each.

use std::{collections::VecDeque, time::Duration};

use tokio::time::Instant;

/// The delay before a child's second restart in a row; it doubles from there.
const FIRST_DELAY: Duration = Duration::from_millis(100);
/// The longest delay. Callers are refused meanwhile, so it stays below what makes a directory
/// give up.
const LONGEST_DELAY: Duration = Duration::from_secs(5);

/// At most `restarts` within any `window`.
#[derive(Debug)]
pub(crate) struct Budget {
    restarts: usize,
    window: Duration,
    spent: VecDeque<Instant>,
}

impl Budget {
    pub(crate) fn new(restarts: u32, window: Duration) -> Self {
        Self {
            restarts: usize::try_from(restarts).unwrap_or(usize::MAX),
            window,
            spent: VecDeque::new(),
        }
    }

    /// How far back a restart still counts.
    pub(super) fn window(&self) -> Duration {
        self.window
    }

    /// Takes one restart out of the budget; false when there is none left.
    pub(super) fn spend(&mut self, now: Instant) -> bool {
        while let Some(oldest) = self.spent.front()
            && now.duration_since(*oldest) >= self.window
        {
            self.spent.pop_front();
        }
        if self.spent.len() >= self.restarts {
            return false;
        }
        self.spent.push_back(now);
        true
    }
}

/// The delay before restart number `in_a_row` (from 0) of a child that keeps ending.
pub(super) fn delay(in_a_row: u32) -> Duration {
    match in_a_row.checked_sub(1) {
        None => Duration::ZERO,
        Some(doublings) => FIRST_DELAY
            .saturating_mul(2_u32.saturating_pow(doublings))
            .min(LONGEST_DELAY),
    }
}
