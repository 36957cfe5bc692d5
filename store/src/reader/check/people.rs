//! Members, and what hangs on each of them.

use std::collections::BTreeMap;

use roster::{MemberId, MemberState};
use uuid::Uuid;

use super::Check;
use crate::{
    error::EngineError,
    key, reader,
    record::{IndexRows, PersonRecord, broken, parse_id, stored::Head, user::UserHead},
};

pub(super) fn check(check: &mut Check<'_>) -> Result<(), EngineError> {
    let tenant = check.tenant;
    let mut managed = users_by_member(check)?;
    let mut claims = IndexRows::new();
    let mut dues = IndexRows::new();
    for (key, value) in check.read(&key::persons(tenant))? {
        let person = PersonRecord::decode(&value)?;
        let member = &person.member;
        let id = member.id;
        if key::last_id(&key) != Some(id.0) {
            check.report(format!("member {id} stands under another id"));
        }
        if member.is_member() {
            check.counted.members += 1;
        }
        let user = member.user.as_deref().and_then(parse_id);
        if user != managed.remove(&id) {
            check.report(format!("member {id} and the user do not name each other"));
        }
        let may_have_user = matches!(member.state, MemberState::Active | MemberState::Deactivated);
        if user.is_some() && !may_have_user {
            check.report(format!(
                "member {id} is {} and has a user",
                member.state.as_str()
            ));
        }
        let keys = person.claims();
        claims.extend(
            keys.iter()
                .map(|claim| (key::person_address(tenant, claim, id), Vec::new())),
        );
        dues.extend(
            member
                .due()
                .map(|at| (key::due(tenant, at, id), Vec::new())),
        );
    }
    for (member, user) in managed {
        check.report(format!(
            "user {user} names member {member}, who does not exist"
        ));
    }
    check.compare(
        "claim of a member",
        &[key::person_addresses(tenant)],
        &claims,
    )?;
    check.compare("due row", &[key::dues(tenant)], &dues)?;
    wake(check)
}

fn users_by_member(check: &mut Check<'_>) -> Result<BTreeMap<MemberId, Uuid>, EngineError> {
    let mut managed = BTreeMap::new();
    for (key, value) in check.read(&key::users(check.tenant))? {
        let user = key::last_id(&key).ok_or_else(|| broken("user", "its key has no id"))?;
        if let Some(member) = UserHead::of(&value)?.member
            && managed.insert(member, user).is_some()
        {
            check.report(format!("member {member} has two users"));
        }
    }
    Ok(managed)
}

fn wake(check: &mut Check<'_>) -> Result<(), EngineError> {
    let wanted = reader::due::next(check.rows, check.tenant)?;
    let wanted: Vec<_> = wanted
        .into_iter()
        .map(|at| key::wake(at, check.tenant))
        .collect();
    let mut found: Vec<_> = check.read(&key::wakes())?.into_keys().collect();
    found.retain(|key| key::last_id(key) == Some(check.tenant.0));
    if found != wanted {
        check.report(format!(
            "{} wake rows where {} should be, or another time",
            found.len(),
            wanted.len()
        ));
    }
    Ok(())
}
