use std::net::IpAddr;

use rosterd_http::provider::Class;
use settings::Settings;

use super::*;
use crate::generation::{Generation, InForce};

/// One call a second, `burst` at once, for tenants, tokens and addresses alike.
fn generation(burst: u32, enabled: bool) -> Generation {
    let mut settings = Settings::default();
    let rate = Rate {
        per_second: 1,
        burst,
    };
    settings.rates.enabled = enabled;
    settings.rates.tenant = rate;
    settings.rates.token = rate;
    settings.rates.unauthenticated = rate;
    settings.rates.addresses = 4;
    Generation {
        number: 1,
        settings,
    }
}

fn address(last: u8) -> IpAddr {
    IpAddr::from([192, 0, 2, last])
}

#[test]
fn a_tenant_over_its_limit_waits_a_whole_number_of_seconds_within_30() {
    let (rates, generation) = (TenantRates::default(), generation(3, true));
    for _ in 0..3 {
        assert_eq!(rates.admit(&generation, "t1", Class::Write), Ok(()));
    }
    let limited = rates.admit(&generation, "t1", Class::Write).unwrap_err();
    assert!((1..=LONGEST_WAIT).contains(&limited.retry_after));
    assert!(
        rates.admit(&generation, "t2", Class::Read).is_err(),
        "all tokens of a tenant share the tenant's limit"
    );
}

#[test]
fn removals_pass_when_other_calls_have_used_up_the_limit() {
    let (rates, generation) = (TenantRates::default(), generation(3, true));
    while rates.admit(&generation, "t1", Class::Read).is_ok() {}
    for _ in 0..3 {
        assert_eq!(rates.admit(&generation, "t1", Class::Loss), Ok(()));
    }
    assert!(
        rates.admit(&generation, "t1", Class::Loss).is_err(),
        "even removals have an end"
    );
}

#[test]
fn a_reload_builds_new_limits() {
    let (rates, first) = (TenantRates::default(), generation(1, true));
    while rates.admit(&first, "t1", Class::Read).is_ok() {}

    let in_force = InForce::new(first.settings.clone());
    assert_eq!(in_force.replace(generation(50, true).settings), 2);
    assert_eq!(rates.admit(&in_force.load(), "t1", Class::Read), Ok(()));
}

#[test]
fn with_limits_off_nothing_is_limited() {
    let generation = generation(1, false);
    let (tenant, addresses) = (TenantRates::default(), AddressRates::default());
    for _ in 0..100 {
        assert_eq!(tenant.admit(&generation, "t1", Class::Read), Ok(()));
        assert_eq!(addresses.failed(&generation, Some(address(1))), Ok(()));
    }
}

#[test]
fn one_address_that_guesses_does_not_limit_another() {
    let (rates, generation) = (AddressRates::default(), generation(2, true));
    while rates.failed(&generation, Some(address(1))).is_ok() {}
    assert_eq!(rates.failed(&generation, Some(address(2))), Ok(()));
    assert_eq!(
        rates.failed(&generation, None),
        Ok(()),
        "a unix socket has no address"
    );
}

#[test]
fn the_memory_of_addresses_is_capped() {
    let (rates, generation) = (AddressRates::default(), generation(2, true));
    for last in 0..=255 {
        let _outcome = rates.failed(&generation, Some(address(last)));
    }
    assert!(rates.remembered() <= 5, "{} remembered", rates.remembered());
}

#[test]
fn waits_are_rounded_up_and_kept_within_bounds() {
    for (millis, seconds) in [
        (0, 1),
        (1, 1),
        (1000, 1),
        (1001, 2),
        (29_500, 30),
        (90_000, 30),
    ] {
        assert_eq!(whole_seconds(Duration::from_millis(millis)), seconds);
    }
}
