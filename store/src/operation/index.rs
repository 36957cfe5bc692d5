//! Index rows follow what they index, and are only written where they differ.

use crate::{overlay::Overlay, record::IndexRows};

/// Makes the rows of `old` those of `new`.
pub(super) fn write(tx: &mut Overlay<'_>, old: &IndexRows, new: IndexRows) {
    for key in old.keys().filter(|key| !new.contains_key(*key)) {
        tx.delete(key.clone());
    }
    for (key, value) in new {
        if old.get(&key) != Some(&value) {
            tx.put(key, value);
        }
    }
}

/// As [`write`], for rows that say everything in their key.
pub(super) fn write_keys(tx: &mut Overlay<'_>, old: &[Vec<u8>], new: &[Vec<u8>]) {
    for key in old.iter().filter(|key| !new.contains(key)) {
        tx.delete(key.clone());
    }
    for key in new.iter().filter(|key| !old.contains(key)) {
        tx.put(key.clone(), Vec::new());
    }
}
