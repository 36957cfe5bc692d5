//! Who is to be in a group: what a request says, step by step, and what that changes in the end.

mod difference;
mod names;

use std::{collections::BTreeMap, ops::ControlFlow};

use roster::TenantId;
use scim::{
    filter::Filter,
    patch::MembersChange,
    resource::Member,
    schema::{self, Attribute},
};
use uuid::Uuid;

use crate::{
    engine::Rows,
    error::EngineError,
    operation::{Refusal, RunError, work::Terms},
    reader::{
        self,
        membership::{MemberLink, each_member, member, member_json, staged, who},
    },
    record::{activity::EntryNote, broken, group::StagedState, parse_id},
};

pub use difference::{Difference, Joining};
use names::Names;

/// Works out what changes of members come to, without writing. What is unknown or bent is noted,
/// or refused in strict mode. To look at all members of a large group takes long: call it in a
/// thread of its own, and keep others from changing them until it is written.
pub fn difference(
    rows: &dyn Rows,
    tenant: TenantId,
    group: Uuid,
    changes: &[MembersChange],
) -> Result<(Difference, Vec<EntryNote>), RunError> {
    let account = reader::tenant::by_id(rows, tenant)?
        .ok_or_else(|| Refusal::UnknownTenant(tenant.to_string()))?;
    let mut members = Members::new(rows, tenant, group, Terms::of(&account));
    for change in changes {
        members.apply(change)?;
    }
    members.difference()
}

/// Who is to be in a group, as far as that has been said.
pub(super) struct Members<'r> {
    rows: &'r dyn Rows,
    tenant: TenantId,
    group: Uuid,
    names: Names<'r>,
    /// False once all members have been told to go: then only those are in who were said to be
    /// after that.
    keeping: bool,
    /// Who is to be a member, and who is not.
    said: BTreeMap<Uuid, Said>,
}

/// What is to become of somebody.
enum Said {
    /// A member, who may be called otherwise in this group.
    In(Option<String>),
    Out,
}

impl<'r> Members<'r> {
    pub(super) fn new(rows: &'r dyn Rows, tenant: TenantId, group: Uuid, terms: Terms) -> Self {
        Self {
            rows,
            tenant,
            group,
            names: Names::new(rows, tenant, group, terms),
            keeping: true,
            said: BTreeMap::new(),
        }
    }

    pub(super) fn apply(&mut self, change: &MembersChange) -> Result<(), RunError> {
        match change {
            MembersChange::Add(members) => self.add(members),
            MembersChange::Remove(members) => {
                // Who is no member, or unknown, is gone as asked.
                let ids = members.iter().filter_map(|member| parse_id(&member.id));
                self.said.extend(ids.map(|id| (id, Said::Out)));
                Ok(())
            }
            MembersChange::RemoveMatching(filter) => {
                let leaving = self.matching(filter)?;
                self.said
                    .extend(leaving.into_iter().map(|id| (id, Said::Out)));
                Ok(())
            }
            MembersChange::InPlace(filter) => {
                let is_member = !self.matching(filter)?.is_empty();
                Err(MembersChange::in_place(is_member).into())
            }
            MembersChange::RemoveAll => self.replace(&[]),
            MembersChange::Replace(members) => self.replace(members),
        }
    }

    /// Exactly these. An unknown id changes nothing about the others.
    pub(super) fn replace(&mut self, members: &[Member]) -> Result<(), RunError> {
        self.keeping = false;
        self.said.clear();
        self.add(members)
    }

    /// What has to be written, and what was bent or ignored.
    pub(super) fn difference(self) -> Result<(Difference, Vec<EntryNote>), RunError> {
        let mut difference = Difference::default();
        if self.keeping && self.said.is_empty() {
            return Ok((difference, self.names.into_notes()));
        }
        let change = staged(self.rows, self.tenant, self.group)?;
        if change.is_some_and(|change| change.state == StagedState::Pending) {
            return Err(Refusal::Busy.into());
        }
        if self.keeping {
            for (id, wanted) in self.said {
                let is_member = member(self.rows, self.tenant, self.group, id)?.is_some();
                match (wanted, is_member) {
                    (Said::In(display), false) => difference.added.push(Joining { id, display }),
                    (Said::Out, true) => difference.removed.push(id),
                    _ => {}
                }
            }
        } else {
            let wanted = self.said.into_iter().filter_map(|(id, said)| match said {
                Said::In(display) => Some(Joining { id, display }),
                Said::Out => None,
            });
            difference = merge(self.rows, self.tenant, self.group, wanted)?;
        }
        Ok((difference, self.names.into_notes()))
    }

    fn add(&mut self, members: &[Member]) -> Result<(), RunError> {
        for member in members {
            if let Some(Joining { id, display }) = self.names.find(member)? {
                self.said.insert(id, Said::In(display));
            }
        }
        Ok(())
    }

    /// Those of the members, as far as it has been said who is to be one, for whom the filter holds.
    fn matching(&self, filter: &Filter) -> Result<Vec<Uuid>, RunError> {
        let schema = schema::group();
        let attribute = schema
            .attribute("members")
            .ok_or_else(|| broken("schema", "groups have members"))?;
        let mut found = Vec::new();
        if self.keeping {
            each_member(self.rows, self.tenant, self.group, |member| {
                if !self.said.contains_key(&member.id) && matches(filter, &member, attribute) {
                    found.push(member.id);
                }
                ControlFlow::Continue(())
            })?;
        }
        for (id, said) in &self.said {
            if let Said::In(display) = said
                && let Some(mut member) = who(self.rows, self.tenant, *id)?
            {
                if let Some(display) = display {
                    member.display.clone_from(display);
                }
                if matches(filter, &member, attribute) {
                    found.push(*id);
                }
            }
        }
        Ok(found)
    }
}

fn matches(filter: &Filter, member: &MemberLink, attribute: &Attribute) -> bool {
    filter.matches_element(&member_json(member, ""), attribute)
}

/// Goes through the members and those who are wanted side by side, both by age.
fn merge(
    rows: &dyn Rows,
    tenant: TenantId,
    group: Uuid,
    wanted: impl Iterator<Item = Joining>,
) -> Result<Difference, EngineError> {
    let mut difference = Difference::default();
    let mut wanted = wanted.peekable();
    each_member(rows, tenant, group, |member| {
        while let Some(joining) = wanted.next_if(|joining| joining.id < member.id) {
            difference.added.push(joining);
        }
        if wanted.next_if(|joining| joining.id == member.id).is_none() {
            difference.removed.push(member.id);
        }
        ControlFlow::Continue(())
    })?;
    difference.added.extend(wanted);
    Ok(difference)
}
