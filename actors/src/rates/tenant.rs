//! The limits of one tenant and of each of its tokens.

use std::{
    collections::HashMap,
    num::NonZeroU32,
    sync::{Arc, Mutex, PoisonError},
};

use arc_swap::ArcSwapOption;
use governor::DefaultDirectRateLimiter;
use rosterd_http::provider::Class;
use settings::Rates;

use super::{Limited, check, check_all, limiter};
use crate::generation::Generation;

/// Tokens remembered at once. Five can be active; the rest is room for those just replaced.
const TOKENS: usize = 16;

/// Built from the settings on first use and anew after a reload: a reload asks nothing of
/// sleeping tenants.
#[derive(Debug, Default)]
pub(crate) struct TenantRates {
    built: ArcSwapOption<Built>,
}

#[derive(Debug)]
struct Built {
    generation: u64,
    rates: Rates,
    tenant: DefaultDirectRateLimiter,
    losses: DefaultDirectRateLimiter,
    tokens: Mutex<HashMap<String, Arc<DefaultDirectRateLimiter>>>,
}

impl TenantRates {
    /// Counts one call of `token`. A loss (removal, deactivation) that finds the limit used up by
    /// other calls still passes, out of a budget of its own: it is never limited first.
    pub(crate) fn admit(
        &self,
        generation: &Generation,
        token: &str,
        class: Class,
    ) -> Result<(), Limited> {
        if !generation.settings.rates.enabled {
            return Ok(());
        }
        let built = self.of(generation);
        let both = check(&built.token(token)).and_then(|()| check(&built.tenant));
        match class {
            Class::Loss => both.or_else(|_| check(&built.losses)),
            Class::Read | Class::Write => both,
        }
    }

    /// Counts so many calls of `token` at once, or none of them.
    pub(crate) fn admit_all(
        &self,
        generation: &Generation,
        token: &str,
        calls: NonZeroU32,
    ) -> Result<(), Limited> {
        if !generation.settings.rates.enabled {
            return Ok(());
        }
        let built = self.of(generation);
        check_all(&built.token(token), calls).and_then(|()| check_all(&built.tenant, calls))
    }

    fn of(&self, generation: &Generation) -> Arc<Built> {
        if let Some(built) = self.built.load_full()
            && built.generation == generation.number
        {
            return built;
        }
        let built = Arc::new(Built::new(generation));
        self.built.store(Some(Arc::clone(&built)));
        built
    }
}

impl Built {
    fn new(generation: &Generation) -> Self {
        let rates = generation.settings.rates.clone();
        Self {
            generation: generation.number,
            tenant: limiter(rates.tenant),
            losses: limiter(rates.tenant),
            tokens: Mutex::default(),
            rates,
        }
    }

    fn token(&self, token: &str) -> Arc<DefaultDirectRateLimiter> {
        let mut tokens = self.tokens.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = tokens.get(token) {
            return Arc::clone(known);
        }
        if tokens.len() >= TOKENS {
            tokens.clear();
        }
        let new = Arc::new(limiter(self.rates.token));
        tokens.insert(token.to_owned(), Arc::clone(&new));
        new
    }
}
