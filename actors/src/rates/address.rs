//! The limit before authentication, per address: what guessing tokens may cost (P11).

use std::{
    net::{IpAddr, Ipv6Addr},
    sync::Arc,
};

use arc_swap::ArcSwapOption;
use governor::{DefaultKeyedRateLimiter, RateLimiter};

use super::{Limited, limited, quota};
use crate::generation::Generation;

/// Failed and missing credentials by address. governor never forgets an address by itself, so the
/// number of addresses is capped and swept.
#[derive(Debug, Default)]
pub(crate) struct AddressRates {
    built: ArcSwapOption<Built>,
}

#[derive(Debug)]
struct Built {
    generation: u64,
    addresses: usize,
    failures: DefaultKeyedRateLimiter<IpAddr>,
}

impl AddressRates {
    /// Counts one failure of `address`. Callers that come over a unix socket have no address;
    /// they are the operator's own and are not limited.
    pub(crate) fn failed(
        &self,
        generation: &Generation,
        address: Option<IpAddr>,
    ) -> Result<(), Limited> {
        let (true, Some(address)) = (generation.settings.rates.enabled, address) else {
            return Ok(());
        };
        let built = self.of(generation);
        if built.failures.len() >= built.addresses {
            built.sweep();
        }
        let key = if built.failures.len() >= built.addresses {
            // Still full of addresses that fail right now: they all share one bucket, so that
            // memory stays flat whatever the number of attackers.
            IpAddr::V6(Ipv6Addr::UNSPECIFIED)
        } else {
            network(address)
        };
        built
            .failures
            .check_key(&key)
            .map_err(|denied| limited(&denied))
    }

    /// Forgets addresses that have not failed lately.
    pub(crate) fn sweep(&self) {
        if let Some(built) = self.built.load_full() {
            built.sweep();
        }
    }

    /// Addresses remembered now.
    pub(crate) fn remembered(&self) -> usize {
        self.built
            .load()
            .as_ref()
            .map_or(0, |built| built.failures.len())
    }

    fn of(&self, generation: &Generation) -> Arc<Built> {
        if let Some(built) = self.built.load_full()
            && built.generation == generation.number
        {
            return built;
        }
        let rates = &generation.settings.rates;
        let built = Arc::new(Built {
            generation: generation.number,
            addresses: rates.addresses,
            failures: RateLimiter::keyed(quota(rates.unauthenticated)),
        });
        self.built.store(Some(Arc::clone(&built)));
        built
    }
}

impl Built {
    fn sweep(&self) {
        self.failures.retain_recent();
        self.failures.shrink_to_fit();
    }
}

/// One customer of an IPv6 provider has a whole /64, so that is what counts as one address.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => {
            IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() & (u128::MAX << 64)))
        }
        v4 @ IpAddr::V4(_) => v4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ipv6_neighbours_count_as_one_and_mapped_ipv4_as_itself() {
        let network = |text: &str| network(text.parse().unwrap()).to_string();
        assert_eq!(network("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::");
        assert_eq!(network("::ffff:192.0.2.7"), "192.0.2.7");
        assert_eq!(network("192.0.2.7"), "192.0.2.7");
    }
}
