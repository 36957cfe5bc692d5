//! Users and groups, and the rows by which they are found.

use std::sync::Arc;

use scim::{ResourceKind, version::EntityTag};

use super::Check;
use crate::{
    error::EngineError,
    key,
    record::{
        GroupRecord, IndexRows, ResourceRecord, UserRecord, broken, encode, group, resource, user,
    },
};

pub(super) fn users(check: &mut Check<'_>) -> Result<(), EngineError> {
    let tenant = check.tenant;
    let catalog = Arc::clone(&check.catalog);
    let mut wanted = IndexRows::new();
    for (key, value) in check.read(&key::users(tenant))? {
        let id = key::last_id(&key).ok_or_else(|| broken("user", "its key has no id"))?;
        let record = UserRecord::decode(&value)?;
        let resource = record.resource()?;
        check.counted.users += 1;
        wanted.extend(user::index_rows(tenant, id, catalog.user(), &resource));
        if resource.text("userName") != Some(&record.head.user_name) {
            check.report(format!("user {id} has two names"));
        }
        if !tells_version(&record.body, record.head.version) {
            check.report(format!("user {id} has two versions"));
        }
    }
    let spans = [
        key::user_names(tenant),
        key::emails(tenant),
        key::externals(tenant, ResourceKind::User),
        key::uniques(tenant, ResourceKind::User),
    ];
    check.compare("user index row", &spans, &wanted)
}

pub(super) fn groups(check: &mut Check<'_>) -> Result<(), EngineError> {
    let tenant = check.tenant;
    let catalog = Arc::clone(&check.catalog);
    let mut wanted = IndexRows::new();
    for (key, value) in check.read(&key::groups(tenant))? {
        let id = key::last_id(&key).ok_or_else(|| broken("group", "its key has no id"))?;
        let record = GroupRecord::decode(&value)?;
        let resource = record.resource()?;
        check.counted.groups += 1;
        wanted.extend(group::index_rows(tenant, id, catalog.group(), &resource));
        if resource.text("displayName") != Some(&record.head.display_name) {
            check.report(format!("group {id} has two names"));
        }
        if resource.text("externalId") != record.head.external_id.as_deref() {
            check.report(format!("group {id} has two external ids"));
        }
        if !tells_version(&record.body, record.head.version) {
            check.report(format!("group {id} has two versions"));
        }
    }
    let spans = [
        key::group_names(tenant),
        key::externals(tenant, ResourceKind::Group),
        key::uniques(tenant, ResourceKind::Group),
    ];
    check.compare("group index row", &spans, &wanted)
}

/// Resources of the types that the tenant has declared.
pub(super) fn declared(check: &mut Check<'_>) -> Result<(), EngineError> {
    let tenant = check.tenant;
    let catalog = Arc::clone(&check.catalog);
    for schema in catalog.types() {
        if !matches!(schema.kind, ResourceKind::Declared(_)) {
            continue;
        }
        let mut wanted = IndexRows::new();
        for (key, value) in check.read(&key::resources(tenant, schema.kind))? {
            let id = key::last_id(&key).ok_or_else(|| broken("resource", "its key has no id"))?;
            let record = ResourceRecord::decode(&value)?;
            check.counted.add(schema.kind);
            let resource = record.resource()?;
            wanted.extend(resource::index_rows(tenant, id, schema, &resource));
            if !tells_version(&record.body, record.head.version) {
                check.report(format!("resource {id} has two versions"));
            }
        }
        let spans = [
            key::externals(tenant, schema.kind),
            key::uniques(tenant, schema.kind),
        ];
        check.compare("resource index row", &spans, &wanted)?;
    }
    Ok(())
}

/// Whether `meta.version` of a body is this one's entity tag.
fn tells_version(body: &[u8], version: u64) -> bool {
    let Ok(tag) = encode("version", &EntityTag::new(version).to_string()) else {
        return false;
    };
    body.windows(tag.len()).any(|part| part == tag)
}
