//! What members have is what their groups give, and classes are what makes them.

use std::{collections::BTreeMap, sync::Arc};

use roster::{
    SsoClaims, Tenant,
    mapping::{Group, Rules, grants, settle},
};
use scim::fold::fold;

use super::Check;
use crate::{
    error::EngineError,
    key, reader,
    reader::mapping::Assigning,
    record::{IndexRows, PersonRecord, broken, parse_id},
};

/// Nothing is said while work is left that brings everybody in line.
pub(super) fn check(check: &mut Check<'_>) -> Result<(), EngineError> {
    let tenant = check.tenant;
    applying(check)?;
    names(check)?;
    let facts = reader::tenant::by_id(check.rows, tenant)?
        .ok_or_else(|| broken("tenant", "it has rows and is not there"))?;
    let rules = reader::mapping::rules(check.rows, &facts)?;
    let is_busy = !reader::due::jobs(check.rows, tenant)?.is_empty()
        || !reader::membership::all_staged(check.rows, tenant)?.is_empty();
    if rules.are_idle() || is_busy {
        return Ok(());
    }
    classes(check, &rules)?;
    members(check, &facts, rules)
}

/// A change of the table is carried out by a job.
fn applying(check: &mut Check<'_>) -> Result<(), EngineError> {
    let record = reader::mapping::of(check.rows, check.tenant)?;
    let jobs = reader::due::jobs(check.rows, check.tenant)?;
    if let Some(applying) = record.applying
        && !jobs.iter().any(|job| job.number == applying.job)
    {
        check.report(format!(
            "the mapping is applied by job {}, which does not exist",
            applying.job
        ));
    }
    Ok(())
}

/// Archived classes that were groups are found by their last name.
fn names(check: &mut Check<'_>) -> Result<(), EngineError> {
    let tenant = check.tenant;
    let archived: Vec<_> = reader::class::all(check.rows, tenant)?
        .into_iter()
        .filter(|class| class.archived_at.is_some() && parse_id(&class.id).is_some())
        .collect();
    let mut wanted = IndexRows::new();
    let mut found = check.read(&key::archived_classes(tenant))?;
    for class in archived {
        let key = key::archived_class(tenant, &fold(&class.name));
        let id = parse_id(&class.id).map(|id| id.as_bytes().to_vec());
        if found.get(&key) == id.as_ref() {
            found.remove(&key);
        }
        wanted.insert(key, Vec::new());
    }
    for key in found.keys().filter(|key| !wanted.contains_key(*key)) {
        check.report(format!("archived class {} is left over", super::hex(key)));
    }
    Ok(())
}

fn classes(check: &mut Check<'_>, rules: &Rules) -> Result<(), EngineError> {
    let mut wanted: BTreeMap<String, String> = BTreeMap::new();
    for (id, name) in Group::named_classes(rules.table().rows()) {
        wanted.insert(id, name.to_owned());
    }
    for (id, head) in reader::group::list(check.rows, check.tenant, None, usize::MAX)? {
        let own = head.class_id(id);
        if let Some(name) = rules.give(&head.facts(id)).classes.remove(&own) {
            wanted.insert(own, name);
        }
    }
    let open: BTreeMap<String, String> = reader::class::all(check.rows, check.tenant)?
        .into_iter()
        .filter(|class| class.archived_at.is_none())
        .map(|class| (class.id, class.name))
        .collect();
    if open != wanted {
        check.report(format!(
            "there are {} classes where groups and rows make {}, or with other names",
            open.len(),
            wanted.len()
        ));
    }
    Ok(())
}

fn members(check: &mut Check<'_>, facts: &Tenant, rules: Arc<Rules>) -> Result<(), EngineError> {
    // What a sign-in gave stays until the member's groups change.
    if facts.settings.sso_claims == SsoClaims::Applied {
        return Ok(());
    }
    let mut assigning = Assigning::new(rules);
    let grants = grants(facts);
    for (_, value) in check.read(&key::persons(check.tenant))? {
        let member = PersonRecord::decode(&value)?.member;
        let Some(wanted) = assigning.wanted(check.rows, check.tenant, &member)? else {
            continue;
        };
        // Behind a gate this leaves what is there, unless it had to be taken.
        if settle(&member, &wanted, grants) != member.assignment {
            check.report(format!(
                "member {} has {:?} and is to have {wanted:?}",
                member.id, member.assignment
            ));
        }
    }
    Ok(())
}
