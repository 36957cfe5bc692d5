//! The keys of all issuers that are trusted.

use std::sync::{Arc, Mutex, PoisonError};

use jiff::Timestamp;
use settings::{KeySource, OAuth};

use crate::{
    assertion::Assertion,
    claims::Claims,
    error::Rejection,
    kept::{Found, Kept},
};

/// What is known of issuers' keys: read when an assertion first needs them, and kept. Issuers with
/// one source share its keys.
#[derive(Debug, Default)]
pub struct IssuerKeys {
    sources: Mutex<Vec<Arc<Kept>>>,
}

impl IssuerKeys {
    /// What an assertion says, if one of the keys that are found at `source` proves it. May wait
    /// for the keys, but not long, and nobody waits who needs others.
    pub async fn verify(
        &self,
        assertion: &Assertion<'_>,
        source: &KeySource,
        now: Timestamp,
    ) -> Result<Claims, Rejection> {
        let known = self.of(source);
        let Found { keys, current } = known
            .find(now, |keys| keys.fitting(assertion).next().is_some())
            .await;
        let keys = keys.ok_or(Rejection::NoKeys)?;
        let mut rejection = if current {
            Rejection::UnknownKey
        } else {
            // It may be a new key: the issuer could not be asked.
            Rejection::NoKeys
        };
        for key in keys.fitting(assertion) {
            match key.verify(assertion) {
                Ok(claims) => return Ok(claims),
                Err(why) => rejection = why,
            }
        }
        Err(rejection)
    }

    /// After the settings have changed: forgets the keys of sources that are gone, and reads the
    /// others again when they are needed next.
    pub fn reload(&self, settings: &OAuth) {
        let is_there = |kept: &Kept| {
            let mut issuers = settings.issuers.iter();
            issuers.any(|issuer| issuer.keys == *kept.source())
        };
        let mut sources = self.lock();
        sources.retain(|kept| is_there(kept));
        for kept in &mut *sources {
            *kept = Arc::new(kept.to_be_read_again());
        }
    }

    fn of(&self, source: &KeySource) -> Arc<Kept> {
        let mut sources = self.lock();
        if let Some(kept) = sources.iter().find(|kept| kept.source() == source) {
            return Arc::clone(kept);
        }
        let kept = Arc::new(Kept::new(source.clone()));
        sources.push(Arc::clone(&kept));
        kept
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<Arc<Kept>>> {
        self.sources.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests;
