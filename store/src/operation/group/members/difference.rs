//! Who joins a group and who leaves it, in one change.

use serde_json::json;
use uuid::Uuid;

use crate::{
    error::EngineError,
    operation::{
        group::link,
        work::{Draft, Work},
    },
    reader::membership::MemberLink,
    record::activity::Event,
};

/// Each member at most once.
#[derive(Debug, Default)]
pub(in crate::operation::group) struct Difference {
    pub(in crate::operation::group) added: Vec<MemberLink>,
    pub(in crate::operation::group) removed: Vec<MemberLink>,
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
        work: &mut Work<'_, '_>,
        group: Uuid,
    ) -> Result<(), EngineError> {
        for member in &self.added {
            link::join(work, group, member)?;
        }
        for member in &self.removed {
            link::leave(work, group, member);
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
            let ids = self.removed.iter().map(|member| member.id);
            draft
                .events
                .push(Event::new(Event::GROUP_MEMBER_REMOVED, ids));
        }
    }
}
