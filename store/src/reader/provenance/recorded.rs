//! Who wrote an attribute of the directory record.

use roster::{Member, provenance::Authority};

use super::{History, Missing, Origin};
use crate::record::{
    UserRecord,
    activity::{Entry, Subject},
};

/// The last entry that has changed the attribute, or else the one that has made the record.
pub(super) fn origin(
    history: &History,
    member: &Member,
    record: &UserRecord,
    name: &str,
) -> Result<Origin, Missing> {
    let is_of_record = |entry: &Entry| match &entry.who {
        Some(Subject::Person { user, .. }) => *user == member.user,
        _ => false,
    };
    // Only a POST happens at the time when the record was made, and before all that follows.
    let first = history
        .entries()
        .rev()
        .find(|entry| is_of_record(entry))
        .filter(|entry| entry.at == record.head.created)
        .map(|entry| entry.seq);
    history.find(|entry| {
        if !is_of_record(entry) {
            return None;
        }
        if entry.changes.0.contains_key(name) || first == Some(entry.seq) {
            return Some(Ok(Origin::of(entry, Authority::Directory)));
        }
        entry
            .changes
            .is_full()
            .then_some(Err(Missing::Crowded(entry.seq)))
    })
}
