//! The groups of a sign-in, by the same matcher (R59).

use roster::{TenantId, mapping::Group};
use scim::{ResourceKind, fold::fold};

use crate::{
    engine::Rows,
    error::EngineError,
    reader::{group, user},
    record::parse_id,
};

/// The pushed groups that a claim names, by `id`, `externalId` or name; one that names none stands
/// for itself.
pub fn claimed(rows: &dyn Rows, tenant: TenantId, claim: &str) -> Result<Vec<Group>, EngineError> {
    let mut ids: Vec<_> = parse_id(claim).into_iter().collect();
    ids.extend(user::ids_with_external_id(
        rows,
        tenant,
        ResourceKind::Group,
        claim,
    )?);
    ids.extend(group::ids_of_name(rows, tenant, &fold(claim))?);
    ids.sort_unstable();
    ids.dedup();
    let mut groups = Vec::new();
    for id in ids {
        groups.extend(group::head(rows, tenant, id)?.map(|head| head.facts(id)));
    }
    if groups.is_empty() {
        groups.push(Group::claimed(claim));
    }
    Ok(groups)
}
