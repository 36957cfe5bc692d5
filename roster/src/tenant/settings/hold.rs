//! When removals are so many that somebody should look first (D17).

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// More than the larger of both, within 24 hours, is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct HoldRule {
    /// Of the members whom the directory manages; 100 never holds.
    pub percent: u8,
    /// So many may always go.
    pub least: u64,
}

/// For a school that replaces its classes: until then the share is another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct TermChange {
    /// The first moment at which the usual rule holds again.
    pub until: Timestamp,
    /// In place of [`HoldRule::percent`].
    pub percent: u8,
}

impl HoldRule {
    /// Five, or a tenth.
    pub const DEFAULT: Self = Self {
        percent: 10,
        least: 5,
    };

    /// How many of `managed` members may go within 24 hours.
    pub fn allowance(self, managed: u64) -> u64 {
        if self.percent >= 100 {
            return u64::MAX;
        }
        let share = managed.saturating_mul(u64::from(self.percent)) / 100;
        share.max(self.least)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_larger_of_five_and_a_tenth() {
        for (managed, allowance) in [(0, 5), (10, 5), (59, 5), (60, 6), (10_000, 1_000)] {
            assert_eq!(HoldRule::DEFAULT.allowance(managed), allowance, "{managed}");
        }
    }

    #[test]
    fn all_of_them_is_no_limit() {
        let all = HoldRule {
            percent: 100,
            least: 0,
        };
        assert_eq!(all.allowance(3), u64::MAX);
        let none = HoldRule {
            percent: 0,
            least: 0,
        };
        assert_eq!(none.allowance(1_000), 0);
    }
}
