//! When a grace period is over.

use jiff::Timestamp;

use crate::{GraceDays, Mode, Tenant, tenant::Stop};

/// The days of a tenant, and the times in which they did not run (D4, D21).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grace {
    /// From the directory's delete to the removal.
    pub days: GraceDays,
    /// False while nobody is removed: the directory is not acted upon, or not automatically.
    pub runs: bool,
    /// When it stood still, oldest first.
    pub stops: Vec<Stop>,
}

impl Grace {
    /// As the tenant has set it.
    pub fn of(tenant: &Tenant) -> Self {
        let settings = &tenant.settings;
        Self {
            days: tenant.grace_days,
            runs: settings.automatic && settings.mode == Mode::Live,
            stops: settings.stops.clone(),
        }
    }

    /// When who left at `since` is to be removed; none while that does not come nearer. Always the
    /// days of now, so that a longer period protects those who wait already (D4).
    pub fn due(&self, since: Timestamp) -> Option<Timestamp> {
        self.runs.then(|| {
            let over = self.days.due(since);
            self.stops.iter().fold(over, |due, stop| {
                if since < stop.to && stop.from < due {
                    let stood_still = stop.to.duration_since(stop.from.max(since));
                    due.checked_add(stood_still).unwrap_or(Timestamp::MAX)
                } else {
                    due
                }
            })
        })
    }

    /// Whether who left at `since` is to be removed by now.
    pub fn is_over(&self, since: Timestamp, now: Timestamp) -> bool {
        self.due(since).is_some_and(|due| due <= now)
    }
}

#[cfg(test)]
mod tests;
