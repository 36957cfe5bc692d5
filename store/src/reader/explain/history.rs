//! What the log says of a person or of a group, the newest first.

use jiff::Timestamp;
use roster::{
    MemberEvent, TenantId,
    explain::{Deleted, Ended, Ending, Refused},
};
use scim::fold::fold;

use crate::{
    engine::{Direction, Rows},
    error::EngineError,
    reader::activity,
    record::{
        Entry,
        activity::{Event, OperationName, Outcome, Source, SourceKind, Subject},
    },
};

/// Entries that are looked back at: a bound on what one question costs.
const LOOK_BACK: usize = 20_000;
/// Entries that are held at once.
const PAGE: usize = 1_000;

/// Whom or what entries are to be about: all by which they may name it, folded.
#[derive(Debug, Clone, Copy)]
pub(super) enum About<'a> {
    Person(&'a [String]),
    Group(&'a [String]),
}

/// What was found.
#[derive(Debug, Default)]
pub(super) struct History {
    /// The last call about it, if it was refused.
    pub(super) refused: Option<Refused>,
    /// The entry of the last change of it.
    pub(super) last_change: Option<u64>,
    /// The end of it: when, by whom, and the entry.
    pub(super) left: Option<Deleted>,
    /// How the membership ended.
    pub(super) ended: Option<Ended>,
    /// The erasure of what was known of a person.
    pub(super) erased: Option<Deleted>,
    /// When a directory last called, whomever about.
    pub(super) last_call: Option<Timestamp>,
    /// The last call that was refused and about nobody.
    pub(super) refused_call: Option<Refused>,
    /// The last token that did not open the door, and when.
    pub(super) rejected: Option<(Source, Timestamp)>,
    /// Something was said of it since.
    heard_of: bool,
}

impl History {
    pub(super) fn of(
        rows: &dyn Rows,
        tenant: TenantId,
        about: About<'_>,
    ) -> Result<Self, EngineError> {
        let mut history = Self::default();
        let mut before = None;
        for _ in 0..LOOK_BACK / PAGE {
            let page = activity::page(rows, tenant, before, Direction::Descending, PAGE)?;
            for entry in &page {
                history.take(entry, about);
            }
            match page.last() {
                Some(last) if page.len() == PAGE => before = Some(last.seq),
                _ => break,
            }
        }
        Ok(history)
    }

    fn take(&mut self, entry: &Entry, about: About<'_>) {
        let at = entry.last_at.unwrap_or(entry.at);
        if entry.source.kind == SourceKind::Token {
            if entry.operation == OperationName::Authenticate {
                self.rejected.get_or_insert((entry.source.clone(), at));
            } else {
                self.last_call = self.last_call.max(Some(at));
                if entry.who.is_none() && self.refused_call.is_none() {
                    self.refused_call = refused(entry, at);
                }
            }
        }
        if !about.has(entry) {
            return;
        }
        let is_call = entry.source.kind == SourceKind::Token;
        if is_call && !self.heard_of && self.refused.is_none() {
            self.refused = refused(entry, at);
        }
        self.heard_of |= is_call && entry.operation != OperationName::Read;
        if entry.result == Outcome::Succeeded {
            self.last_change.get_or_insert(entry.seq);
            let done = || Deleted {
                at,
                by: by(&entry.source),
                entry: Some(entry.seq),
            };
            match entry.operation {
                OperationName::Remove | OperationName::GroupDelete => {
                    self.left.get_or_insert_with(done);
                }
                OperationName::PersonErase => {
                    self.erased.get_or_insert_with(done);
                }
                _ => {}
            }
            let is_end = |event: &Event| event.kind == MemberEvent::Removed.as_str();
            if entry.events.iter().any(is_end) {
                self.ended.get_or_insert_with(|| ended(entry));
            }
        }
    }
}

/// The call, if it was refused.
fn refused(entry: &Entry, at: Timestamp) -> Option<Refused> {
    if entry.result != Outcome::Failed {
        return None;
    }
    entry.error.as_ref().map(|error| Refused {
        at,
        status: error.status,
        detail: error.detail.clone(),
        is_change: !matches!(entry.operation, OperationName::Create | OperationName::Read),
        entry: entry.seq,
    })
}

fn ended(entry: &Entry) -> Ended {
    Ended {
        by: by(&entry.source),
        how: match (entry.operation, entry.source.kind) {
            (OperationName::RemoveDue, _) => Ending::Due,
            (_, SourceKind::Token) => Ending::WithTheRecord,
            _ => Ending::ByHand,
        },
        entry: entry.seq,
    }
}

impl About<'_> {
    fn has(self, entry: &Entry) -> bool {
        let among = |names: &[String], text: &str| names.iter().any(|one| one == text);
        match (self, &entry.who) {
            (
                Self::Person(names),
                Some(Subject::Person {
                    user,
                    member,
                    name,
                    email,
                }),
            ) => {
                user.as_deref().is_some_and(|user| among(names, user))
                    || member.is_some_and(|member| among(names, &member.to_string()))
                    || email
                        .as_ref()
                        .is_some_and(|email| among(names, &fold(email)))
                    || name.as_ref().is_some_and(|name| among(names, &fold(name)))
            }
            (Self::Group(names), Some(Subject::Group { id, name })) => {
                id.as_deref().is_some_and(|id| among(names, id))
                    || name.as_ref().is_some_and(|name| among(names, &fold(name)))
            }
            _ => false,
        }
    }
}

/// The token by its name, or else the kind of the source.
pub(super) fn by(source: &Source) -> String {
    let name = source.name.clone();
    name.unwrap_or_else(|| source.kind.as_str().to_owned())
}
