//! What an entry knows of a person is stored under a key of that person (P16): who drops the key erases
//! it in all entries at once, and no hash of the chain changes.

use roster::TenantId;
use serde::{Deserialize, Serialize};

use super::{
    Changes, Entry, EntryNote, PersonKey, Subject,
    sealed::{Seal, Sealed},
};
use crate::error::EngineError;

const KIND: &str = "sealed entry";

/// What is sealed of an entry.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
struct Personal {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    email: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    detail: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    notes: Vec<EntryNote>,
    #[serde(default, skip_serializing_if = "Changes::is_empty")]
    changes: Changes,
}

impl Entry {
    /// Whether it says anything of a person that ids do not.
    pub(crate) fn is_personal(&self) -> bool {
        match &self.who {
            Some(Subject::Person { name, email, .. }) => {
                name.is_some()
                    || email.is_some()
                    || self.error.is_some()
                    || !self.changes.is_empty()
            }
            _ => false,
        }
    }

    /// Puts what it says of the person under their key.
    pub(crate) fn seal(&mut self, tenant: TenantId, seal: &Seal<'_>) -> Result<(), EngineError> {
        let mut personal = Personal {
            detail: self
                .error
                .as_mut()
                .map(|error| std::mem::take(&mut error.detail)),
            reason: self.reason.take(),
            notes: std::mem::take(&mut self.notes),
            changes: std::mem::take(&mut self.changes),
            ..Personal::default()
        };
        if let Some(Subject::Person { name, email, .. }) = &mut self.who {
            (personal.name, personal.email) = (name.take(), email.take());
        }
        self.sealed = Some(Sealed::new(seal, bound(tenant, self.seq), KIND, &personal)?);
        Ok(())
    }

    /// Puts it back in its places; or says that the person was erased.
    pub(crate) fn open(
        &mut self,
        tenant: TenantId,
        sealed: &Sealed,
        key: &PersonKey,
    ) -> Result<(), EngineError> {
        self.sealed = None;
        let PersonKey::Kept(key) = key else {
            self.erased = true;
            return Ok(());
        };
        let personal: Personal = sealed.open(key, bound(tenant, self.seq), KIND)?;
        if let Some(Subject::Person { name, email, .. }) = &mut self.who {
            (*name, *email) = (personal.name, personal.email);
        }
        if let (Some(error), Some(detail)) = (&mut self.error, personal.detail) {
            error.detail = detail;
        }
        self.reason = personal.reason;
        self.notes = personal.notes;
        self.changes = personal.changes;
        Ok(())
    }
}

/// A sealed text is good for one entry of one tenant.
fn bound(tenant: TenantId, sequence: u64) -> Vec<u8> {
    [tenant.0.as_bytes().as_slice(), &sequence.to_be_bytes()].concat()
}
