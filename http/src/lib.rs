//! Requests to typed calls and back: SCIM routes, admin routes, limits, problems.
//!
//! Knows no actors: it calls the traits [`provider::Provider`], [`oauth::Authority`] and
//! [`admin::Administration`]. [`connection::serve`] takes one accepted connection and a
//! [`service::Service`], of which a daemon has two: [`Public`], which is [`Scim`] and [`OAuth`], and
//! [`AdminApi`].

mod access_log;
pub mod admin;
pub mod answer;
mod body;
pub mod connection;
mod fault;
mod media_type;
pub mod oauth;
mod operation;
mod options;
mod percent;
mod protocol;
pub mod provider;
mod public;
mod request_id;
pub mod service;
mod unreadable;

pub use admin::AdminApi;
pub use oauth::OAuth;
pub use options::HttpOptions;
pub use protocol::Scim;
pub use public::Public;
pub use request_id::RequestIds;
