//! The members of a group while it changes: only the rows that differ in the end are written.

mod difference;
mod names;

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::ControlFlow,
};

use roster::TenantId;
use scim::{filter::Filter, patch::MembersChange, resource::Member, schema};
use uuid::Uuid;

use crate::{
    engine::Rows,
    error::EngineError,
    operation::{RunError, work::Terms},
    reader::membership::{MemberLink, each_member, member, member_json},
    record::{activity::EntryNote, broken, parse_id},
};

pub(super) use difference::Difference;
use names::Names;

/// Who is to be in a group, as far as that has been said.
pub(super) struct Members<'r> {
    rows: &'r dyn Rows,
    tenant: TenantId,
    group: Uuid,
    names: Names<'r>,
    /// Some: is to be a member; None: is not.
    said: BTreeMap<Uuid, Option<MemberLink>>,
}

impl<'r> Members<'r> {
    pub(super) fn new(rows: &'r dyn Rows, tenant: TenantId, group: Uuid, terms: Terms) -> Self {
        Self {
            rows,
            tenant,
            group,
            names: Names::new(rows, tenant, group, terms),
            said: BTreeMap::new(),
        }
    }

    pub(super) fn apply(&mut self, change: &MembersChange) -> Result<(), RunError> {
        match change {
            MembersChange::Add(members) => self.add(members),
            MembersChange::Remove(members) => {
                // Who is no member, or unknown, is gone as asked.
                let ids = members.iter().filter_map(|member| parse_id(&member.id));
                self.said.extend(ids.map(|id| (id, None)));
                Ok(())
            }
            MembersChange::RemoveMatching(filter) => self.remove_matching(filter),
            MembersChange::RemoveAll => self.replace(&[]),
            MembersChange::Replace(members) => self.replace(members),
        }
    }

    /// Exactly these. An unknown id changes nothing about the others.
    pub(super) fn replace(&mut self, members: &[Member]) -> Result<(), RunError> {
        let wanted: BTreeSet<Uuid> = members
            .iter()
            .filter_map(|member| parse_id(&member.id))
            .collect();
        for member in self.current()? {
            if !wanted.contains(&member.id) {
                self.said.insert(member.id, None);
            }
        }
        self.add(members)
    }

    /// What has to be written, and what was bent or ignored.
    pub(super) fn difference(self) -> Result<(Difference, Vec<EntryNote>), EngineError> {
        let mut difference = Difference::default();
        for (id, said) in self.said {
            match (said, member(self.rows, self.tenant, self.group, id)?) {
                (Some(new), None) => difference.added.push(new),
                (None, Some(old)) => difference.removed.push(old),
                _ => {}
            }
        }
        Ok((difference, self.names.into_notes()))
    }

    fn add(&mut self, members: &[Member]) -> Result<(), RunError> {
        for member in members {
            if let Some(link) = self.names.find(member)? {
                self.said.insert(link.id, Some(link));
            }
        }
        Ok(())
    }

    fn remove_matching(&mut self, filter: &Filter) -> Result<(), RunError> {
        let schema = schema::group();
        let attribute = schema
            .attribute("members")
            .ok_or_else(|| broken("schema", "groups have members"))?;
        for member in self.current()? {
            if filter.matches_element(&member_json(&member, ""), attribute) {
                self.said.insert(member.id, None);
            }
        }
        Ok(())
    }

    /// The members, with what has been said so far.
    fn current(&self) -> Result<Vec<MemberLink>, EngineError> {
        let mut members = Vec::new();
        each_member(self.rows, self.tenant, self.group, |member| {
            if !self.said.contains_key(&member.id) {
                members.push(member);
            }
            ControlFlow::Continue(())
        })?;
        members.extend(self.said.values().flatten().cloned());
        Ok(members)
    }
}
