//! Which keys a reload refuses.

use std::path::PathBuf;

use crate::{Recovery, Settings, restart};

#[test]
fn equal_settings_need_no_restart() {
    assert!(
        Settings::default()
            .needs_restart(&Settings::default())
            .is_empty()
    );
}

#[test]
fn each_key_that_needs_a_restart_is_named() {
    let running = Settings::default();
    let mut newer = running.clone();
    newer.admin.socket = PathBuf::from("/tmp/other.sock");
    newer.admin.mode = 0o600;
    newer.store.path = PathBuf::from("/srv/rosterd");
    newer.store.cache_bytes += 1;
    newer.store.recovery = Recovery::Lean;
    newer.store.batch += 1;
    newer.store.queue += 1;
    newer.log.format = crate::LogFormat::Json;
    assert_eq!(
        running.needs_restart(&newer),
        restart::keys().collect::<Vec<_>>()
    );
}

#[test]
fn what_a_reload_applies_needs_no_restart() {
    let running = Settings::default();
    let mut newer = running.clone();
    newer.listeners.clear();
    newer.log.level = String::from("debug");
    newer.limits.connections = 1;
    newer.rates.enabled = false;
    newer.oauth.access_token *= 2;
    assert!(running.needs_restart(&newer).is_empty());
}
