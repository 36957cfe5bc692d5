//! Keys: `tenant (16 bytes) | kind (1 byte) | parts …`.
//!
//! The tenant leads every key, so that no range of one tenant can reach another's rows (P13). What
//! belongs to no tenant stands under the nil id. Keys order as what they are made of: ids by their
//! bytes (`UUIDv7`: by age), times and sequence numbers big-endian, text by its UTF-8 bytes.

mod history;
mod part;
mod span;
mod watch;

use jiff::Timestamp;
use roster::{MemberId, TenantId};
use scim::ResourceKind;
use uuid::Uuid;

pub use history::{
    about, about_one, abouts, acknowledged, activities, activity, all_acknowledged, commit,
    commits, person_key,
};
pub use span::Span;
pub(crate) use watch::{look_time, warned_tenant};
pub use watch::{
    token_failures, token_look, token_looks, token_looks_until, token_warning, token_warnings,
    token_warnings_of, token_watch, token_watches,
};

/// Where rows stand that belong to no tenant.
pub const SYSTEM: TenantId = TenantId(Uuid::nil());

/// What a row holds. The numbers are stored: never change or reuse one. 0 is the schema version's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
enum Kind {
    User = 1,
    UserName = 2,
    External = 3,
    Email = 4,
    Group = 5,
    GroupName = 6,
    Member = 7,
    MemberOf = 8,
    Person = 9,
    PersonAddress = 10,
    Activity = 11,
    Due = 12,
    Token = 13,
    Counters = 14,
    Resource = 15,
    Unique = 16,
    Declarations = 17,
    Staged = 18,
    About = 19,
    Idle = 20,
    Hold = 21,
    Held = 22,
    Job = 23,
    PersonKey = 24,
    Mapping = 25,
    Class = 26,
    ArchivedClass = 27,
    Acknowledged = 28,
    TokenWatch = 29,
    TokenLook = 30,
    TokenFailures = 31,
    Tenant = 32,
    TenantName = 33,
    TokenOwner = 34,
    Wake = 35,
    SigningKey = 36,
    Federation = 37,
    Commit = 38,
    TokenWarning = 39,
}

/// By what a member without a directory record is found again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Claim<'t> {
    /// The folded address that identifies the member.
    Email(&'t str),
    /// The folded `userName` that the directory last used.
    UserName(&'t str),
    /// The `externalId` that the directory last used, exactly.
    External(&'t str),
}

/// The record of a resource of any type.
pub fn resource(tenant: TenantId, kind: ResourceKind, id: Uuid) -> Vec<u8> {
    resources_of(tenant, kind).id(id).done()
}

/// All resources of one type, by age.
pub fn resources(tenant: TenantId, kind: ResourceKind) -> Span {
    resources_of(tenant, kind).span()
}

fn resources_of(tenant: TenantId, kind: ResourceKind) -> part::Parts {
    match kind {
        ResourceKind::User => start(tenant, Kind::User),
        ResourceKind::Group => start(tenant, Kind::Group),
        ResourceKind::Declared(number) => start(tenant, Kind::Resource).short(number),
    }
}

/// Holds the id of the resource that has this folded value of an attribute that a tenant's schema
/// declares unique. `path` is the attribute's, with the URN of an extension in front.
pub fn unique(tenant: TenantId, kind: ResourceKind, path: &str, folded: &str) -> Vec<u8> {
    let parts = start(tenant, Kind::Unique);
    of_kind(parts, kind).text(path).text(folded).done()
}

/// All values of one such attribute.
pub fn unique_values(tenant: TenantId, kind: ResourceKind, path: &str) -> Span {
    of_kind(start(tenant, Kind::Unique), kind).text(path).span()
}

/// All such values of a resource type.
pub fn uniques(tenant: TenantId, kind: ResourceKind) -> Span {
    of_kind(start(tenant, Kind::Unique), kind).span()
}

/// The one row of a tenant's declared schemas and resource types.
pub fn declarations(tenant: TenantId) -> Vec<u8> {
    start(tenant, Kind::Declarations).done()
}

/// A user's record.
pub fn user(tenant: TenantId, id: Uuid) -> Vec<u8> {
    resource(tenant, ResourceKind::User, id)
}

/// All users, by age.
pub fn users(tenant: TenantId) -> Span {
    resources(tenant, ResourceKind::User)
}

/// Holds the id of the user with this folded `userName`.
pub fn user_name(tenant: TenantId, folded: &str) -> Vec<u8> {
    start(tenant, Kind::UserName).text(folded).done()
}

/// All `userName`s.
pub fn user_names(tenant: TenantId) -> Span {
    start(tenant, Kind::UserName).span()
}

/// Ends in the id of a resource with this `externalId`, which need not be unique.
pub fn external(tenant: TenantId, kind: ResourceKind, external_id: &str, id: Uuid) -> Vec<u8> {
    externals_of(tenant, kind).text(external_id).id(id).done()
}

/// The resources with this `externalId`.
pub fn external_id(tenant: TenantId, kind: ResourceKind, external_id: &str) -> Span {
    externals_of(tenant, kind).text(external_id).span()
}

/// All `externalId`s of one resource type.
pub fn externals(tenant: TenantId, kind: ResourceKind) -> Span {
    externals_of(tenant, kind).span()
}

fn externals_of(tenant: TenantId, kind: ResourceKind) -> part::Parts {
    of_kind(start(tenant, Kind::External), kind)
}

fn of_kind(parts: part::Parts, kind: ResourceKind) -> part::Parts {
    match kind {
        ResourceKind::User => parts.byte(b'u'),
        ResourceKind::Group => parts.byte(b'g'),
        ResourceKind::Declared(number) => parts.byte(b'd').short(number),
    }
}

/// Ends in the id of a user with this folded address among their `emails`.
pub fn email(tenant: TenantId, folded: &str, user: Uuid) -> Vec<u8> {
    start(tenant, Kind::Email).text(folded).id(user).done()
}

/// The users with this folded address.
pub fn users_with_email(tenant: TenantId, folded: &str) -> Span {
    start(tenant, Kind::Email).text(folded).span()
}

/// All addresses.
pub fn emails(tenant: TenantId) -> Span {
    start(tenant, Kind::Email).span()
}

/// A group's record, without its members.
pub fn group(tenant: TenantId, id: Uuid) -> Vec<u8> {
    resource(tenant, ResourceKind::Group, id)
}

/// All groups, by age.
pub fn groups(tenant: TenantId) -> Span {
    resources(tenant, ResourceKind::Group)
}

/// Ends in the id of a group with this folded `displayName`, which a tenant may let groups share.
pub fn group_name(tenant: TenantId, folded: &str, group: Uuid) -> Vec<u8> {
    start(tenant, Kind::GroupName).text(folded).id(group).done()
}

/// The groups with this folded `displayName`.
pub fn groups_with_name(tenant: TenantId, folded: &str) -> Span {
    start(tenant, Kind::GroupName).text(folded).span()
}

/// All group names.
pub fn group_names(tenant: TenantId) -> Span {
    start(tenant, Kind::GroupName).span()
}

/// One member of one group. Mirrored by [`member_of`].
pub fn member(tenant: TenantId, group: Uuid, user: Uuid) -> Vec<u8> {
    start(tenant, Kind::Member).id(group).id(user).done()
}

/// The members of one group.
pub fn members(tenant: TenantId, group: Uuid) -> Span {
    start(tenant, Kind::Member).id(group).span()
}

/// All members of all groups.
pub fn memberships(tenant: TenantId) -> Span {
    start(tenant, Kind::Member).span()
}

/// One group of one user. Mirrors [`member`].
pub fn member_of(tenant: TenantId, user: Uuid, group: Uuid) -> Vec<u8> {
    start(tenant, Kind::MemberOf).id(user).id(group).done()
}

/// The groups of one user.
pub fn groups_of(tenant: TenantId, user: Uuid) -> Span {
    start(tenant, Kind::MemberOf).id(user).span()
}

/// The groups of one user, and then those of all users behind them.
pub fn groups_from(tenant: TenantId, user: Uuid) -> Span {
    mirrors(tenant).after(&start(tenant, Kind::MemberOf).id(user).done())
}

/// All groups of all users.
pub fn mirrors(tenant: TenantId) -> Span {
    start(tenant, Kind::MemberOf).span()
}

/// A large change of a group's members that is under way, or whose traces are not swept yet.
pub fn staged(tenant: TenantId, group: Uuid) -> Vec<u8> {
    start(tenant, Kind::Staged).id(group).done()
}

/// All large changes.
pub fn all_staged(tenant: TenantId) -> Span {
    start(tenant, Kind::Staged).span()
}

/// What was made of a person.
pub fn person(tenant: TenantId, id: MemberId) -> Vec<u8> {
    start(tenant, Kind::Person).id(id.0).done()
}

/// All persons, tombstones too, by age.
pub fn persons(tenant: TenantId) -> Span {
    start(tenant, Kind::Person).span()
}

/// Ends in the id of a member without a directory record who is found by this claim.
pub fn person_address(tenant: TenantId, claim: Claim<'_>, id: MemberId) -> Vec<u8> {
    claim_of(tenant, claim).id(id.0).done()
}

/// The members without a directory record who are found by this claim.
pub fn claimants(tenant: TenantId, claim: Claim<'_>) -> Span {
    claim_of(tenant, claim).span()
}

/// All claims.
pub fn person_addresses(tenant: TenantId) -> Span {
    start(tenant, Kind::PersonAddress).span()
}

fn claim_of(tenant: TenantId, claim: Claim<'_>) -> part::Parts {
    let parts = start(tenant, Kind::PersonAddress);
    match claim {
        Claim::Email(folded) => parts.byte(b'e').text(folded),
        Claim::UserName(folded) => parts.byte(b'n').text(folded),
        Claim::External(exact) => parts.byte(b'x').text(exact),
    }
}

/// A member who waits for removal, under the time since when.
pub fn pending(tenant: TenantId, since: Timestamp, member: MemberId) -> Vec<u8> {
    start(tenant, Kind::Due).time(since).id(member.0).done()
}

/// All who wait for removal, who has waited longest first.
pub fn all_pending(tenant: TenantId) -> Span {
    start(tenant, Kind::Due).span()
}

/// A deactivated member whom the tenant wants removed after a while, under the time since when.
pub fn idle(tenant: TenantId, since: Timestamp, member: MemberId) -> Vec<u8> {
    start(tenant, Kind::Idle).time(since).id(member.0).done()
}

/// All such members.
pub fn all_idle(tenant: TenantId) -> Span {
    start(tenant, Kind::Idle).span()
}

/// A hold of removals.
pub fn hold(tenant: TenantId, number: u64) -> Vec<u8> {
    start(tenant, Kind::Hold).number(number).done()
}

/// All holds, the oldest first.
pub fn holds(tenant: TenantId) -> Span {
    start(tenant, Kind::Hold).span()
}

/// A member in a hold.
pub fn held(tenant: TenantId, hold: u64, member: MemberId) -> Vec<u8> {
    start(tenant, Kind::Held).number(hold).id(member.0).done()
}

/// The members in one hold.
pub fn held_in(tenant: TenantId, hold: u64) -> Span {
    start(tenant, Kind::Held).number(hold).span()
}

/// All members in all holds.
pub fn all_held(tenant: TenantId) -> Span {
    start(tenant, Kind::Held).span()
}

/// Work that is carried on step by step.
pub fn job(tenant: TenantId, number: u64) -> Vec<u8> {
    start(tenant, Kind::Job).number(number).done()
}

/// All such work, the first of it first.
pub fn jobs(tenant: TenantId) -> Span {
    start(tenant, Kind::Job).span()
}

/// The one row of a tenant's group mapping.
pub fn mapping(tenant: TenantId) -> Vec<u8> {
    start(tenant, Kind::Mapping).done()
}

/// A class that group mapping has made.
pub fn class(tenant: TenantId, id: &str) -> Vec<u8> {
    start(tenant, Kind::Class).text(id).done()
}

/// All classes, those that are archived too.
pub fn classes(tenant: TenantId) -> Span {
    start(tenant, Kind::Class).span()
}

/// Holds the id of the archived class that had this folded name last.
pub fn archived_class(tenant: TenantId, folded: &str) -> Vec<u8> {
    start(tenant, Kind::ArchivedClass).text(folded).done()
}

/// All names of archived classes.
pub fn archived_classes(tenant: TenantId) -> Span {
    start(tenant, Kind::ArchivedClass).span()
}

/// A token's record.
pub fn token(tenant: TenantId, public_id: &str) -> Vec<u8> {
    start(tenant, Kind::Token).text(public_id).done()
}

/// All tokens of a tenant.
pub fn tokens(tenant: TenantId) -> Span {
    start(tenant, Kind::Token).span()
}

/// The one row of counters.
pub fn counters(tenant: TenantId) -> Vec<u8> {
    start(tenant, Kind::Counters).done()
}

/// A tenant's facts.
pub fn tenant(id: TenantId) -> Vec<u8> {
    start(SYSTEM, Kind::Tenant).id(id.0).done()
}

/// All tenants, by age.
pub fn tenants() -> Span {
    start(SYSTEM, Kind::Tenant).span()
}

/// Holds the id of the tenant with this folded name.
pub fn tenant_name(folded: &str) -> Vec<u8> {
    start(SYSTEM, Kind::TenantName).text(folded).done()
}

/// Holds the id of the tenant whose token this is: the token alone selects the tenant (R34).
pub fn token_owner(public_id: &str) -> Vec<u8> {
    start(SYSTEM, Kind::TokenOwner).text(public_id).done()
}

/// Names the federated credential that these claims of an assertion find.
pub fn federation(issuer: &str, subject: &str, audience: &str) -> Vec<u8> {
    start(SYSTEM, Kind::Federation)
        .text(issuer)
        .text(subject)
        .text(audience)
        .done()
}

/// Says that a tenant has something due, the first of it at `at`.
pub fn wake(at: Timestamp, tenant: TenantId) -> Vec<u8> {
    start(SYSTEM, Kind::Wake).time(at).id(tenant.0).done()
}

/// All tenants that have something due, the next one first.
pub fn wakes() -> Span {
    start(SYSTEM, Kind::Wake).span()
}

/// The tenants that have something due by `now`.
pub fn wakes_until(now: Timestamp) -> Span {
    wakes().before(&start(SYSTEM, Kind::Wake).time_after(now).done())
}

/// The random key that what we hand out is signed under.
pub fn signing_key() -> Vec<u8> {
    start(SYSTEM, Kind::SigningKey).done()
}

/// Whether the row under a key has a part in who is let in, and as what: what is read of such rows
/// for every request is remembered until one of them changes (see [`crate::writer::AccessEpoch`]).
pub(crate) fn decides_access(key: &[u8]) -> bool {
    let kinds = [
        Kind::Federation,
        Kind::SigningKey,
        Kind::Tenant,
        Kind::Token,
        Kind::TokenOwner,
    ];
    let kind = key.get(size_of::<Uuid>());
    kinds.into_iter().any(|one| kind == Some(&(one as u8)))
}

fn start(tenant: TenantId, kind: Kind) -> part::Parts {
    part::Parts::new(tenant, kind as u8)
}

/// The id that a key ends in.
pub(crate) fn last_id(key: &[u8]) -> Option<Uuid> {
    key.last_chunk().copied().map(Uuid::from_bytes)
}

/// The sequence number that a key ends in.
pub(crate) fn last_number(key: &[u8]) -> Option<u64> {
    key.last_chunk().copied().map(u64::from_be_bytes)
}

/// The time in front of the id that a key ends in.
pub(crate) fn time_before_last_id(key: &[u8]) -> Option<Timestamp> {
    let (front, _) = key.split_last_chunk::<16>()?;
    part::time(*front.last_chunk()?)
}

/// Whether two keys differ in nothing but the id that they end in.
pub(crate) fn same_before_last_id(one: &[u8], other: &[u8]) -> bool {
    let front = |key| <[u8]>::split_last_chunk::<16>(key).map(|(front, _)| front);
    matches!((front(one), front(other)), (Some(one), Some(other)) if one == other)
}

/// The id in front of the id that a key ends in.
pub(crate) fn id_before_last_id(key: &[u8]) -> Option<Uuid> {
    let (front, _) = key.split_last_chunk::<16>()?;
    last_id(front)
}

#[cfg(test)]
mod tests;
