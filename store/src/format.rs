//! The schema version row: which release may read these rows.

use crate::{
    engine::Engine,
    error::{CommitError, EngineError},
};

/// The format this release writes, and the newest it reads. It grows when a row changes in a way
/// that an older release would misread.
const VERSION: u32 = 3;

/// The oldest this release reads. Format 1 had a history without hashes, format 2 events without
/// numbers; neither was ever released.
const OLDEST: u32 = 3;

/// Before every tenant's rows: the nil tenant, which no tenant has, and a kind of its own.
const KEY: [u8; 17] = [0; 17];

/// Refuses rows of a format that this release does not read, and stamps a new store.
pub(crate) fn check(engine: &dyn Engine) -> Result<(), EngineError> {
    match read(engine)? {
        Some(found) if found > VERSION => Err(EngineError::NewerFormat {
            found,
            known: VERSION,
        }),
        Some(found) if found < OLDEST => Err(EngineError::OlderFormat {
            found,
            known: OLDEST,
        }),
        Some(VERSION) => Ok(()),
        Some(_) | None => stamp(engine),
    }
}

/// Writes the row. Writing it over itself is how the writer finds out that commits work again.
pub(crate) fn stamp(engine: &dyn Engine) -> Result<(), EngineError> {
    engine
        .commit(&mut |transaction| transaction.put(&KEY, VERSION.to_string().as_bytes()))
        .map_err(CommitError::into_engine_error)
}

/// What the row says, if it is there.
pub(crate) fn read(engine: &dyn Engine) -> Result<Option<u32>, EngineError> {
    let Some(row) = engine.snapshot()?.get(&KEY)? else {
        return Ok(None);
    };
    serde_json::from_slice(&row)
        .map(Some)
        .map_err(|source| EngineError::Undecodable {
            kind: "schema version",
            source,
        })
}

#[cfg(test)]
mod tests;
