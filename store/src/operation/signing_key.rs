//! The store's signing key, made once.

use super::{Operation, Refusal, RunError};
use crate::{error::EngineError, key, overlay::Overlay, reader, record::SigningKey};

/// Keeps a random key unless there is one already, and says which one is kept. It belongs to no
/// tenant, so it is submitted for [`key::SYSTEM`], and leaves no activity entry.
#[derive(Debug, Clone)]
pub struct KeepSigningKey {
    /// A new key.
    pub key: SigningKey,
}

impl Operation for KeepSigningKey {
    type Output = SigningKey;

    fn run(&self, tx: &mut Overlay<'_>) -> Result<Self::Output, RunError> {
        if let Some(kept) = reader::signing_key::kept(tx)? {
            return Ok(kept);
        }
        tx.put(key::signing_key(), self.key.encode());
        Ok(self.key.clone())
    }

    fn record_refusal(&self, _: &Refusal, _: &mut Overlay<'_>) -> Result<(), EngineError> {
        // It refuses nothing.
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::memory::MemoryEngine;
    use crate::engine::{Engine, Rows};

    #[test]
    fn the_first_key_stays() {
        let engine = MemoryEngine::new();
        let snapshot = engine.snapshot().unwrap();
        assert_eq!(reader::signing_key::kept(&*snapshot).unwrap(), None);

        let mut tx = Overlay::new(&*snapshot as &dyn Rows);
        let keep = |byte| KeepSigningKey {
            key: SigningKey::new([byte; 32]),
        };
        let first = keep(1).run(&mut tx).unwrap();
        assert_eq!(keep(2).run(&mut tx).unwrap(), first);
        assert_eq!(reader::signing_key::kept(&tx).unwrap(), Some(first));
        assert_eq!(tx.into_changes().len(), 1);
    }
}
