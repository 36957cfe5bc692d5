//! What tests of several modules begin with.

use crate::{GraceDays, Practice, Settings, SingleSignOn, Tenant, TenantId, TenantKind};

/// An account of which nothing was set.
pub(crate) fn tenant(kind: TenantKind) -> Tenant {
    Tenant {
        id: TenantId(uuid::Uuid::from_u128(1)),
        name: "Acme".to_owned(),
        kind,
        sso: SingleSignOn::DEFAULT,
        grace_days: GraceDays::DEFAULT,
        strict: false,
        practice: Practice::default(),
        settings: Settings::default(),
        declarations: 0,
        created_at: jiff::Timestamp::UNIX_EPOCH,
    }
}
