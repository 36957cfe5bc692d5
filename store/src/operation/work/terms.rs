//! How a tenant wants bodies to be taken.

use roster::{Tenant, UnknownMembers};
use scim::Leniency;

/// The switches that operations read, strict mode considered.
#[derive(Debug, Clone, Copy)]
pub(in crate::operation) struct Terms {
    pub(in crate::operation) leniency: Leniency,
    pub(in crate::operation) unknown_members: UnknownMembers,
}

impl Terms {
    pub(in crate::operation) fn of(tenant: &Tenant) -> Self {
        let Tenant {
            strict, practice, ..
        } = *tenant;
        Self {
            leniency: Leniency { strict },
            unknown_members: if strict {
                UnknownMembers::Fail
            } else {
                practice.unknown_members
            },
        }
    }
}
