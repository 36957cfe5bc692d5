//! Operations: values that run against an overlay, and can be run again.
//!
//! One file per operation. Every operation that is called by a token checks inside its run that the
//! token still opens the door (R48), and every one leaves its activity entry in the same commit as
//! its change, or none (P7).
//!
//! To learn without a commit whether an operation would change anything, run it on an [`Overlay`]
//! over a snapshot and drop the overlay.

pub mod activity;
mod call;
pub mod declare;
pub mod disconnect;
mod due;
pub mod group;
mod index;
pub mod job;
pub mod mapping;
pub mod member;
mod membership;
mod outcome;
mod precondition;
mod refusal;
pub mod resource;
mod seed;
pub mod signing_key;
pub mod tenant;
pub mod token;
mod unique;
pub mod user;
mod work;

use crate::{error::EngineError, overlay::Overlay};

pub use call::Call;
pub use outcome::{Deleted, Written};
pub use refusal::{Managed, Refusal};
pub use seed::Seed;

/// Something that may change rows.
pub trait Operation: Send + 'static {
    /// What its caller is told.
    type Output: Send + 'static;

    /// True for an operation that may write a row of a token or a tenant, but never what lets a
    /// request in: what others remember of those rows stays good.
    const KEEPS_ACCESS: bool = false;

    /// Reads and writes through the overlay only; no clock, no new ids: both are fields of the
    /// operation.
    fn run(&self, tx: &mut Overlay<'_>) -> Result<Self::Output, RunError>;

    /// Called on a fresh overlay after `run` refused: writes the activity entry of the refusal,
    /// nothing else.
    fn record_refusal(&self, refusal: &Refusal, tx: &mut Overlay<'_>) -> Result<(), EngineError>;
}

/// Why a run gave no output.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// The operation says no.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The store can't say.
    #[error(transparent)]
    Engine(#[from] EngineError),
}

impl From<scim::ScimError> for RunError {
    fn from(error: scim::ScimError) -> Self {
        Self::Refused(Refusal::Scim(error))
    }
}
