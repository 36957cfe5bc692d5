//! `[oauth]`: access tokens, and whose assertions they are made for.

mod issuer;

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::place::{Place, Refusal};

pub use issuer::{Issuer, KeySource};

/// What Entra ID asks of the life of access tokens.
const SHORTEST: Duration = Duration::from_hours(1);
const LONGEST: Duration = Duration::from_hours(6);

/// `[oauth]`: access tokens, and whose assertions they are made for.
#[derive(Debug, Clone, PartialEq)]
pub struct OAuth {
    /// How long an access token lives, unless its credential ends before.
    pub access_token: Duration,
    /// Whose assertions are believed. None: federated credentials open nothing.
    pub issuers: Vec<Issuer>,
}

impl Default for OAuth {
    fn default() -> Self {
        Self {
            access_token: SHORTEST,
            issuers: Vec::new(),
        }
    }
}

impl OAuth {
    /// The entry that an issuer falls under; the first one counts.
    pub fn issuer(&self, issuer: &str) -> Option<&Issuer> {
        self.issuers.iter().find(|entry| entry.covers(issuer))
    }
}

/// `[oauth]` as written.
#[derive(Debug, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields, expecting = "a table")]
pub(crate) struct Table {
    #[serde(with = "crate::duration::positive")]
    access_token: Duration,
    issuers: Vec<issuer::Entry>,
}

impl Default for Table {
    fn default() -> Self {
        Self::from(&OAuth::default())
    }
}

impl Table {
    pub(crate) fn check(self) -> Result<OAuth, Refusal> {
        if !(SHORTEST..=LONGEST).contains(&self.access_token) {
            return Err(Refusal::new(
                Place::key("oauth", "access_token"),
                "an access token lives for one hour at the least and six at the most",
                "give a duration from \"1h\" to \"6h\"",
            ));
        }
        let issuers = self.issuers.into_iter().enumerate();
        Ok(OAuth {
            access_token: self.access_token,
            issuers: issuers
                .map(|(index, entry)| entry.check(index))
                .collect::<Result<_, _>>()?,
        })
    }
}

impl From<&OAuth> for Table {
    fn from(oauth: &OAuth) -> Self {
        Self {
            access_token: oauth.access_token,
            issuers: oauth.issuers.iter().map(issuer::Entry::from).collect(),
        }
    }
}
