//! Members, and what hangs on each of them.

use std::collections::BTreeMap;

use roster::{MemberId, MemberState, Tenant};
use uuid::Uuid;

use super::Check;
use crate::{
    error::EngineError,
    key, reader,
    record::{IndexRows, PersonRecord, broken, parse_id, standing, stored::Head, user::UserHead},
};

pub(super) fn check(check: &mut Check<'_>) -> Result<(), EngineError> {
    let tenant = check.tenant;
    let mut managed = users_by_member(check)?;
    let mut claims = IndexRows::new();
    let mut dues = IndexRows::new();
    let mut held = IndexRows::new();
    let facts = reader::tenant::by_id(check.rows, tenant)?
        .ok_or_else(|| broken("tenant", "it has rows and is not there"))?;
    for (key, value) in check.read(&key::persons(tenant))? {
        let person = PersonRecord::decode(&value)?;
        let member = &person.member;
        let id = member.id;
        if key::last_id(&key) != Some(id.0) {
            check.report(format!("member {id} stands under another id"));
        }
        standing::count(&mut check.counted, None, &person);
        let user = member.user.as_deref().and_then(parse_id);
        if user != managed.remove(&id) {
            check.report(format!("member {id} and the user do not name each other"));
        }
        // Who was removed for being deactivated still has a record.
        let may_have_user = matches!(
            member.state,
            MemberState::Active
                | MemberState::Deactivated
                | MemberState::Held { .. }
                | MemberState::Removed { .. }
        );
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
        dues.extend(reader::due::row(&facts, &person).map(|key| (key, Vec::new())));
        if let MemberState::Held { hold, .. } = member.state {
            held.insert(key::held(tenant, hold, id), Vec::new());
        }
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
    // Rows of the deactivated outlast the wish to remove them, and come with a job.
    let under_way = reader::due::job(check.rows, tenant)?.is_some();
    let mut spans = vec![key::all_pending(tenant)];
    if facts.settings.remove_deactivated && !under_way {
        spans.push(key::all_idle(tenant));
    } else {
        let pending = key::all_pending(tenant);
        dues.retain(|key, _| pending.contains(key));
    }
    check.compare("due row", &spans, &dues)?;
    check.compare("held member", &[key::all_held(tenant)], &held)?;
    holds(check, &held)?;
    wake(check, &facts)
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

/// Each hold counts its members, and the counters know the open one.
fn holds(check: &mut Check<'_>, held: &IndexRows) -> Result<(), EngineError> {
    for record in reader::hold::list(check.rows, check.tenant, None, usize::MAX)? {
        let within = key::held_in(check.tenant, record.number);
        let members = held.keys().filter(|key| within.contains(key)).count() as u64;
        if record.members != members {
            check.report(format!(
                "hold {} counts {} members and has {members}",
                record.number, record.members
            ));
        }
        if record.is_open() {
            check.counted.open_hold = Some(record.number);
        }
        check.counted.holds = check.counted.holds.max(record.number);
    }
    Ok(())
}

fn wake(check: &mut Check<'_>, facts: &Tenant) -> Result<(), EngineError> {
    let wanted = reader::due::next(check.rows, facts)?;
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
