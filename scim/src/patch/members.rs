//! What a PATCH of a group does to its members.

use std::mem;

use serde_json::Value;

use super::{Op, PatchOperation, PatchRequest};
use crate::{
    ScimError, ScimType,
    filter::{Filter, Literal, Operator},
    path::AttributePath,
    resource::{Member, each_once},
};

/// How much looking through all members one PATCH may ask for, counted in comparisons. A group may
/// have a million members, and whoever writes next waits for it.
const MOST_COMPARISONS: usize = 40;
/// To go through all members costs about as much as to compare each so often.
const WALK: usize = 4;

/// One step. Members are rows, never part of the resource.
#[derive(Debug, Clone, PartialEq)]
pub enum MembersChange {
    /// These join; those who are members already stay as they are.
    Add(Vec<Member>),
    /// These leave; those who are no members don't matter.
    Remove(Vec<Member>),
    /// `members[…]` that is more than `value eq "…"`, once or with `or`: each member that the filter holds for
    /// leaves; see [`Filter::matches_element`].
    RemoveMatching(Filter),
    /// `replace` of `members[…]` or of a part of it: refused, see [`Self::in_place`], once it is known
    /// whether the filter holds for a member.
    InPlace(Filter),
    /// All leave.
    RemoveAll,
    /// Exactly these are members afterwards.
    Replace(Vec<Member>),
}

impl MembersChange {
    /// Why a member is not changed in place: 400 `noTarget` if the filter holds for none
    /// (RFC 7644 §3.5.2.3), else `mutability`.
    pub fn in_place(is_member: bool) -> ScimError {
        if is_member {
            return ScimError::typed(
                ScimType::Mutability,
                "A member can't be changed in place (RFC 7643 section 4.2). Remove it and add \
                 another.",
            );
        }
        ScimError::typed(
            ScimType::NoTarget,
            "No member of the group is what the filter in [ ] asks for. Add members without a filter.",
        )
    }
}

impl PatchRequest {
    /// Takes the operations on `members` out, in order, and leaves the rest. Each list has each member
    /// once, and neighbours that do the same are one step: some providers send an operation for
    /// each member. 400 if they would look through all members too often.
    pub fn take_members(&mut self) -> Result<Vec<MembersChange>, ScimError> {
        let (on_members, others): (Vec<_>, Vec<_>) = mem::take(&mut self.operations)
            .into_iter()
            .partition(|operation| is_about_members(&operation.target.path));
        self.operations = others;

        let mut changes: Vec<MembersChange> = Vec::new();
        for operation in on_members {
            match (changes.last_mut(), change(operation)?) {
                (Some(MembersChange::Add(members)), MembersChange::Add(more))
                | (Some(MembersChange::Remove(members)), MembersChange::Remove(more)) => {
                    members.extend(more);
                }
                (_, change) => changes.push(change),
            }
        }
        check_effort(&changes)?;
        for change in &mut changes {
            if let MembersChange::Add(members)
            | MembersChange::Remove(members)
            | MembersChange::Replace(members) = change
            {
                *members = each_once(mem::take(members));
            }
        }
        Ok(changes)
    }
}

fn is_about_members(path: &AttributePath) -> bool {
    let whole = AttributePath {
        sub_attribute: None,
        ..path.clone()
    };
    whole.is("members")
}

fn change(operation: PatchOperation) -> Result<MembersChange, ScimError> {
    let PatchOperation {
        op, target, value, ..
    } = operation;
    Ok(match (op, target.filter, value) {
        (Op::Remove, Some(filter), _) => match only_ids(&filter) {
            Some(ids) => MembersChange::Remove(ids),
            None => MembersChange::RemoveMatching(filter),
        },
        (Op::Remove, None, None) => MembersChange::RemoveAll,
        (Op::Remove, None, value) => MembersChange::Remove(members(value)?),
        (Op::Replace, Some(filter), _) => MembersChange::InPlace(filter),
        (Op::Add, _, value) => MembersChange::Add(members(value)?),
        (Op::Replace, None, value) => MembersChange::Replace(members(value)?),
    })
}

/// [`PatchRequest::parse`] has made them an array of what [`Member`] reads.
fn members(value: Option<Value>) -> Result<Vec<Member>, ScimError> {
    let refusal = || {
        ScimError::typed(
            ScimType::InvalidValue,
            "The value of an operation on members must be an array of members.",
        )
    };
    let Some(Value::Array(members)) = value else {
        return Err(refusal());
    };
    members
        .into_iter()
        .map(|member| Member::from_value(member).ok_or_else(refusal))
        .collect()
}

fn check_effort(changes: &[MembersChange]) -> Result<(), ScimError> {
    let comparisons: usize = changes
        .iter()
        .map(|change| match change {
            MembersChange::Add(_) | MembersChange::Remove(_) => 0,
            MembersChange::RemoveMatching(filter) | MembersChange::InPlace(filter) => {
                WALK + filter.size().terms
            }
            MembersChange::RemoveAll | MembersChange::Replace(_) => WALK,
        })
        .sum();
    if comparisons <= MOST_COMPARISONS {
        return Ok(());
    }
    Err(ScimError::typed(
        ScimType::InvalidValue,
        "The operations look through all members too often. Name the members by their ids, or send \
         several requests.",
    ))
}

/// The ids of `value eq "1" or value eq "2"`.
fn only_ids(filter: &Filter) -> Option<Vec<Member>> {
    match filter {
        Filter::Compare {
            path,
            operator: Operator::Eq,
            value: Literal::String(id),
        } if path.is("value") => Some(vec![Member::from(id.as_str())]),
        Filter::Or(left, right) => {
            let mut ids = only_ids(left)?;
            ids.extend(only_ids(right)?);
            Some(ids)
        }
        _ => None,
    }
}
