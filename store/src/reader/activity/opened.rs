//! Entries with what their persons' keys open.

use std::collections::HashMap;

use roster::TenantId;
use uuid::Uuid;

use crate::{
    engine::Rows,
    error::EngineError,
    key,
    record::{
        activity::{Entry, PersonKey, decode},
        broken,
    },
};

/// The key of a person, if there ever was one.
pub(crate) fn person_key(
    rows: &dyn Rows,
    tenant: TenantId,
    id: Uuid,
) -> Result<Option<PersonKey>, EngineError> {
    match rows.get(&key::person_key(tenant, id))? {
        Some(value) => PersonKey::decode(&value).map(Some),
        None => Ok(None),
    }
}

/// Reads entries one behind the other. Each key is read once.
pub(in crate::reader) struct Opener<'r> {
    rows: &'r dyn Rows,
    tenant: TenantId,
    keys: HashMap<Uuid, PersonKey>,
}

impl<'r> Opener<'r> {
    pub(in crate::reader) fn new(rows: &'r dyn Rows, tenant: TenantId) -> Self {
        Self {
            rows,
            tenant,
            keys: HashMap::new(),
        }
    }

    /// The entry of a row.
    pub(super) fn read(&mut self, value: &[u8]) -> Result<Entry, EngineError> {
        Ok(self.read_with_key(value)?.0)
    }

    /// The entry of a row, and whose key it was under. What events tell of members is left out.
    pub(super) fn read_with_key(
        &mut self,
        value: &[u8],
    ) -> Result<(Entry, Option<Uuid>), EngineError> {
        let mut entry = decode(value)?;
        for event in &mut entry.events {
            event.members.clear();
        }
        self.open(entry)
    }

    pub(in crate::reader) fn open(
        &mut self,
        mut entry: Entry,
    ) -> Result<(Entry, Option<Uuid>), EngineError> {
        let Some(sealed) = entry.sealed.take() else {
            return Ok((entry, None));
        };
        let key = self.key(sealed.key)?;
        entry.open(self.tenant, &sealed, &key)?;
        Ok((entry, Some(sealed.key)))
    }

    pub(in crate::reader) fn key(&mut self, id: Uuid) -> Result<PersonKey, EngineError> {
        if let Some(key) = self.keys.get(&id) {
            return Ok(key.clone());
        }
        let key = person_key(self.rows, self.tenant, id)?
            .ok_or_else(|| broken("sealed entry", "its key does not exist"))?;
        self.keys.insert(id, key.clone());
        Ok(key)
    }
}
