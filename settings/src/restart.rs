//! What a reload cannot change.

use crate::Settings;

/// Whether two settings differ in one key.
type Differs = fn(&Settings, &Settings) -> bool;

/// Keys whose value is built into something that lives as long as the process: the open store,
/// its writer thread, the admin socket, the log's formatter.
const KEYS: [(&str, Differs); 8] = [
    ("admin.socket", |a, b| a.admin.socket != b.admin.socket),
    ("admin.mode", |a, b| a.admin.mode != b.admin.mode),
    ("store.path", |a, b| a.store.path != b.store.path),
    ("store.cache_bytes", |a, b| {
        a.store.cache_bytes != b.store.cache_bytes
    }),
    ("store.recovery", |a, b| {
        a.store.recovery != b.store.recovery
    }),
    ("store.batch", |a, b| a.store.batch != b.store.batch),
    ("store.queue", |a, b| a.store.queue != b.store.queue),
    ("log.format", |a, b| a.log.format != b.log.format),
];

pub(crate) fn changed(running: &Settings, newer: &Settings) -> Vec<&'static str> {
    KEYS.iter()
        .filter(|(_, differs)| differs(running, newer))
        .map(|(key, _)| *key)
        .collect()
}

/// Every key that a reload cannot change.
#[cfg(test)]
pub(crate) fn keys() -> impl Iterator<Item = &'static str> {
    KEYS.iter().map(|(key, _)| *key)
}
