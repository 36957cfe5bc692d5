//! The reference's tables of what holds name real tests: they can't go stale.

#![expect(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test ends by panicking"
)]

mod conformance;
mod events;
mod named;
mod requirements;
mod table;
