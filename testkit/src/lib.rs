//! What tests stand on: the daemon as a process or within the test, a plain SCIM client, an issuer
//! of assertions, a disk that does as it is told. Never part of a release: everything here panics
//! when the world is not as a test needs it.
#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::missing_panics_doc,
    clippy::panic,
    reason = "a test kit fails the test that uses it"
)]

mod client;
pub mod fault_disk;
mod in_process;
pub mod issuer;
mod key_server;
mod process;

pub use client::{Answer, Client};
pub use in_process::InProcess;
pub use key_server::KeyServer;
pub use process::Process;
pub use rosterd_http::admin::NewTenant;
