//! How often a token usually calls.

use std::fmt;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::Lasting;

const HOUR: i64 = 60 * 60;
const DAY: i64 = 24 * HOUR;

/// Calls with less between them are of one burst.
const PAUSE: i64 = 5 * 60;
/// A burst that goes on for so long says that there are hardly any pauses.
const LONG_BURST: i64 = HOUR;
/// Pauses before anything is usual.
const ENOUGH: u32 = 4;
/// Of the mean: how many pauses it is of.
const MEMORY: u32 = 8;
/// So many usual cycles without a call are silence.
const CYCLES: i64 = 3;
/// Whoever calls by the clock does it by night too.
const DAY_AND_NIGHT: i64 = DAY;
/// A longer usual pause may be a working day, and then there are week-ends.
const LONGEST_CLOCK: i64 = 6 * HOUR;
/// The least patience with a clock: a restart of a directory is no alarm.
const LEAST: i64 = HOUR;
/// The least patience with whoever calls when something changes: a long week-end is no alarm.
const WEEK_END: i64 = 4 * DAY;

/// What was learned of a token's pauses. In seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rhythm {
    /// The first call.
    since: Timestamp,
    /// When the burst of the last call began.
    burst: Timestamp,
    pauses: u32,
    /// The mean of the last ones.
    usual: i64,
    /// The longest of late: with every day that goes by, an eighth of a day is forgotten of it.
    longest: i64,
}

/// What is usual, as people say it: displays as `every 40 minutes`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Usual {
    /// By the clock.
    Every(SignedDuration),
    /// When something changes.
    AtLeastEvery(SignedDuration),
}

impl Rhythm {
    /// Of a token that has called once.
    pub fn begin(at: Timestamp) -> Self {
        Self {
            since: at,
            burst: at,
            pauses: 0,
            usual: 0,
            longest: 0,
        }
    }

    /// Takes a call into account, and the one before it. False where nothing is learned of it, which is so
    /// of nearly all.
    pub fn hear(&mut self, before: Timestamp, at: Timestamp) -> bool {
        let pause = seconds(before, at);
        let cycle = seconds(self.burst, at);
        if pause >= PAUSE {
            // What was an alarm is no habit; but false alarms teach, as each allows a longer pause.
            let most = self.patience_seconds().unwrap_or(i64::MAX);
            self.learn(pause.min(most), cycle);
        } else if cycle >= LONG_BURST {
            self.learn(PAUSE, cycle);
        } else {
            return false;
        }
        self.burst = at;
        true
    }

    /// How long it may pause without being silent. None while too little is known.
    pub fn patience(&self) -> Option<SignedDuration> {
        self.patience_seconds().map(SignedDuration::from_secs)
    }

    /// How often it calls. None while too little is known.
    pub fn usual(&self) -> Option<Usual> {
        if self.pauses < ENOUGH {
            None
        } else if self.is_clock() {
            Some(Usual::Every(SignedDuration::from_secs(self.usual)))
        } else {
            Some(Usual::AtLeastEvery(SignedDuration::from_secs(self.longest)))
        }
    }

    fn patience_seconds(&self) -> Option<i64> {
        if self.pauses < ENOUGH {
            None
        } else if self.is_clock() {
            Some((CYCLES * self.usual).max(LEAST))
        } else {
            Some((CYCLES * self.longest).max(WEEK_END))
        }
    }

    /// Whether it calls by the clock: through a day and a night at least, with no pause that is much longer
    /// than the others.
    fn is_clock(&self) -> bool {
        seconds(self.since, self.burst) >= DAY_AND_NIGHT
            && self.usual <= LONGEST_CLOCK
            && self.longest <= 2 * self.usual
    }

    fn learn(&mut self, pause: i64, cycle: i64) {
        self.pauses = self.pauses.saturating_add(1);
        self.usual += (pause - self.usual) / i64::from(self.pauses.min(MEMORY));
        self.longest = (self.longest - cycle / 8).max(pause);
    }
}

impl fmt::Display for Usual {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Every(pause) => write!(f, "every {}", Lasting(*pause)),
            Self::AtLeastEvery(pause) => write!(f, "at least every {}", Lasting(*pause)),
        }
    }
}

/// None where the clock was set back.
fn seconds(from: Timestamp, to: Timestamp) -> i64 {
    to.duration_since(from).as_secs().max(0)
}
