//! A member as an event tells of them: as they were when it happened, whatever has become of them
//! since, and sealed under their key like all that the history says of a person (P16).

use jiff::Timestamp;
use roster::{Grace, Member, Tenant, TenantId, sign_in::sign_in};
use serde::{Deserialize, Serialize};

use super::{
    PersonKey,
    sealed::{Seal, Sealed},
};
use crate::error::EngineError;

const KIND: &str = "told member";

/// All that an app needs to set its own member by, without a question back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// As they were.
    #[serde(flatten)]
    pub member: Member,
    /// Why they might not sign in, as the word of [`roster::sign_in::Denial`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub denial: Option<String>,
    /// When the membership was to end, of one that waited for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Timestamp>,
}

impl Told {
    pub(crate) fn of(member: Member, tenant: &Tenant) -> Self {
        let denial = sign_in(&member, &tenant.settings).err();
        let since = member.waits_since();
        Self {
            denial: denial.map(|denial| denial.as_str().to_owned()),
            due: since.and_then(|since| Grace::of(tenant).due(since)),
            member,
        }
    }

    /// `event` is the number of the event that tells of the member.
    pub(crate) fn seal(
        &self,
        tenant: TenantId,
        event: u64,
        seal: &Seal<'_>,
    ) -> Result<Sealed, EngineError> {
        Sealed::new(seal, bound(tenant, event), KIND, self)
    }

    /// None if the person was erased.
    pub(crate) fn open(
        sealed: &Sealed,
        tenant: TenantId,
        event: u64,
        key: &PersonKey,
    ) -> Result<Option<Self>, EngineError> {
        match key {
            PersonKey::Kept(key) => sealed.open(key, bound(tenant, event), KIND).map(Some),
            PersonKey::Erased => Ok(None),
        }
    }
}

/// A sealed text is good for one event of one tenant, and for no entry.
fn bound(tenant: TenantId, event: u64) -> Vec<u8> {
    [
        tenant.0.as_bytes().as_slice(),
        b"event",
        &event.to_be_bytes(),
    ]
    .concat()
}
