//! The entries about one person, the newest first.

use roster::{MemberEvent, MemberId, TenantId, provenance::Authority};

use super::{Missing, Origin};
use crate::{
    engine::Rows,
    error::EngineError,
    reader::activity,
    record::activity::{Changes, Entry, Event, OperationName, Outcome, SourceKind, Subject},
};

/// Entries that are looked at: a bound on what one question costs.
const MOST: usize = 5_000;

/// What was done, and what is not known of it.
#[derive(Debug)]
pub(super) struct History {
    entries: Vec<Entry>,
    /// There are more than were read.
    is_too_long: bool,
    /// Older ones were dropped.
    is_cut: bool,
}

impl History {
    pub(super) fn of(
        rows: &dyn Rows,
        tenant: TenantId,
        id: MemberId,
        is_cut: bool,
    ) -> Result<Self, EngineError> {
        let mut entries = activity::about(rows, tenant, id.0, MOST)?;
        let is_too_long = entries.len() == MOST;
        entries.retain(|entry| entry.result == Outcome::Succeeded);
        Ok(Self::new(entries, is_too_long, is_cut))
    }

    pub(super) fn new(entries: Vec<Entry>, is_too_long: bool, is_cut: bool) -> Self {
        Self {
            entries,
            is_too_long,
            is_cut,
        }
    }

    pub(super) fn entries(&self) -> impl DoubleEndedIterator<Item = &Entry> {
        self.entries.iter()
    }

    /// The first of them that `origin` finds to have written something, or to hide whether it has.
    pub(super) fn find(
        &self,
        mut origin: impl FnMut(&Entry) -> Option<Result<Origin, Missing>>,
    ) -> Result<Origin, Missing> {
        let told = self.entries().find_map(|entry| {
            if entry.erased {
                return Some(Err(Missing::Erased(entry.seq)));
            }
            origin(entry)
        });
        told.unwrap_or_else(|| Err(self.end()))
    }

    /// The last entry that tells one of these things of the member.
    pub(super) fn told(
        &self,
        member: MemberId,
        kinds: &[MemberEvent],
        authority: impl Fn(&Entry) -> Authority,
    ) -> Result<Origin, Missing> {
        let kinds: Vec<&str> = kinds.iter().map(|kind| kind.as_str()).collect();
        let found = self
            .entries()
            .find(|entry| tells(entry, &kinds, member))
            .map(|entry| Origin::of(entry, authority(entry)));
        found.ok_or_else(|| {
            if self.has_made(member) {
                Missing::NeverSet
            } else {
                self.end()
            }
        })
    }

    /// Of a record that is gone.
    pub(super) fn of_former_record(&self, name: &str) -> Result<Origin, Missing> {
        let origin = self.find(|entry| {
            let is_directorys = entry.source.kind == SourceKind::Token;
            let has_written = entry.changes.0.contains_key(name) || makes_record(entry);
            (is_directorys && has_written).then(|| Ok(Origin::of(entry, Authority::Directory)))
        });
        match origin {
            Err(Missing::NotTold) => Err(Missing::NeverSet),
            origin => origin,
        }
    }

    /// Whether the beginning of the member is among the entries.
    fn has_made(&self, member: MemberId) -> bool {
        let created = [MemberEvent::Created.as_str()];
        self.entries().any(|entry| tells(entry, &created, member))
    }

    /// Why nothing was found.
    fn end(&self) -> Missing {
        if self.is_too_long {
            Missing::TooFar
        } else if self.is_cut {
            Missing::Dropped
        } else {
            Missing::NotTold
        }
    }
}

/// Whether one of the events of an entry is of one of these kinds, and about this member.
pub(super) fn tells(entry: &Entry, kinds: &[&str], member: MemberId) -> bool {
    let id = member.to_string();
    let is_of = |event: &Event| kinds.contains(&event.kind.as_str()) && event.ids.contains(&id);
    entry.events.iter().any(is_of)
}

/// Whether this is the POST of a record: it says what it wrote only by what it is.
pub(super) fn makes_record(entry: &Entry) -> bool {
    let is_post = matches!(
        entry.operation,
        OperationName::Create | OperationName::Link | OperationName::Restore
    );
    let has_user = matches!(&entry.who, Some(Subject::Person { user: Some(_), .. }));
    is_post
        && has_user
        && entry.source.kind == SourceKind::Token
        && !names_attributes(&entry.changes)
}

/// What group mapping gives is told by words that no attribute of a record has.
fn names_attributes(changes: &Changes) -> bool {
    let is_assigned = |name: &str| {
        ["user_group", "teacher", "classes"]
            .iter()
            .any(|word| name.split(' ').next() == Some(word))
    };
    !changes.0.keys().all(|name| is_assigned(name))
}
