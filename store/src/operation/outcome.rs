//! What the callers of operations on resources are told.

use jiff::Timestamp;
use roster::{Member, Reason};

use crate::{
    reader::membership::GroupLink,
    record::activity::{EntryNote, OperationName, Outcome, Subject},
};

/// A resource that was created, changed, or found to be as wanted.
#[derive(Debug, Clone, PartialEq)]
pub struct Written {
    /// The resource's id.
    pub id: String,
    /// For the entity tag.
    pub version: u64,
    /// The stored form, for `scim::stored::render`.
    pub body: Vec<u8>,
    /// The groups of a user, where the caller asked for them.
    pub groups: Vec<GroupLink>,
    /// What the call turned out to be, e.g. a PATCH that deactivates.
    pub operation: OperationName,
    /// `Succeeded` or `Unchanged`.
    pub result: Outcome,
    /// Whom the activity entry names.
    pub who: Subject,
    /// What was tolerated or ignored.
    pub notes: Vec<EntryNote>,
    /// The sequence number of the activity entry, if one was written.
    pub sequence: Option<u64>,
    /// What was made of the person; none for groups, and for people without an address.
    pub member: Option<Member>,
    /// Why the membership is what it is, where it is not what one might expect.
    pub reason: Option<Reason>,
}

impl Written {
    /// False when everything was so already: no row was written but, if asked for, the entry.
    pub fn changed(&self) -> bool {
        self.result == Outcome::Succeeded
    }
}

/// A resource that is gone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deleted {
    /// Whom the activity entry names.
    pub who: Subject,
    /// The sequence number of the activity entry.
    pub sequence: u64,
    /// What became of the person, if there was a member.
    pub member: Option<Member>,
    /// When the member's removal is due, if it waits.
    pub due: Option<Timestamp>,
}
