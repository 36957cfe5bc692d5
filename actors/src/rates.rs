//! Rate limits (P14): what is refused with 429 before it costs anything.
//!
//! The limiters of a tenant and its tokens live in the tenant's handle, so passivation frees them.
//! The one before authentication is keyed by address, and capped.

mod address;
mod tenant;

use std::{num::NonZeroU32, time::Duration};

use governor::{
    DefaultDirectRateLimiter, NotUntil, Quota, RateLimiter,
    clock::{Clock, DefaultClock, QuantaInstant},
};
use settings::Rate;

pub(crate) use address::AddressRates;
pub(crate) use tenant::TenantRates;

/// The longest that a directory is told to wait. Entra and Okta both come back after that.
pub(crate) const LONGEST_WAIT: u32 = 30;

/// Over the limit: come back after so many whole seconds, from 1 to `LONGEST_WAIT`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Limited {
    pub(crate) retry_after: u32,
}

fn quota(rate: Rate) -> Quota {
    let at_least_one = |count| NonZeroU32::new(count).unwrap_or(NonZeroU32::MIN);
    Quota::per_second(at_least_one(rate.per_second)).allow_burst(at_least_one(rate.burst))
}

fn limiter(rate: Rate) -> DefaultDirectRateLimiter {
    RateLimiter::direct(quota(rate))
}

fn check(limiter: &DefaultDirectRateLimiter) -> Result<(), Limited> {
    limiter.check().map_err(|denied| limited(&denied))
}

/// So many calls at once. More than the limiter ever lets through at once are never let through.
fn check_all(limiter: &DefaultDirectRateLimiter, calls: NonZeroU32) -> Result<(), Limited> {
    match limiter.check_n(calls) {
        Ok(outcome) => outcome.map_err(|denied| limited(&denied)),
        Err(_) => Err(Limited {
            retry_after: LONGEST_WAIT,
        }),
    }
}

fn limited(denied: &NotUntil<QuantaInstant>) -> Limited {
    Limited {
        retry_after: whole_seconds(denied.wait_time_from(DefaultClock::default().now())),
    }
}

/// Rounded up: a client that comes back too early is refused again.
fn whole_seconds(wait: Duration) -> u32 {
    let seconds = wait.as_secs() + u64::from(wait.subsec_nanos() > 0);
    u32::try_from(seconds)
        .unwrap_or(LONGEST_WAIT)
        .clamp(1, LONGEST_WAIT)
}

#[cfg(test)]
mod tests;
