//! A request and its answer, for somebody who watches (I8).

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What people's data is in it is left out: of texts only the length is shown, but for words of the
/// protocol, ids and the sentence of an error.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Exchange {
    /// What client and log have: see [`super::RequestFacts`].
    pub request_id: String,
    /// The public part of the token.
    pub token_id: String,
    /// `User-Agent`.
    pub client: Option<String>,
    /// E.g. `PATCH`.
    pub method: String,
    /// The URL that was asked for, with the texts of filters left out.
    pub url: String,
    /// The body; null if there was none.
    pub body: Value,
    /// The status of the answer.
    pub status: u16,
    /// Its body; null if there was none, or if it was sent in pieces.
    pub answer: Value,
    /// How long it took, in microseconds.
    pub micros: u64,
}
