//! Which rows a filter can be answered from.

use roster::TenantId;
use scim::{
    ResourceKind,
    filter::{Filter, Literal, Operator},
    fold::fold,
    schema::ResourceSchema,
};
use uuid::Uuid;

use super::Query;
use crate::{
    engine::Rows,
    error::EngineError,
    key, reader,
    record::{decode_id, parse_id},
};

/// The resources among which all matches are.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Candidates {
    /// These, by age.
    Ids(Vec<Uuid>),
    /// No index helps.
    All,
}

/// The types of a query in which anything may match.
pub(super) fn types<'q>(query: &Query<'q>) -> Vec<&'q ResourceSchema> {
    let may_match =
        |schema: &&&ResourceSchema| query.filter.is_none_or(|filter| !rules_out(filter, schema));
    query.types.iter().filter(may_match).copied().collect()
}

/// The resource type that a filter asks for, if it asks for nothing else.
pub(super) fn resource_type(filter: &Filter) -> Option<&str> {
    let Filter::Compare { path, .. } = filter else {
        return None;
    };
    // A URN in front of the path may be that of another type, which has no such value.
    filter
        .equals("meta.resourceType")
        .filter(|_| path.urn.is_none())
}

/// Whether nothing of a type can match: it is another type that the filter asks for, or the filter
/// wants a value of what the type doesn't have.
fn rules_out(filter: &Filter, schema: &ResourceSchema) -> bool {
    filter.conjuncts().iter().any(|part| {
        let (path, wants_value) = match part {
            Filter::Present(path) | Filter::ValuePath { path, .. } => (path, true),
            Filter::Compare {
                path,
                operator,
                value,
            } => (path, *operator == Operator::Eq && *value != Literal::Null),
            Filter::And(..) | Filter::Or(..) | Filter::Not(_) => return false,
        };
        let has = || path.resolve(schema).is_some() || path.whole_schema(schema).is_some();
        resource_type(part).is_some_and(|name| name != schema.name) || (wants_value && !has())
    })
}

/// Whether an index leads to the few resources of a type that a filter can find.
pub fn finds_few(filter: &Filter, schema: &ResourceSchema) -> bool {
    let indexed: &[&str] = match schema.kind {
        ResourceKind::User => &["id", "userName", "externalId", "emails.value"],
        ResourceKind::Group => &["id", "displayName", "externalId"],
        ResourceKind::Declared(_) => &["id", "externalId"],
    };
    let conjuncts = filter.conjuncts();
    let has = |path: &&str| conjuncts.iter().any(|part| part.equals(path).is_some());
    indexed.iter().any(has)
        || schema.unique_value_asked(filter).is_some()
        || rules_out(filter, schema)
}

/// Whether an index says all that a filter asks: one comparison of an attribute whose index has every
/// value, told apart as the schema does (`caseExact` or folded). What it finds need not be tested.
pub(super) fn is_exact(filter: &Filter, kind: ResourceKind) -> bool {
    let Filter::Compare { path, .. } = filter else {
        return false;
    };
    let indexed: &[&str] = match kind {
        ResourceKind::User => &["id", "externalId", "userName"],
        ResourceKind::Group => &["id", "externalId", "displayName"],
        ResourceKind::Declared(_) => &["id", "externalId"],
    };
    // A URN in front of the path may be that of the other resource type, which has no such value.
    path.urn.is_none() && indexed.iter().any(|path| filter.equals(path).is_some())
}

/// Picks the index that narrows most. Every candidate must still be tested with the whole filter,
/// unless it [`is_exact`].
pub(super) fn candidates(
    rows: &dyn Rows,
    tenant: TenantId,
    schema: &ResourceSchema,
    filter: Option<&Filter>,
) -> Result<Candidates, EngineError> {
    let Some(filter) = filter else {
        return Ok(Candidates::All);
    };
    let kind = schema.kind;
    let parts = filter.conjuncts();
    let equals = |dotted: &str| parts.iter().find_map(|part| part.equals(dotted));

    if let Some(id) = equals("id") {
        return Ok(Candidates::Ids(parse_id(id).into_iter().collect()));
    }
    if kind == ResourceKind::User
        && let Some(name) = equals("userName")
    {
        let id = reader::user::id_of_user_name(rows, tenant, &fold(name))?;
        return Ok(Candidates::Ids(id.into_iter().collect()));
    }
    if let Some(unique) = schema.unique_value_asked(filter) {
        let key = key::unique(tenant, kind, &unique.path, &unique.value);
        let id = rows
            .get(&key)?
            .map(|value| decode_id("unique value", &value));
        return Ok(Candidates::Ids(id.transpose()?.into_iter().collect()));
    }
    if kind == ResourceKind::Group
        && let Some(name) = equals("displayName")
    {
        return reader::group::ids_of_name(rows, tenant, &fold(name)).map(Candidates::Ids);
    }
    if let Some(external_id) = equals("externalId") {
        return reader::user::ids_with_external_id(rows, tenant, kind, external_id)
            .map(Candidates::Ids);
    }
    if kind == ResourceKind::User
        && let Some(address) = equals("emails.value")
    {
        return reader::user::ids_with_email(rows, tenant, &fold(address)).map(Candidates::Ids);
    }
    let other_side = match kind {
        ResourceKind::User => "groups.value",
        ResourceKind::Group => "members.value",
        ResourceKind::Declared(_) => return Ok(Candidates::All),
    };
    let Some(id) = equals(other_side) else {
        return Ok(Candidates::All);
    };
    let Some(id) = parse_id(id) else {
        return Ok(Candidates::Ids(Vec::new()));
    };
    let ids = match kind {
        ResourceKind::User => reader::membership::users_within(rows, tenant, id)?,
        ResourceKind::Group => Some(reader::scan::last_ids(rows, &key::groups_of(tenant, id))?),
        ResourceKind::Declared(_) => None,
    };
    Ok(ids.map_or(Candidates::All, Candidates::Ids))
}
