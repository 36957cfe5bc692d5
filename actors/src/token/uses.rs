//! When and by whom each token was last used, since that was last written down.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use jiff::Timestamp;

/// Filled on the path of every request, so it must cost nothing. There is one line for each token
/// that is good, and a tenant has five at most.
#[derive(Debug, Default)]
pub(crate) struct Uses {
    tokens: Mutex<HashMap<String, Use>>,
}

/// The last use of one token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Use {
    pub(crate) at: Timestamp,
    /// The User-Agent as sent.
    pub(crate) client: Option<String>,
}

impl Uses {
    /// True when it is the first since they were last taken: then somebody has to see to it that
    /// they are written.
    pub(crate) fn mark(&self, token: &str, at: Timestamp, client: Option<&str>) -> bool {
        let mut tokens = self.tokens.lock().unwrap_or_else(PoisonError::into_inner);
        let was_empty = tokens.is_empty();
        if let Some(last) = tokens.get_mut(token) {
            last.at = last.at.max(at);
            if last.client.as_deref() != client {
                last.client = client.map(str::to_owned);
            }
        } else {
            let client = client.map(str::to_owned);
            tokens.insert(token.to_owned(), Use { at, client });
        }
        was_empty
    }

    /// Takes all.
    pub(crate) fn take(&self) -> HashMap<String, Use> {
        std::mem::take(&mut *self.tokens.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Puts one back that could not be written, unless a later one has come in.
    pub(crate) fn put_back(&self, token: String, last: Use) {
        let mut tokens = self.tokens.lock().unwrap_or_else(PoisonError::into_inner);
        tokens.entry(token).or_insert(last);
    }

    /// When each was last used, of those that wait.
    pub(crate) fn latest(&self) -> Vec<(String, Timestamp)> {
        let tokens = self.tokens.lock().unwrap_or_else(PoisonError::into_inner);
        let latest = tokens.iter();
        latest.map(|(id, last)| (id.clone(), last.at)).collect()
    }

    /// How many wait.
    pub(crate) fn waiting(&self) -> usize {
        let tokens = self.tokens.lock().unwrap_or_else(PoisonError::into_inner);
        tokens.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_use_of_each_token_is_kept_and_taken_once() {
        let uses = Uses::default();
        let (early, late) = (Timestamp::UNIX_EPOCH, Timestamp::MAX);
        assert!(uses.mark("a", late, Some("Okta")));
        assert!(!uses.mark("b", early, None));
        assert!(!uses.mark("a", early, Some("Entra")));

        let mut latest = uses.latest();
        latest.sort_unstable();
        assert_eq!(latest, [("a".to_owned(), late), ("b".to_owned(), early)]);

        let taken = uses.take();
        assert_eq!(taken["a"].at, late, "time does not run backwards");
        assert_eq!(taken["a"].client.as_deref(), Some("Entra"));
        assert_eq!(taken.len(), 2);
        assert_eq!(uses.waiting(), 0);
    }

    #[test]
    fn what_is_put_back_yields_to_what_is_newer() {
        let uses = Uses::default();
        uses.mark("a", Timestamp::MAX, None);
        let old = Use {
            at: Timestamp::UNIX_EPOCH,
            client: None,
        };
        uses.put_back("a".to_owned(), old);
        assert_eq!(uses.take()["a"].at, Timestamp::MAX);
    }
}
