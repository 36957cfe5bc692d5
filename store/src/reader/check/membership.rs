//! Who is in which group, from both sides.

use std::collections::BTreeMap;

use uuid::Uuid;

use super::Check;
use crate::{
    error::EngineError,
    key,
    record::{IndexRows, broken, encode, group::GroupHead, user::UserHead},
};

const KIND: &str = "group membership";

pub(super) fn check(check: &mut Check<'_>) -> Result<(), EngineError> {
    let tenant = check.tenant;
    let mut mirrors = IndexRows::new();
    let mut counted: BTreeMap<Uuid, u64> = BTreeMap::new();
    for (key, display) in check.read(&key::memberships(tenant))? {
        let (group, user) = key::id_before_last_id(&key)
            .zip(key::last_id(&key))
            .ok_or_else(|| broken(KIND, "its key has no ids"))?;
        *counted.entry(group).or_default() += 1;
        mirrors.insert(key::member_of(tenant, user, group), Vec::new());
        match check.rows.get(&key::user(tenant, user))? {
            Some(value) if encode(KIND, &UserHead::of(&value)?.user_name)? == display => {}
            Some(_) => check.report(format!("group {group} shows another name of user {user}")),
            None => check.report(format!("group {group} has user {user}, who does not exist")),
        }
    }
    check.compare("group of a user", &[key::mirrors(tenant)], &mirrors)?;

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
