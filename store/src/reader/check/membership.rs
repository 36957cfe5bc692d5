//! Who is in which group, from both sides.

use std::collections::BTreeMap;

use scim::resource::MemberType;
use uuid::Uuid;

use super::Check;
use crate::{
    error::EngineError,
    key,
    record::{
        IndexRows, broken,
        group::{GroupHead, MemberRow},
        stored::Head,
        user::UserHead,
    },
};

const KIND: &str = "group membership";

pub(super) fn check(check: &mut Check<'_>) -> Result<(), EngineError> {
    let tenant = check.tenant;
    let mut mirrors = IndexRows::new();
    let mut counted: BTreeMap<Uuid, u64> = BTreeMap::new();
    for (key, value) in check.read(&key::memberships(tenant))? {
        let (group, member) = key::id_before_last_id(&key)
            .zip(key::last_id(&key))
            .ok_or_else(|| broken(KIND, "its key has no ids"))?;
        *counted.entry(group).or_default() += 1;
        mirrors.insert(key::member_of(tenant, member, group), Vec::new());
        let row = MemberRow::decode(&value)?;
        if row.kind == MemberType::Group {
            check.counted.nested += 1;
        }
        match name_of(check, row.kind, member)? {
            Some(name) if name == row.display => {}
            Some(_) => check.report(format!(
                "group {group} shows another name of member {member}"
            )),
            None => check.report(format!(
                "group {group} has member {member}, which does not exist"
            )),
        }
    }
    check.compare("group of a member", &[key::mirrors(tenant)], &mirrors)?;

    for (key, value) in check.read(&key::groups(tenant))? {
        let id = key::last_id(&key).ok_or_else(|| broken("group", "its key has no id"))?;
        let (said, found) = (
            GroupHead::of(&value)?.members,
            counted.remove(&id).unwrap_or(0),
        );
        if said != found {
            check.report(format!("group {id} counts {said} members and has {found}"));
        }
    }
    for group in counted.keys() {
        check.report(format!("group {group} has members and does not exist"));
    }
    Ok(())
}

fn name_of(check: &Check<'_>, kind: MemberType, id: Uuid) -> Result<Option<String>, EngineError> {
    let tenant = check.tenant;
    Ok(match kind {
        MemberType::User => match check.rows.get(&key::user(tenant, id))? {
            Some(value) => Some(UserHead::of(&value)?.user_name),
            None => None,
        },
        MemberType::Group => match check.rows.get(&key::group(tenant, id))? {
            Some(value) => Some(GroupHead::of(&value)?.display_name),
            None => None,
        },
    })
}
