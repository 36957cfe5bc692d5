//! An activity entry before it has its place in the history.

use roster::{Member, MemberEvent, Reason};

use crate::{
    operation::{Call, Refusal},
    record::activity::{
        Changes, Entry, EntryError, EntryNote, Event, OperationName, Outcome, Subject,
    },
};

/// What an operation has to say about itself.
#[derive(Debug, Clone)]
pub(in crate::operation) struct Draft {
    pub(in crate::operation) operation: OperationName,
    pub(in crate::operation) result: Outcome,
    pub(in crate::operation) who: Option<Subject>,
    pub(in crate::operation) error: Option<EntryError>,
    pub(in crate::operation) reason: Option<String>,
    pub(in crate::operation) notes: Vec<EntryNote>,
    pub(in crate::operation) changes: Changes,
    pub(in crate::operation) events: Vec<Event>,
    /// How often it has happened.
    pub(in crate::operation) times: u64,
}

impl Draft {
    /// A success with nothing more to say yet.
    pub(in crate::operation) fn new(operation: OperationName, who: Subject) -> Self {
        Self {
            operation,
            result: Outcome::Succeeded,
            who: Some(who),
            error: None,
            reason: None,
            notes: Vec::new(),
            changes: Changes::default(),
            events: Vec::new(),
            times: 1,
        }
    }

    pub(in crate::operation) fn refused(
        operation: OperationName,
        who: Option<Subject>,
        refusal: &Refusal,
    ) -> Self {
        Self {
            operation,
            result: Outcome::Failed,
            who,
            error: Some(refusal.to_entry_error()),
            reason: None,
            notes: Vec::new(),
            changes: Changes::default(),
            events: match refusal {
                Refusal::SeatsTaken(_) => vec![Event::new(Event::SEATS_BLOCKED, [""; 0])],
                _ => Vec::new(),
            },
            times: 1,
        }
    }

    pub(in crate::operation) fn because(&mut self, reason: Option<Reason>) {
        self.reason = reason.map(|reason| reason.to_string());
    }

    pub(in crate::operation) fn tell(&mut self, member: Option<&Member>, events: &[MemberEvent]) {
        let ids = member.map(|member| member.id);
        self.events
            .extend(events.iter().map(|event| Event::new(event.as_str(), ids)));
    }

    pub(super) fn unchanged(mut self) -> Self {
        self.result = Outcome::Unchanged;
        self
    }

    pub(super) fn into_entry(self, call: &Call, seq: u64) -> Entry {
        Entry {
            seq,
            first_event: 0,
            at: call.now,
            operation: self.operation,
            result: self.result,
            who: self.who,
            source: call.source.clone(),
            request_id: call.request_id.clone(),
            error: self.error,
            reason: self.reason,
            notes: self.notes,
            changes: self.changes,
            events: self.events,
            repeated: self.times,
            last_at: None,
            sealed: None,
            erased: false,
        }
    }
}
