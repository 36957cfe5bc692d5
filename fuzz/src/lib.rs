//! What must hold for any bytes at all, one module for each kind of input.
//!
//! Each `check` panics when it does not hold. `targets/` searches for such bytes, and
//! `tests/seeds.rs` tries those that are kept in `seeds/`: where a search begins, and what one has
//! found.
#![expect(
    clippy::expect_used,
    clippy::missing_panics_doc,
    clippy::panic,
    reason = "a panic is how a finding is told"
)]

pub mod filter;
pub mod json;
#[cfg(feature = "operations")]
pub mod operations;
pub mod patch;
pub mod path;
mod sample;

/// Both ways to read what a client sends.
const BOTH: [scim::Leniency; 2] = [scim::Leniency::lenient(), scim::Leniency::strict()];
