//! How long entries are kept (D18), and when a tenant is looked at for those that are too old.

use jiff::{SignedDuration, Timestamp};
use roster::{Tenant, TenantId};

use super::Entry;

const DAY: i64 = 24 * 60 * 60;

/// How long the tenant keeps an entry after it has last happened.
pub fn retention(tenant: &Tenant) -> SignedDuration {
    SignedDuration::from_secs(i64::from(tenant.settings.retention_days.days()) * DAY)
}

/// When the entry may be dropped.
pub(crate) fn ends(entry: &Entry, tenant: &Tenant) -> Timestamp {
    let last_at = entry.last_at.unwrap_or(entry.at);
    last_at
        .checked_add(retention(tenant))
        .unwrap_or(Timestamp::MAX)
}

/// When to look for entries to drop, if the oldest one may be dropped from `end` on: once a day, at
/// the tenant's own time of day, so that not all tenants are woken at the same moment.
pub(crate) fn look(tenant: TenantId, end: Timestamp) -> Timestamp {
    let [.., high, low] = tenant.0.into_bytes();
    let own = i64::from(u16::from_be_bytes([high, low])) * DAY / (i64::from(u16::MAX) + 1);
    let whole = end.as_second() + i64::from(end.subsec_nanosecond() > 0);
    let wait = (own - whole).rem_euclid(DAY);
    Timestamp::from_second(whole.saturating_add(wait)).unwrap_or(Timestamp::MAX)
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_tenant_is_looked_at_within_a_day_and_always_at_the_same_time_of_day() {
        for tenant in [0, 1, 0x7fff, 0xffff, 0xabcd_1234] {
            let tenant = TenantId(Uuid::from_u128(tenant));
            let mut end: Timestamp = "2026-01-01T00:00:00.000000001Z".parse().unwrap();
            let first = look(tenant, end);
            for _ in 0..100 {
                let at = look(tenant, end);
                assert!(at >= end && at.duration_since(end) <= SignedDuration::from_secs(DAY));
                assert_eq!((at.as_second() - first.as_second()) % DAY, 0);
                assert_eq!(look(tenant, at), at);
                end += SignedDuration::new(3_601, 7);
            }
        }
    }

    #[test]
    fn tenants_are_spread_over_the_day() {
        let end = "2026-01-01T00:00:00Z".parse().unwrap();
        let mut hours = [0; 24];
        for number in 0..=u16::MAX {
            let at = look(TenantId(Uuid::from_u128(number.into())), end);
            let hour = usize::try_from(at.as_second().rem_euclid(DAY) / 3_600).unwrap();
            hours[hour] += 1;
        }
        assert!(hours.iter().all(|count| *count > 2_500), "{hours:?}");
    }
}
