//! Who does the work: the supervision tree. The only crate that knows ractor.

mod administration;
pub mod app;
pub mod clock;
mod context;
mod credential;
mod directory;
mod faults;
mod generation;
mod group_mapping;
pub mod ids;
mod listeners;
mod mailbox;
mod notes;
mod oauth;
mod permit;
mod provider;
mod rates;
mod reply;
mod root;
mod scheduler;
mod seeds;
mod submission;
mod supervision;
mod sweep;
mod tenant;
mod tenants;
#[cfg(test)]
mod testing;
mod token;
mod turns;
mod wake_up;
mod watch;
mod write;

pub use app::Daemon;
pub use listeners::BindError;
