//! The members of a group while it changes: only the rows that differ in the end are written.

mod difference;

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::ControlFlow,
};

use roster::TenantId;
use scim::{Leniency, ScimError, ScimType, filter::Filter, patch::MembersChange, schema};
use uuid::Uuid;

use crate::{
    engine::Rows,
    error::EngineError,
    key,
    operation::{RunError, work::Work},
    reader::{
        self,
        membership::{MemberLink, each_member, is_member, member_json},
    },
    record::{GroupRecord, activity::EntryNote, broken, parse_id, user::UserHead},
};

pub(super) use difference::Difference;

/// An id in `members` that is no user of the account: ignored, and worth a line in the entry.
const UNKNOWN_MEMBER: &str = "unknown-member";

/// Who is to be in a group, as far as that has been said.
pub(super) struct Members<'r> {
    rows: &'r dyn Rows,
    tenant: TenantId,
    group: Uuid,
    leniency: Leniency,
    /// Some with their `userName`: is to be a member; None: is not.
    said: BTreeMap<Uuid, Option<String>>,
    pub(super) notes: Vec<EntryNote>,
}

impl<'r> Members<'r> {
    pub(super) fn new(
        rows: &'r dyn Rows,
        tenant: TenantId,
        group: Uuid,
        leniency: Leniency,
    ) -> Self {
        Self {
            rows,
            tenant,
            group,
            leniency,
            said: BTreeMap::new(),
            notes: Vec::new(),
        }
    }

    pub(super) fn apply(&mut self, change: &MembersChange) -> Result<(), RunError> {
        match change {
            MembersChange::Add(ids) => self.add(ids),
            MembersChange::Remove(ids) => {
                // Who is no member, or unknown, is gone as asked.
                let ids = ids.iter().filter_map(|id| parse_id(id));
                self.said.extend(ids.map(|id| (id, None)));
                Ok(())
            }
            MembersChange::RemoveMatching(filter) => self.remove_matching(filter),
            MembersChange::RemoveAll => self.replace(&[]),
            MembersChange::Replace(ids) => self.replace(ids),
        }
    }

    /// Exactly these. An unknown id changes nothing about the others.
    pub(super) fn replace(&mut self, ids: &[String]) -> Result<(), RunError> {
        let wanted: BTreeSet<Uuid> = ids.iter().filter_map(|id| parse_id(id)).collect();
        for member in self.current()? {
            if !wanted.contains(&member.id) {
                self.said.insert(member.id, None);
            }
        }
        self.add(ids)
    }

    /// What has to be written.
    pub(super) fn difference(self) -> Result<(Difference, Vec<EntryNote>), EngineError> {
        let mut difference = Difference::default();
        for (id, said) in self.said {
            let is_member = is_member(self.rows, self.tenant, self.group, id)?;
            match said {
                Some(display) if !is_member => difference.added.push(MemberLink { id, display }),
                None if is_member => difference.removed.push(id),
                _ => {}
            }
        }
        Ok((difference, self.notes))
    }

    fn add(&mut self, ids: &[String]) -> Result<(), RunError> {
        for text in ids {
            let user = match parse_id(text) {
                Some(id) => self.user_name(id)?.map(|user_name| (id, user_name)),
                None => None,
            };
            if let Some((id, user_name)) = user {
                self.said.insert(id, Some(user_name));
            } else if self.leniency.strict {
                let detail = format!(
                    "members names {text}, which is no user of this account. Create the user \
                     first, or leave it out."
                );
                return Err(ScimError::typed(ScimType::InvalidValue, detail).into());
            } else {
                self.notes.push(EntryNote {
                    tolerance: UNKNOWN_MEMBER.to_owned(),
                    subject: text.clone(),
                });
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
        members.extend(
            self.said.iter().filter_map(|(id, said)| {
                said.clone().map(|display| MemberLink { id: *id, display })
            }),
        );
        Ok(members)
    }

    fn user_name(&self, user: Uuid) -> Result<Option<String>, EngineError> {
        match self.rows.get(&key::user(self.tenant, user))? {
            Some(value) => Ok(Some(UserHead::of(&value)?.user_name)),
            None => Ok(None),
        }
    }
}

/// A group from which one member was taken because the user is gone.
pub(in crate::operation) fn lose_member(
    work: &mut Work<'_, '_>,
    group: Uuid,
) -> Result<(), EngineError> {
    let tenant = work.tenant_id();
    let before = reader::group::record(work.tx, tenant, group)?
        .ok_or_else(|| broken("group membership", "its group does not exist"))?;
    let head = &before.head;
    let record = GroupRecord::new(
        group,
        &before.resource()?,
        head.members.saturating_sub(1),
        head.version + 1,
        head.created,
        work.call.now,
    );
    work.tx.put(key::group(tenant, group), record.encode()?);
    Ok(())
}
