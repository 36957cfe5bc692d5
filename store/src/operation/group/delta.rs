//! What an operation does to the members: in rows of its own, or by making a large change count.

use roster::TenantId;
use serde_json::json;
use uuid::Uuid;

use super::{
    members::Difference,
    staged::{self, Staged},
};
use crate::{
    engine::Rows,
    error::EngineError,
    operation::{
        Refusal, RunError,
        work::{Draft, Work},
    },
    reader::membership::row,
    record::{
        activity::{EntryNote, Event},
        group::{StagedRecord, StagedState},
    },
};

/// What is known of a change of members before the operation runs, because to work it out inside
/// of the operation would hold up everybody else. Only for who has kept others from changing the
/// members meanwhile; the operation itself names none.
#[derive(Debug, Clone)]
pub struct Prepared {
    /// What it comes to.
    pub members: PreparedMembers,
    /// What was bent or ignored.
    pub notes: Vec<EntryNote>,
}

/// What a change of members comes to.
#[derive(Debug, Clone)]
pub enum PreparedMembers {
    /// These few.
    Known(Difference),
    /// Those whose rows are there already.
    Staged(Staged),
    /// It is refused.
    Refused(Refusal),
}

/// Who joins and who leaves.
pub(super) enum Delta {
    /// To be written.
    Rows(Difference),
    /// Written, and to be made to count.
    Staged {
        record: StagedRecord,
        /// The first of those who join and who leave.
        named: Difference,
    },
}

impl Prepared {
    /// As things are now.
    pub(super) fn resolve(
        &self,
        rows: &dyn Rows,
        tenant: TenantId,
        group: Uuid,
    ) -> Result<Delta, RunError> {
        match &self.members {
            PreparedMembers::Known(difference) => {
                Ok(Delta::Rows(difference.still(rows, tenant, group)?))
            }
            PreparedMembers::Staged(staged) => Ok(Delta::Staged {
                record: staged::pending(rows, tenant, group, staged.change)?,
                named: named(rows, tenant, group, &staged.named)?,
            }),
            PreparedMembers::Refused(refusal) => Err(refusal.clone().into()),
        }
    }
}

/// Without those who were deleted since their rows were written.
fn named(
    rows: &dyn Rows,
    tenant: TenantId,
    group: Uuid,
    first: &Difference,
) -> Result<Difference, EngineError> {
    let is_there = |id: Uuid| -> Result<bool, EngineError> {
        Ok(row(rows, tenant, group, id)?.is_some_and(|row| row.staged.is_some()))
    };
    let mut named = Difference::default();
    for joining in &first.added {
        if is_there(joining.id)? {
            named.added.push(joining.clone());
        }
    }
    for id in &first.removed {
        if is_there(*id)? {
            named.removed.push(*id);
        }
    }
    Ok(named)
}

impl Delta {
    pub(super) fn is_empty(&self) -> bool {
        self.added() == 0 && self.removed() == 0
    }

    /// The member count, after it was `before`.
    pub(super) fn count(&self, before: u64) -> u64 {
        before
            .saturating_add(self.added())
            .saturating_sub(self.removed())
    }

    pub(super) fn write(&self, work: &mut Work<'_, '_>, group: Uuid) -> Result<(), EngineError> {
        match self {
            Self::Rows(difference) => difference.write(work, group),
            Self::Staged { record, .. } => {
                let applied = StagedRecord {
                    state: StagedState::Applied,
                    ..record.clone()
                };
                staged::put(work, group, Some(&applied))
            }
        }
    }

    /// Says so in the entry: counts, and of many members only the first ids.
    pub(super) fn tell(&self, before: u64, draft: &mut Draft) {
        if self.is_empty() {
            return;
        }
        let after = self.count(before);
        draft
            .changes
            .add("members", Some(json!(before)), Some(json!(after)));
        let (Self::Rows(named) | Self::Staged { named, .. }) = self;
        let joining = named.added.iter().map(|joining| joining.id).collect();
        for (kind, count, ids) in [
            (Event::GROUP_MEMBER_ADDED, self.added(), joining),
            (
                Event::GROUP_MEMBER_REMOVED,
                self.removed(),
                named.removed.clone(),
            ),
        ] {
            if count > 0 {
                draft.events.push(Event::counted(kind, count, ids));
            }
        }
    }

    fn added(&self) -> u64 {
        match self {
            Self::Rows(difference) => difference.added.len() as u64,
            Self::Staged { record, .. } => record.added,
        }
    }

    fn removed(&self) -> u64 {
        match self {
            Self::Rows(difference) => difference.removed.len() as u64,
            Self::Staged { record, .. } => record.removed,
        }
    }
}
