//! What outlasts a restart: an ordered, tenant-scoped transaction, its engines, and the records
//! above it.
//!
//! From the bottom up: [`engine`] keeps ordered rows in durable transactions, [`overlay`] holds one
//! operation's writes back until it has succeeded, [`writer`] commits many operations at once and
//! then answers them, and the records are written once above all of that.

pub mod engine;
pub mod error;
mod format;
pub mod key;
pub mod operation;
pub mod overlay;
pub mod plan;
pub mod reader;
pub mod record;
pub mod writer;
