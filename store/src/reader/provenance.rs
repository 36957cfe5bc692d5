//! Who wrote each field of a member last, by the activity log (I7).
//!
//! Values are those that are kept; of the log only the origin is taken, as it shortens what is long.
//! An entry that could have written a field and doesn't tell ends the search: what is not known is
//! said to be so.

mod assigned;
mod described;
mod history;
mod recorded;

use jiff::Timestamp;
use roster::{
    Member, MemberEvent, MemberId, TenantId,
    provenance::{Authority, Field, Precedence, precedence},
};
use scim::Resource;
use serde_json::{Value, json};

use super::{activity, counters, member, user};
use crate::{
    engine::Rows,
    error::EngineError,
    record::{
        PersonRecord, UserRecord,
        activity::{Entry, Source, SourceKind},
        parse_id,
    },
};
use history::History;

/// All of a member, field by field.
#[derive(Debug, Clone, PartialEq)]
pub struct Provenance {
    /// The member.
    pub member: Member,
    /// When the directory record was made, while there is one.
    pub recorded_at: Option<Timestamp>,
    /// The oldest entry that is kept, and its time, where older ones were dropped.
    pub log_begins: Option<(u64, Timestamp)>,
    /// The member's own fields, and then the attributes of the directory record.
    pub fields: Vec<Traced>,
}

/// One field.
#[derive(Debug, Clone, PartialEq)]
pub struct Traced {
    /// What it is.
    pub field: Field,
    /// Its name: of an attribute as the record has it.
    pub name: String,
    /// Null where there is nothing.
    pub value: Value,
    /// Who wrote it last.
    pub origin: Result<Origin, Missing>,
    /// Who comes before whom.
    pub precedence: Precedence,
}

/// Who wrote something, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// Whose word it is.
    pub authority: Authority,
    /// Who brought it: of group mapping, who changed the groups or the table.
    pub source: Source,
    /// The id that the client got with its answer.
    pub request_id: String,
    /// When.
    pub at: Timestamp,
    /// The number of the entry.
    pub entry: u64,
}

/// Why it isn't known who wrote something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missing {
    /// An entry has changed more than it tells.
    Crowded(u64),
    /// Entries were dropped because of their age, and the one would be among them.
    Dropped,
    /// What this entry told of the person was erased.
    Erased(u64),
    /// The directory's record says something else, and the member has kept this.
    Kept,
    /// Nobody has, since the member was made.
    NeverSet,
    /// The log is whole, and no entry tells.
    NotTold,
    /// There are more entries than are looked at.
    TooFar,
}

/// Everything about one member. None if there is no such member.
pub fn of(
    rows: &dyn Rows,
    tenant: TenantId,
    id: MemberId,
) -> Result<Option<Provenance>, EngineError> {
    let Some(person) = member::record(rows, tenant, id)? else {
        return Ok(None);
    };
    let record = record_of(rows, tenant, &person.member)?;
    let is_cut = counters::of(rows, tenant)?.chain.anchor.sequence > 0;
    let history = History::of(rows, tenant, id, is_cut)?;
    let oldest = activity::oldest(rows, tenant)?.filter(|_| is_cut);
    let resource = record.as_ref().map(UserRecord::resource).transpose()?;
    let record = record.as_ref().zip(resource.as_ref());
    let mut fields = own(&person, record, &history);
    fields.extend(assigned::fields(rows, tenant, &person.member, is_cut)?);
    if let Some((record, resource)) = record {
        fields.extend(attributes(&person.member, record, resource, &history));
    }
    Ok(Some(Provenance {
        recorded_at: record.map(|(record, _)| record.head.created),
        log_begins: oldest.map(|entry| (entry.seq, entry.at)),
        member: person.member,
        fields,
    }))
}

fn record_of(
    rows: &dyn Rows,
    tenant: TenantId,
    member: &Member,
) -> Result<Option<UserRecord>, EngineError> {
    match member.user.as_deref().and_then(parse_id) {
        Some(user) => user::record(rows, tenant, user),
        None => Ok(None),
    }
}

/// What was made of the person, but for what groups give.
fn own(
    person: &PersonRecord,
    record: Option<(&UserRecord, &Resource)>,
    history: &History,
) -> Vec<Traced> {
    let member = &person.member;
    let names = [
        (Field::UserName, "user_name", json!(member.user_name)),
        (
            Field::DisplayName,
            "display_name",
            json!(member.display_name),
        ),
        (Field::Email, "email", json!(member.email)),
    ];
    let mut fields: Vec<Traced> = names
        .into_iter()
        .map(|(field, name, value)| {
            let origin = described::origin(field, member, record, history);
            traced(member, field, name, value, origin)
        })
        .collect();
    let external_id = match record {
        Some((_, resource)) => resource.text("externalId"),
        None => person.external_id.as_deref(),
    };
    let origin = match record {
        Some((record, _)) => recorded::origin(history, member, record, "externalId"),
        None => history.of_former_record("externalId"),
    };
    let field = Field::ExternalId;
    fields.push(traced(
        member,
        field,
        "external_id",
        json!(external_id),
        origin,
    ));
    let state = json!(member.state.as_str());
    let origin = history.told(member.id, &STATES, |entry| by(entry.source.kind));
    fields.push(traced(member, Field::State, "state", state, origin));
    let protected = json!(member.protected);
    let kinds = [MemberEvent::Protected, MemberEvent::Unprotected];
    let origin = history.told(member.id, &kinds, |entry| by(entry.source.kind));
    fields.push(traced(
        member,
        Field::Protected,
        "protected",
        protected,
        origin,
    ));
    fields
}

/// What moves a member from one state to another. That a removal is held is told of the protected
/// too, who stay as they are.
const STATES: [MemberEvent; 9] = [
    MemberEvent::Created,
    MemberEvent::Linked,
    MemberEvent::Deactivated,
    MemberEvent::Reactivated,
    MemberEvent::RemovalScheduled,
    MemberEvent::RemovalCancelled,
    MemberEvent::Removed,
    MemberEvent::Restored,
    MemberEvent::Disconnected,
];

fn attributes(
    member: &Member,
    record: &UserRecord,
    resource: &Resource,
    history: &History,
) -> Vec<Traced> {
    let names = resource.object().iter();
    names
        .filter(|(name, _)| *name != "schemas")
        .map(|(name, value)| {
            let origin = recorded::origin(history, member, record, name);
            traced(member, Field::Attribute, name, value.clone(), origin)
        })
        .collect()
}

fn traced(
    member: &Member,
    field: Field,
    name: &str,
    value: Value,
    origin: Result<Origin, Missing>,
) -> Traced {
    Traced {
        field,
        name: name.to_owned(),
        value,
        origin,
        precedence: precedence(field, member),
    }
}

impl Origin {
    fn of(entry: &Entry, authority: Authority) -> Self {
        Self {
            authority,
            source: entry.source.clone(),
            request_id: entry.request_id.clone(),
            at: entry.at,
            entry: entry.seq,
        }
    }
}

/// Whose word it is that came this way.
fn by(kind: SourceKind) -> Authority {
    match kind {
        SourceKind::Token => Authority::Directory,
        SourceKind::Admin => Authority::Admin,
        SourceKind::Timer => Authority::Timer,
        SourceKind::App => Authority::App,
        SourceKind::Importer => Authority::Import,
    }
}

#[cfg(test)]
mod tests;
