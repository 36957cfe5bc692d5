//! One entry.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Changes, Sealed, Source, Subject, row::Tally};

/// One line of the tenant's history. Absent fields have nothing to say.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// One more than the entry before; there are no gaps.
    pub seq: u64,
    /// The number of the first of its events, or, if it has none, of the next event that there is. The
    /// tenant's events are numbered from 1 on; there are no gaps.
    pub first_event: u64,
    /// When it happened (R71).
    pub at: Timestamp,
    /// R72.
    pub operation: OperationName,
    /// R75.
    pub result: Outcome,
    /// R73.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub who: Option<Subject>,
    /// R74.
    pub source: Source,
    /// The id that the client got with its answer.
    pub request_id: String,
    /// What the client was told (R77).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<EntryError>,
    /// Why the outcome is what it is (R78).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// What was tolerated or ignored.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<EntryNote>,
    /// What changed, attribute by attribute.
    #[serde(default, skip_serializing_if = "Changes::is_empty")]
    pub changes: Changes,
    /// What the app is told.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub events: Vec<Event>,
    /// How often it has happened within the hour: identical entries are one.
    #[serde(default = "once", skip_serializing_if = "is_once")]
    pub repeated: u64,
    /// When it happened last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_at: Option<Timestamp>,
    /// What it says of the person, as it is stored. Readers open it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sealed: Option<Sealed>,
    /// What it said of the person is gone for good.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub erased: bool,
}

/// What was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OperationName {
    /// A directory record for a person.
    Create,
    /// A change of one.
    Update,
    /// A change that took access away.
    Deactivate,
    /// A change that gave it back.
    Reactivate,
    /// A delete: of the directory record, and after the grace period of the member.
    Remove,
    /// The end of the grace period.
    RemoveDue,
    /// A directory record that found an existing member (D9).
    Link,
    /// A removal that was taken back, by an admin or by the person's return.
    Restore,
    /// A member whom the app stated.
    MemberAdd,
    /// What the app or a file says of a member whom no directory manages.
    MemberUpdate,
    /// A member whom an admin protects, or no longer.
    MemberProtect,
    /// A member whom no directory manages any more, because the connection has ended (D20).
    Disconnect,
    /// Held removals that go on.
    HoldApprove,
    /// Held removals that are taken back.
    HoldDiscard,
    /// What a member has by their groups, worked out anew.
    MemberAssign,
    /// The groups of a sign-in.
    SignIn,
    /// Another table of group mapping.
    MappingChange,
    /// The classes that it makes.
    MappingApply,
    /// A change of it that is taken back.
    MappingCancel,
    /// A new group.
    GroupCreate,
    /// A group's name or other attributes.
    GroupUpdate,
    /// Only its members.
    GroupMembers,
    /// A group's end.
    GroupDelete,
    /// A new resource of a type that the tenant has declared.
    ResourceCreate,
    /// A change of one.
    ResourceUpdate,
    /// The end of one.
    ResourceDelete,
    /// A schema or a resource type, declared or withdrawn.
    SchemaChange,
    /// A new token.
    TokenCreate,
    /// A token's end.
    TokenRevoke,
    /// The first use of a token.
    TokenUse,
    /// A token that has not called for much longer than it usually does.
    TokenSilent,
    /// The first call of such a token.
    TokenResumed,
    /// A token that was not used for 90 days.
    TokenUnused,
    /// A new account.
    TenantCreate,
    /// Its facts or settings.
    TenantChange,
    /// What the history says of a person, dropped.
    PersonErase,
    /// A sign-in of a token that was refused.
    Authenticate,
    /// A read that was refused.
    Read,
    /// A bulk request that was refused as a whole: none of its operations was looked at.
    Bulk,
}

/// How it ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Something changed.
    Succeeded,
    /// It was refused.
    Failed,
    /// Everything was so already.
    Unchanged,
}

/// A refusal, in the words that the client got.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntryError {
    /// The HTTP status.
    pub status: u16,
    /// The word of RFC 7644 §3.12, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scim_type: Option<String>,
    /// The sentence.
    pub detail: String,
}

/// A tolerance that was used, or something that was ignored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntryNote {
    /// Its short name, e.g. `string-boolean`.
    pub tolerance: String,
    /// What it was used on, e.g. an attribute's path.
    pub subject: String,
}

impl From<&scim::Note> for EntryNote {
    fn from(note: &scim::Note) -> Self {
        Self {
            tolerance: note.tolerance.as_str().to_owned(),
            subject: note.subject.clone(),
        }
    }
}

/// What the app is told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// E.g. `member.created`.
    #[serde(rename = "type")]
    pub kind: String,
    /// To how many it happened.
    pub count: u64,
    /// Their ids; of many, only the first ones.
    pub ids: Vec<String>,
    /// Of an event about members: each of the ids as they were then. Only who reads events opens them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub members: Vec<Sealed>,
}

impl Event {
    /// About classes.
    pub(crate) const CLASS_ARCHIVED: &str = "class.archived";
    pub(crate) const CLASS_UPSERTED: &str = "class.upserted";
    /// About members who are in other classes now.
    pub(crate) const CLASSES_CHANGED: &str = "member.classes_changed";
    pub(crate) const GROUP_CREATED: &str = "group.created";
    pub(crate) const GROUP_DELETED: &str = "group.deleted";
    /// About users and groups who joined the group that the entry is about.
    pub(crate) const GROUP_MEMBER_ADDED: &str = "group.member_added";
    /// About users and groups who left the group that the entry is about, or about groups that the user left
    /// whom the entry is about.
    pub(crate) const GROUP_MEMBER_REMOVED: &str = "group.member_removed";
    /// About the group that the entry is about, or about the groups that it was in when it was
    /// deleted.
    pub(crate) const GROUP_UPDATED: &str = "group.updated";
    /// About the number of a hold that more members than the account allows are the first to be in (D17).
    pub const HOLD_RAISED: &str = "hold.raised";
    /// About the version of the table.
    pub(crate) const MAPPING_CHANGED: &str = "mapping.changed";
    /// About members with another user group.
    pub(crate) const ROLE_CHANGED: &str = "role.changed";
    /// About resources of types that the tenant has declared.
    pub(crate) const RESOURCE_CREATED: &str = "resource.created";
    pub(crate) const RESOURCE_DELETED: &str = "resource.deleted";
    pub(crate) const RESOURCE_UPDATED: &str = "resource.updated";
    pub(crate) const SCHEMA_CHANGED: &str = "schema.changed";
    /// Somebody found no seat (D8).
    pub(crate) const SEATS_BLOCKED: &str = "seats.blocked";
    /// About a token whose calls fail in a way that is new (D24).
    pub const SYNC_FAILED: &str = "sync.failed";
    /// About a token that was silent and calls again.
    pub const SYNC_RESUMED: &str = "sync.resumed";
    /// About a token that has not called for much longer than it usually does (I10).
    pub const SYNC_SILENT: &str = "sync.silent";
    /// About members who teach now, or no longer.
    pub(crate) const TEACHER_CHANGED: &str = "teacher.changed";
    pub(crate) const TENANT_OBSERVED: &str = "tenant.observed";
    pub(crate) const TENANT_PAUSED: &str = "tenant.paused";
    pub(crate) const TENANT_RESUMED: &str = "tenant.resumed";
    /// About a new token.
    pub const TOKEN_CREATED: &str = "token.created";
    /// About the first use of a token.
    pub const TOKEN_FIRST_USED: &str = "token.first_used";
    /// About a token that was taken back.
    pub const TOKEN_REVOKED: &str = "token.revoked";
    /// About a token that is used though it was revoked or has expired (R85): the first time in two days.
    pub const TOKEN_REVOKED_USED: &str = "token.revoked_used";
    /// About a token that was not used for 90 days (D19).
    pub const TOKEN_UNUSED: &str = "token.unused";

    /// The most ids that an event carries.
    pub(crate) const MOST_IDS: usize = 50;

    /// An event about some ids; the count is of all of them.
    pub(crate) fn new<I: ToString>(kind: &str, ids: impl IntoIterator<Item = I>) -> Self {
        let mut event = Self {
            kind: kind.to_owned(),
            count: 0,
            ids: Vec::new(),
            members: Vec::new(),
        };
        for id in ids {
            event.count += 1;
            if event.ids.len() < Self::MOST_IDS {
                event.ids.push(id.to_string());
            }
        }
        event
    }

    /// An event about `count`, of whom some are named.
    pub(crate) fn counted<I: ToString>(
        kind: &str,
        count: u64,
        ids: impl IntoIterator<Item = I>,
    ) -> Self {
        Self {
            count,
            ..Self::new(kind, ids)
        }
    }
}

impl Event {
    /// Whether its ids are those of members, for each of whom the app gets an event.
    pub fn is_about_members(&self) -> bool {
        self.kind.starts_with("member.")
            || self.kind == Self::ROLE_CHANGED
            || self.kind == Self::TEACHER_CHANGED
    }

    /// How many numbers it takes.
    pub(crate) fn numbers(&self) -> u64 {
        if self.is_about_members() {
            self.ids.len() as u64
        } else {
            1
        }
    }
}

impl Entry {
    /// The number that the first event of the next entry has.
    pub(crate) fn next_event(&self) -> u64 {
        self.first_event + self.events.iter().map(Event::numbers).sum::<u64>()
    }

    /// What may still change after it was written, taken out; none of what happened once.
    pub(super) fn take_tally(&mut self) -> Option<Tally> {
        let tally = Tally {
            repeated: std::mem::replace(&mut self.repeated, once()),
            last_at: self.last_at.take(),
        };
        (tally.repeated != once() || tally.last_at.is_some()).then_some(tally)
    }
}

fn once() -> u64 {
    1
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde passes a reference"
)]
fn is_once(repeated: &u64) -> bool {
    *repeated == once()
}
