//! Directory records of people. Members whom no directory manages are never among them (D9).

use std::ops::ControlFlow;

use roster::{Member, Person, TenantId};
use scim::{ResourceKind, fold::fold};
use uuid::Uuid;

use super::{Stored, resource, scan};
use crate::{
    engine::{Direction, Rows},
    error::EngineError,
    key,
    record::{UserRecord, broken, decode_id},
};

/// By `userName`, in any case.
pub fn by_user_name(
    rows: &dyn Rows,
    tenant: TenantId,
    user_name: &str,
) -> Result<Option<Stored>, EngineError> {
    match id_of_user_name(rows, tenant, &fold(user_name))? {
        Some(id) => resource::stored(rows, tenant, ResourceKind::User, id),
        None => Ok(None),
    }
}

/// The whole record.
pub(crate) fn record(
    rows: &dyn Rows,
    tenant: TenantId,
    id: Uuid,
) -> Result<Option<UserRecord>, EngineError> {
    match rows.get(&key::user(tenant, id))? {
        Some(value) => UserRecord::decode(&value).map(Some),
        None => Ok(None),
    }
}

/// The ids of at most `limit` users, by age, behind the one given.
pub(crate) fn ids_behind(
    rows: &dyn Rows,
    tenant: TenantId,
    after: Option<Uuid>,
    limit: usize,
) -> Result<Vec<Uuid>, EngineError> {
    let all = key::users(tenant);
    let span = match after {
        Some(id) => all.after(&key::user(tenant, id)),
        None => all,
    };
    scan::rows(rows, &span, Direction::Ascending, limit, |key, _| {
        key::last_id(key).ok_or_else(|| broken("user", "its key has no id"))
    })
}

/// Shows every directory record, and the member that was made of it, to `visit`.
pub fn each_standing(
    rows: &dyn Rows,
    tenant: TenantId,
    mut visit: impl FnMut(&Person, Option<&Member>),
) -> Result<(), EngineError> {
    scan::each(
        rows,
        &key::users(tenant),
        Direction::Ascending,
        |key, value| {
            let id = key::last_id(key).ok_or_else(|| broken("user", "its key has no id"))?;
            let record = UserRecord::decode(value)?;
            let person = Person::of(&id.to_string(), &record.resource()?);
            let member = match record.head.member {
                Some(member) => super::member::by_id(rows, tenant, member)?,
                None => None,
            };
            visit(&person, member.as_ref());
            Ok(ControlFlow::Continue(()))
        },
    )
}

pub(crate) fn id_of_user_name(
    rows: &dyn Rows,
    tenant: TenantId,
    folded: &str,
) -> Result<Option<Uuid>, EngineError> {
    match rows.get(&key::user_name(tenant, folded))? {
        Some(value) => decode_id("user name", &value).map(Some),
        None => Ok(None),
    }
}

/// The ids of the users with this address among their `emails`, by age.
pub(crate) fn ids_with_email(
    rows: &dyn Rows,
    tenant: TenantId,
    folded: &str,
) -> Result<Vec<Uuid>, EngineError> {
    scan::last_ids(rows, &key::users_with_email(tenant, folded))
}

/// The ids of the resources with this `externalId`, by age.
pub(crate) fn ids_with_external_id(
    rows: &dyn Rows,
    tenant: TenantId,
    kind: ResourceKind,
    external_id: &str,
) -> Result<Vec<Uuid>, EngineError> {
    scan::last_ids(rows, &key::external_id(tenant, kind, external_id))
}
