//! Who joins a group and who leaves it, in one change.

use roster::TenantId;
use uuid::Uuid;

use crate::{
    engine::Rows,
    error::EngineError,
    operation::{group::link, work::Work},
    reader::membership::{member, who},
};

/// Somebody who is to be a member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Joining {
    /// Of the user or group.
    pub id: Uuid,
    /// What the directory calls them in this group, where it is not their name.
    pub display: Option<String>,
}

/// By their ids, each at most once and by age.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Difference {
    /// Who are no members.
    pub added: Vec<Joining>,
    /// Who are.
    pub removed: Vec<Uuid>,
}

impl Difference {
    /// How many members differ.
    pub fn len(&self) -> usize {
        self.added.len() + self.removed.len()
    }

    /// Nobody joins and nobody leaves.
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.removed.is_empty()
    }

    /// In parts of at most so many members.
    pub fn parts(&self, most: usize) -> impl Iterator<Item = Self> {
        let added = self.added.chunks(most).map(|joining| Self {
            added: joining.to_vec(),
            removed: Vec::new(),
        });
        let removed = self.removed.chunks(most).map(|ids| Self {
            added: Vec::new(),
            removed: ids.to_vec(),
        });
        added.chain(removed)
    }

    /// What is left of it where others may have been deleted since it was worked out.
    pub(in crate::operation::group) fn still(
        &self,
        rows: &dyn Rows,
        tenant: TenantId,
        group: Uuid,
    ) -> Result<Self, EngineError> {
        let mut still = Self::default();
        for joining in &self.added {
            let id = joining.id;
            if member(rows, tenant, group, id)?.is_none() && who(rows, tenant, id)?.is_some() {
                still.added.push(joining.clone());
            }
        }
        for id in &self.removed {
            if member(rows, tenant, group, *id)?.is_some() {
                still.removed.push(*id);
            }
        }
        Ok(still)
    }

    /// Two rows for each, one from either side.
    pub(in crate::operation::group) fn write(
        &self,
        work: &mut Work<'_, '_>,
        group: Uuid,
    ) -> Result<(), EngineError> {
        for Joining { id, display } in &self.added {
            if let Some(member) = who(work.tx, work.tenant_id(), *id)? {
                link::join(work, group, &member, display.as_deref(), None)?;
            }
        }
        for id in &self.removed {
            link::leave(work, group, *id)?;
        }
        Ok(())
    }
}
