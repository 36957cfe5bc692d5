//! What is looked up once for a schema and not for each request.

use super::{Attribute, Mutability, Returned};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Summary {
    /// Nothing that is stored is returned only on request, or never.
    pub(super) answered_whole: bool,
    /// Something can be set only once.
    pub(super) has_immutables: bool,
}

impl Summary {
    pub(super) fn of(attributes: &[Attribute]) -> Self {
        let parts = || attributes.iter().flat_map(|one| &one.sub_attributes);
        let immutable = |one: &Attribute| one.mutability == Mutability::Immutable;
        let withheld = attributes
            .iter()
            // A password is not stored.
            .filter(|one| !one.is_password())
            .chain(parts())
            .any(|one| matches!(one.returned, Returned::Request | Returned::Never));
        Self {
            answered_whole: !withheld,
            has_immutables: attributes.iter().chain(parts()).any(immutable),
        }
    }
}
