//! `config.toml` as validated types, with errors that point at the place.
//!
//! Every key has a default, so an empty file is a valid one. A file is refused as a whole for its
//! first mistake: a typing error must never leave half of a configuration in force.

mod address;
mod admin;
mod bytes;
mod count;
mod document;
mod duration;
mod error;
mod finding;
mod limits;
mod listener;
mod log;
mod mode;
mod oauth;
mod place;
mod rates;
mod restart;
mod server;
mod socket_path;
mod store;
mod suggestion;
mod tenants;
mod text;
mod url;

use std::{fs, path::Path};

pub use admin::Admin;
pub use error::Error;
pub use finding::Finding;
pub use limits::Limits;
pub use listener::{Listener, Tls, is_loopback};
pub use log::{Log, LogFormat};
pub use oauth::{Issuer, KeySource, OAuth};
pub use rates::{Rate, Rates};
pub use server::Server;
pub use store::{Recovery, Store};
pub use tenants::Tenants;

use document::Document;

/// Everything that `config.toml` says, checked. Field names are the file's keys; only the
/// `[[listener]]` entries are called by their plural here.
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    /// The daemon as a whole.
    pub server: Server,
    /// Where SCIM is served; never empty.
    pub listeners: Vec<Listener>,
    /// Where the operator's verbs reach the daemon.
    pub admin: Admin,
    /// The embedded database.
    pub store: Store,
    /// What one connection or request may take.
    pub limits: Limits,
    /// How often clients may ask.
    pub rates: Rates,
    /// Access tokens.
    pub oauth: OAuth,
    /// How tenants live in memory.
    pub tenants: Tenants,
    /// What is logged and how.
    pub log: Log,
}

impl Settings {
    /// Reads and checks the file at `path`.
    ///
    /// # Errors
    /// [`Error::Read`] if the file cannot be read as text, else as [`Settings::parse`].
    pub fn read(path: &Path) -> Result<Self, Error> {
        let text = fs::read_to_string(path).map_err(|source| Error::Read {
            path: path.to_owned(),
            source,
        })?;
        Self::parse(&text, &path.to_string_lossy())
    }

    /// Checks the text of a file that messages call `name`.
    ///
    /// # Errors
    /// [`Error::Invalid`] with the first mistake: its line and column, what is wrong, what to do.
    pub fn parse(text: &str, name: &str) -> Result<Self, Error> {
        Document::parse(text)
            .map_err(|mistake| Error::Invalid(Box::new(Finding::new(mistake, text, name))))
    }

    /// Every key with the value in force, as the text of a configuration file.
    ///
    /// # Errors
    /// [`Error::Unwritable`] if a value has no TOML form, such as a path that is not UTF-8.
    pub fn to_toml(&self) -> Result<String, Error> {
        toml::to_string(&Document::from(self)).map_err(|source| Error::Unwritable { source })
    }

    /// The keys that differ from `newer` and that a reload cannot change, e.g. `store.path`.
    pub fn needs_restart(&self, newer: &Self) -> Vec<&'static str> {
        restart::changed(self, newer)
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            server: Server::default(),
            listeners: vec![Listener::default()],
            admin: Admin::default(),
            store: Store::default(),
            limits: Limits::default(),
            rates: Rates::default(),
            oauth: OAuth::default(),
            tenants: Tenants::default(),
            log: Log::default(),
        }
    }
}

#[cfg(test)]
mod tests;
