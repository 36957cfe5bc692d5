//! What the log says of a person or of a group, the newest first.

use jiff::Timestamp;
use roster::{TenantId, explain::Refused};
use scim::fold::fold;

use crate::{
    engine::{Direction, Rows},
    error::EngineError,
    reader::activity,
    record::{
        Entry,
        activity::{OperationName, Outcome, SourceKind, Subject},
    },
};

/// Entries that are looked back at: a bound on what one question costs.
const LOOK_BACK: usize = 20_000;
/// Entries that are held at once.
const PAGE: usize = 1_000;

/// What was found.
#[derive(Debug, Default)]
pub(super) struct History {
    /// The last call about the person, if it was refused.
    pub(super) refused: Option<Refused>,
    /// The entry of the last change of the person.
    pub(super) last_change: Option<u64>,
    /// The entry by which the person left.
    pub(super) left: Option<u64>,
    /// When a directory last called, whomever about.
    pub(super) last_call: Option<Timestamp>,
    /// The last token that was refused as revoked or expired, and when.
    pub(super) stale_token: Option<(String, Timestamp)>,
    /// Something was said of the person since.
    heard_of: bool,
}

impl History {
    pub(super) fn of(
        rows: &dyn Rows,
        tenant: TenantId,
        names: &[String],
    ) -> Result<Self, EngineError> {
        let mut history = Self::default();
        let mut before = None;
        for _ in 0..LOOK_BACK / PAGE {
            let page = activity::page(rows, tenant, before, Direction::Descending, PAGE)?;
            for entry in &page {
                history.take(entry, names);
            }
            match page.last() {
                Some(last) if page.len() == PAGE => before = Some(last.seq),
                _ => break,
            }
        }
        Ok(history)
    }

    fn take(&mut self, entry: &Entry, names: &[String]) {
        let at = entry.last_at.unwrap_or(entry.at);
        if entry.source.kind == SourceKind::Token {
            if entry.operation == OperationName::Authenticate {
                let name = entry.source.name.clone().unwrap_or_default();
                self.stale_token.get_or_insert((name, at));
            } else {
                self.last_call = self.last_call.max(Some(at));
            }
        }
        if !is_about(entry, names) {
            return;
        }
        let is_call = entry.source.kind == SourceKind::Token;
        if is_call && entry.result == Outcome::Failed && !self.heard_of {
            self.refused = entry.error.as_ref().map(|error| Refused {
                at,
                detail: error.detail.clone(),
                entry: entry.seq,
            });
        }
        self.heard_of |= is_call && entry.operation != OperationName::Read;
        if entry.result == Outcome::Succeeded {
            self.last_change.get_or_insert(entry.seq);
            if entry.operation == OperationName::Remove {
                self.left.get_or_insert(entry.seq);
            }
        }
    }
}

fn is_about(entry: &Entry, names: &[String]) -> bool {
    let has = |text: &str| names.iter().any(|one| one == text);
    match &entry.who {
        Some(Subject::Person {
            user,
            member,
            name,
            email,
        }) => {
            user.as_deref().is_some_and(has)
                || member.is_some_and(|member| has(&member.to_string()))
                || email.as_ref().is_some_and(|email| has(&fold(email)))
                || name.as_ref().is_some_and(|name| has(&fold(name)))
        }
        Some(Subject::Group { id, .. }) => id.as_deref().is_some_and(has),
        _ => false,
    }
}
