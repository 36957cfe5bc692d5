//! The tenant's history, and what its entries are found by.

use roster::TenantId;
use uuid::Uuid;

use super::{Kind, SYSTEM, Span, part, start};

/// One entry of the tenant's history.
pub fn activity(tenant: TenantId, sequence: u64) -> Vec<u8> {
    start(tenant, Kind::Activity).number(sequence).done()
}

/// The tenant's history, oldest first.
pub fn activities(tenant: TenantId) -> Span {
    start(tenant, Kind::Activity).span()
}

/// Ends in the number of an entry about this person or group: by the id of a directory record, or
/// of a member.
pub fn about(tenant: TenantId, id: Uuid, sequence: u64) -> Vec<u8> {
    about_id(tenant, id).number(sequence).done()
}

/// The entries about one person or group, oldest first.
pub fn about_one(tenant: TenantId, id: Uuid) -> Span {
    about_id(tenant, id).span()
}

/// All entries about persons and groups.
pub fn abouts(tenant: TenantId) -> Span {
    start(tenant, Kind::About).span()
}

/// Says when the app had all events up to this one.
pub fn acknowledged(tenant: TenantId, event: u64) -> Vec<u8> {
    start(tenant, Kind::Acknowledged).number(event).done()
}

/// All that the app has acknowledged, oldest first.
pub fn all_acknowledged(tenant: TenantId) -> Span {
    start(tenant, Kind::Acknowledged).span()
}

/// What the commit of this number has told, of whichever tenants.
pub fn commit(number: u64) -> Vec<u8> {
    start(SYSTEM, Kind::Commit).number(number).done()
}

/// What all commits have told, oldest first.
pub fn commits() -> Span {
    start(SYSTEM, Kind::Commit).span()
}

/// The key of a person, by the id that they are known by in entries. Empty once they were erased.
pub fn person_key(tenant: TenantId, id: Uuid) -> Vec<u8> {
    start(tenant, Kind::PersonKey).id(id).done()
}

fn about_id(tenant: TenantId, id: Uuid) -> part::Parts {
    start(tenant, Kind::About).id(id)
}
