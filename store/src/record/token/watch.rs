//! What is known of a token's use, beside its last one. It is a row of its own: every request reads the
//! token's, and none needs this.

use jiff::Timestamp;
use roster::silence::{Rhythm, silent_from, unused_from};
use serde::{Deserialize, Serialize};

use super::TokenRecord;
use crate::error::EngineError;

const KIND: &str = "token watch";

/// One for each token, also when that has ended.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TokenWatch {
    /// How often it calls; none before its first call.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rhythm: Option<Rhythm>,
    /// Its last call, since it was told to be silent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub silent_since: Option<Timestamp>,
    /// Its last call, or when it was made, since it was told to be unused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unused_since: Option<Timestamp>,
    /// When it is looked at. That may be before there is anything to see: a use moves it only nearer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub look_at: Option<Timestamp>,
}

impl TokenWatch {
    /// Whether the token is one to warn of.
    pub fn warns(&self) -> bool {
        self.silent_since.is_some() || self.unused_since.is_some()
    }

    /// From when on the token counts as silent, unless it does already.
    pub(crate) fn silent_from(
        &self,
        last_call: Option<Timestamp>,
        listening_since: Timestamp,
    ) -> Option<Timestamp> {
        if self.silent_since.is_some() {
            return None;
        }
        silent_from(self.rhythm.as_ref()?, last_call?, listening_since)
    }

    /// From when on the token counts as unused, unless it does already.
    pub(crate) fn unused_from(
        &self,
        token: &TokenRecord,
        last_call: Option<Timestamp>,
    ) -> Option<Timestamp> {
        let is_told = self.unused_since.is_some();
        (!is_told).then(|| unused_from(token.created_at, last_call))
    }

    /// When there may be something new to see of an active token.
    pub(crate) fn next_look(
        &self,
        token: &TokenRecord,
        last_call: Option<Timestamp>,
        listening_since: Timestamp,
    ) -> Option<Timestamp> {
        let silent = self.silent_from(last_call, listening_since);
        // Nobody is warned of a token that has expired.
        let expires = token.expires_at.filter(|_| self.warns());
        let unused = self.unused_from(token, last_call);
        silent.into_iter().chain(unused).chain(expires).min()
    }

    /// What is left when the token is revoked or has expired: nobody waits for it any more.
    pub(crate) fn end(&mut self) {
        self.silent_since = None;
        self.unused_since = None;
        self.look_at = None;
    }

    pub(crate) fn decode(value: &[u8]) -> Result<Self, EngineError> {
        crate::record::decode(KIND, value)
    }

    pub(crate) fn encode(&self) -> Result<Vec<u8>, EngineError> {
        crate::record::encode(KIND, self)
    }
}
