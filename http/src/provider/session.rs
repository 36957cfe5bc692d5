//! An authenticated request and its budget.

use std::{num::NonZeroU32, sync::Arc};

use scim::{Leniency, schema::Catalog};

use super::{Exchange, Failure};

/// One authenticated request: its tenant, its token and one snapshot of the store, taken at
/// authentication.
pub trait Session: Send + Sync {
    /// For the access log.
    fn tenant_id(&self) -> String;

    /// The public part of the token, for the access log.
    fn token_id(&self) -> &str;

    /// Which tolerances the tenant has.
    fn leniency(&self) -> Leniency;

    /// The resource types that the tenant has.
    fn catalog(&self) -> &Arc<Catalog>;

    /// Whether no two groups of the tenant may have one name.
    fn unique_group_names(&self) -> bool;

    /// The rate limiter. [`Class::Loss`] is never limited first (P14).
    fn admit(&self, class: Class) -> Result<(), Failure>;

    /// Whether somebody watches the calls of the tenant as they come.
    fn is_watched(&self) -> bool;

    /// Shows a call to those who watch.
    fn show(&self, exchange: Exchange);

    /// As [`Self::admit`], for so many calls of any class at once, or for none of them.
    fn admit_all(&self, calls: NonZeroU32) -> Result<(), Failure>;
}

/// What a call costs and how urgent it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// Changes nothing.
    Read,
    /// Changes something.
    Write,
    /// Takes access away: a removal or a deactivation.
    Loss,
}
