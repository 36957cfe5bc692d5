//! The file's own shape, and the way from it to [`Settings`].

use serde::{Deserialize, Serialize};
use toml::de::DeTable;

use crate::{
    Admin, Limits, Listener, Log, Rates, Server, Settings, Store, Tenants,
    finding::Mistake,
    listener::{self, Entry},
    oauth,
    place::{Place, Refusal},
};

/// One field per table of the file.
#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields, expecting = "a table")]
pub(crate) struct Document {
    server: Server,
    listener: Vec<Entry>,
    admin: Admin,
    store: Store,
    limits: Limits,
    rates: Rates,
    oauth: oauth::Table,
    tenants: Tenants,
    log: Log,
}

impl Document {
    /// What the text says, checked key by key and then across keys.
    pub(crate) fn parse(text: &str) -> Result<Settings, Mistake> {
        let document: Self = toml::from_str(text).map_err(Mistake::from)?;
        document.check().map_err(|refusal| {
            // The same text has just been parsed, so a failure here cannot be; without places the
            // refusal is still told, only not pointed at.
            let span = DeTable::parse(text)
                .ok()
                .and_then(|table| refusal.span(table.get_ref()));
            Mistake::refused(&refusal, span)
        })
    }

    fn check(self) -> Result<Settings, Refusal> {
        self.server.check()?;
        self.admin.check()?;
        self.limits.check()?;
        self.log.check()?;
        let listeners = listener::check(self.listener)?;
        let admin_is_listener = |listener: &Listener| matches!(listener, Listener::Unix { path, .. } if *path == self.admin.socket);
        if let Some(index) = listeners.iter().position(admin_is_listener) {
            return Err(Refusal::new(
                Place::listener(index, "path"),
                "this is the socket of the admin interface",
                "give one of the two another path: `admin.socket` must not serve SCIM",
            ));
        }
        Ok(Settings {
            server: self.server,
            listeners,
            admin: self.admin,
            store: self.store,
            limits: self.limits,
            rates: self.rates,
            oauth: self.oauth.check()?,
            tenants: self.tenants,
            log: self.log,
        })
    }
}

impl From<&Settings> for Document {
    fn from(settings: &Settings) -> Self {
        Self {
            server: settings.server.clone(),
            listener: settings.listeners.iter().map(Entry::from).collect(),
            admin: settings.admin.clone(),
            store: settings.store.clone(),
            limits: settings.limits.clone(),
            rates: settings.rates.clone(),
            oauth: oauth::Table::from(&settings.oauth),
            tenants: settings.tenants.clone(),
            log: settings.log.clone(),
        }
    }
}
