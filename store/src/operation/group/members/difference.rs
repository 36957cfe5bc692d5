//! Who joins a group and who leaves it, in one change.

use roster::TenantId;
use serde_json::json;
use uuid::Uuid;

use crate::{
    error::EngineError,
    key,
    operation::work::Draft,
    overlay::Overlay,
    reader::membership::MemberLink,
    record::{activity::Event, encode},
};

/// Each user at most once.
#[derive(Debug, Default)]
pub(in crate::operation::group) struct Difference {
    pub(in crate::operation::group) added: Vec<MemberLink>,
    pub(in crate::operation::group) removed: Vec<Uuid>,
}

impl Difference {
    pub(in crate::operation::group) fn is_empty(&self) -> bool {
        self.added.is_empty() && self.removed.is_empty()
    }

    /// The member count, after it was `before`.
    pub(in crate::operation::group) fn count(&self, before: u64) -> u64 {
        let (added, removed) = (self.added.len(), self.removed.len());
        before
            .saturating_add(added as u64)
            .saturating_sub(removed as u64)
    }

    /// Two rows for each, one from either side.
    pub(in crate::operation::group) fn write(
        &self,
        tx: &mut Overlay<'_>,
        tenant: TenantId,
        group: Uuid,
    ) -> Result<(), EngineError> {
        for member in &self.added {
            let display = encode("group member", &member.display)?;
            tx.put(key::member(tenant, group, member.id), display);
            tx.put(key::member_of(tenant, member.id, group), Vec::new());
        }
        for user in &self.removed {
            tx.delete(key::member(tenant, group, *user));
            tx.delete(key::member_of(tenant, *user, group));
        }
        Ok(())
    }

    /// Says so in the entry: counts, and of many members only the first ids.
    pub(in crate::operation::group) fn tell(&self, before: u64, draft: &mut Draft) {
        if self.is_empty() {
            return;
        }
        let after = self.count(before);
        draft
            .changes
            .add("members", Some(json!(before)), Some(json!(after)));
        if !self.added.is_empty() {
            let ids = self.added.iter().map(|member| member.id);
            draft
                .events
                .push(Event::new(Event::GROUP_MEMBER_ADDED, ids));
        }
        if !self.removed.is_empty() {
            draft
                .events
                .push(Event::new(Event::GROUP_MEMBER_REMOVED, &self.removed));
        }
    }
}
