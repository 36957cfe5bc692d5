//! How many members have left within the last day, hour by hour (D17).

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

const HOUR: i64 = 3_600;
/// A day, and the hour under way.
const HOURS: i64 = 25;

/// Hours since 1970, and how many left in each. The window is a day and at most an hour more.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Departures(BTreeMap<i64, u64>);

impl Departures {
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many left within the day before `now`. A clock that was set back a little forgets nobody;
    /// what lies further ahead was another time, and is none that comes before `now`.
    pub(crate) fn within_a_day(&self, now: Timestamp) -> u64 {
        let (first, last) = (hour(now) - HOURS + 1, hour(now) + HOURS - 1);
        self.0.range(first..=last).map(|(_, count)| count).sum()
    }

    /// Somebody leaves. What is too long ago is forgotten.
    pub(crate) fn add(&mut self, now: Timestamp) {
        let first = hour(now) - HOURS + 1;
        self.0.retain(|hour, _| *hour >= first);
        *self.0.entry(hour(now)).or_default() += 1;
    }

    /// Somebody who left at `since` is back.
    pub(crate) fn take_back(&mut self, since: Timestamp) {
        if let Some(count) = self.0.get_mut(&hour(since)) {
            *count = count.saturating_sub(1);
            if *count == 0 {
                self.0.remove(&hour(since));
            }
        }
    }
}

fn hour(at: Timestamp) -> i64 {
    at.as_second().div_euclid(HOUR)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(hour: i64) -> Timestamp {
        Timestamp::from_second(hour * HOUR + 7).unwrap()
    }

    #[test]
    fn a_day_counts_and_what_is_older_is_forgotten() {
        let mut departures = Departures::default();
        departures.add(at(100));
        departures.add(at(100));
        departures.add(at(110));
        assert_eq!(departures.within_a_day(at(110)), 3);
        assert_eq!(departures.within_a_day(at(124)), 3);
        assert_eq!(departures.within_a_day(at(125)), 1);
        assert_eq!(departures.within_a_day(at(90)), 3, "set back a little");
        assert_eq!(departures.within_a_day(at(70)), 0, "set back by days");
        departures.take_back(at(110));
        assert_eq!(departures.within_a_day(at(124)), 2);
        departures.take_back(at(90));
        departures.add(at(200));
        assert_eq!(departures.0.len(), 1);
    }
}
