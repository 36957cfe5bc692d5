//! The store's signing key.

use crate::{engine::Rows, error::EngineError, key, record::SigningKey};

/// None in a store that was never started with one: see
/// [`crate::operation::signing_key::KeepSigningKey`].
pub fn kept(rows: &dyn Rows) -> Result<Option<SigningKey>, EngineError> {
    match rows.get(&key::signing_key())? {
        Some(value) => SigningKey::decode(&value).map(Some),
        None => Ok(None),
    }
}
