//! Records: what the values under the keys say.
//!
//! Values are JSON. A resource's row is one line of our own (versions, counts, links), then the body
//! as it is served, so that a read is the copy of a slice.

mod acknowledgement;
pub mod activity;
mod class;
mod commit;
pub mod counters;
mod departures;
pub mod group;
mod hold;
mod job;
pub(crate) mod lines;
pub mod mapping;
pub mod person;
pub mod resource;
pub mod signing_key;
pub(crate) mod standing;
pub mod stored;
pub mod token;
pub(crate) mod unique;
pub mod user;

use std::collections::BTreeMap;

use serde::{Serialize, de::DeserializeOwned, de::Error as _};
use uuid::Uuid;

use crate::error::EngineError;

pub use acknowledgement::Acknowledgement;
pub use activity::Entry;
pub use class::ClassRecord;
pub use commit::{Commit, Entered};
pub use counters::Counters;
pub use departures::Departures;
pub use group::GroupRecord;
pub use hold::{Emptied, HoldDecision, HoldRecord};
pub use job::{JobRecord, Task};
pub use mapping::MappingRecord;
pub use person::{Departure, PersonRecord};
pub use resource::ResourceRecord;
pub use signing_key::{DerivedKey, SigningKey};
pub use token::TokenRecord;
pub use user::UserRecord;

/// The rows by which a record is found, key → value.
pub(crate) type IndexRows = BTreeMap<Vec<u8>, Vec<u8>>;

/// An id as the wire writes it. Any other spelling names nothing: `id` compares exactly
/// (RFC 7643 §3.1).
pub fn parse_id(text: &str) -> Option<Uuid> {
    let id = Uuid::try_parse(text).ok()?;
    let mut buffer = Uuid::encode_buffer();
    (id.hyphenated().encode_lower(&mut buffer) == text).then_some(id)
}

/// Two digits a byte.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut hex, byte| {
            for digit in [byte >> 4, byte & 0xf] {
                hex.extend(char::from_digit(digit.into(), 16));
            }
            hex
        })
}

/// Reads a value; `kind` is for the log.
pub(crate) fn decode<T: DeserializeOwned>(
    kind: &'static str,
    value: &[u8],
) -> Result<T, EngineError> {
    serde_json::from_slice(value).map_err(|source| undecodable(kind, source))
}

/// Writes a value; `kind` is for the log.
pub(crate) fn encode<T: Serialize>(kind: &'static str, record: &T) -> Result<Vec<u8>, EngineError> {
    serde_json::to_vec(record).map_err(|source| undecodable(kind, source))
}

/// A row that says something, but not what its kind must say.
pub(crate) fn broken(kind: &'static str, what: &str) -> EngineError {
    undecodable(kind, serde_json::Error::custom(what))
}

/// The id that an index row holds.
pub(crate) fn decode_id(kind: &'static str, value: &[u8]) -> Result<Uuid, EngineError> {
    Uuid::from_slice(value).map_err(|_| broken(kind, "an id has 16 bytes"))
}

fn undecodable(kind: &'static str, source: serde_json::Error) -> EngineError {
    EngineError::Undecodable { kind, source }
}
