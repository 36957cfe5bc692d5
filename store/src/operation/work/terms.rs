//! How a tenant wants bodies to be taken.

use roster::{Replace, Tenant, UnknownMembers};
use scim::{Leniency, Resource, ScimError, resource::Incoming, schema::ResourceSchema};

/// The switches that operations read, strict mode considered.
#[derive(Debug, Clone, Copy)]
pub(in crate::operation) struct Terms {
    pub(in crate::operation) leniency: Leniency,
    pub(in crate::operation) unknown_members: UnknownMembers,
    replace: Replace,
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
            replace: practice.replace,
        }
    }

    /// What a PUT makes of `old` (RFC 7644 §3.5.1).
    pub(in crate::operation) fn replaced(
        self,
        old: &Resource,
        incoming: &Incoming,
        schema: &ResourceSchema,
    ) -> Result<Resource, ScimError> {
        match self.replace {
            Replace::Clear => incoming.clearing(old, schema)?.replacing(old, schema),
            Replace::Keep => incoming.keeping(old, schema)?.replacing(old, schema),
        }
    }
}
