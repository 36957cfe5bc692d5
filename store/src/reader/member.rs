//! Members: what was made of people, whether a directory manages them or not.

use roster::{Member, MemberId, TenantId};
use scim::fold::fold;

use super::scan;
use crate::{
    engine::{Direction, Rows},
    error::EngineError,
    key::{self, Claim},
    record::PersonRecord,
};

/// One member, or the tombstone of one.
pub fn by_id(
    rows: &dyn Rows,
    tenant: TenantId,
    id: MemberId,
) -> Result<Option<Member>, EngineError> {
    Ok(record(rows, tenant, id)?.map(|person| person.member))
}

/// Whom an address names: members who are there first, then those who wait for removal, then those
/// who were removed.
pub fn by_address(
    rows: &dyn Rows,
    tenant: TenantId,
    address: &str,
) -> Result<Vec<Member>, EngineError> {
    let folded = fold(address.trim());
    let mut ids = Vec::new();
    let mut users = super::user::ids_with_email(rows, tenant, &folded)?;
    users.extend(super::user::id_of_user_name(rows, tenant, &folded)?);
    for user in users {
        let record = super::user::record(rows, tenant, user)?;
        ids.extend(record.and_then(|record| record.head.member));
    }
    let claim = Claim::Email(&folded);
    let claimants = scan::last_ids(rows, &key::claimants(tenant, claim))?;
    ids.extend(claimants.into_iter().map(MemberId));
    ids.sort_unstable();
    ids.dedup();
    let mut found = Vec::new();
    for id in ids {
        let member = by_id(rows, tenant, id)?;
        found.extend(member.filter(|member| fold(&member.email) == folded));
    }
    found.sort_by_key(|member| (!member.is_member(), member.waits_since()));
    Ok(found)
}

/// At most `limit` members and tombstones, by age, behind the one given.
pub fn list(
    rows: &dyn Rows,
    tenant: TenantId,
    after: Option<MemberId>,
    limit: usize,
) -> Result<Vec<Member>, EngineError> {
    let records = records(rows, tenant, after, limit)?;
    Ok(records.into_iter().map(|person| person.member).collect())
}

/// As [`list`], with how they left and by what they are found.
pub fn records(
    rows: &dyn Rows,
    tenant: TenantId,
    after: Option<MemberId>,
    limit: usize,
) -> Result<Vec<PersonRecord>, EngineError> {
    let all = key::persons(tenant);
    let span = match after {
        Some(id) => all.after(&key::person(tenant, id)),
        None => all,
    };
    scan::rows(rows, &span, Direction::Ascending, limit, |_, value| {
        PersonRecord::decode(value)
    })
}

pub(crate) fn record(
    rows: &dyn Rows,
    tenant: TenantId,
    id: MemberId,
) -> Result<Option<PersonRecord>, EngineError> {
    match rows.get(&key::person(tenant, id))? {
        Some(value) => PersonRecord::decode(&value).map(Some),
        None => Ok(None),
    }
}
