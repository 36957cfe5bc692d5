//! Which entries are for admins to know (D24).

use roster::{MemberEvent, Reason};

use super::{Entry, Event};

/// The events that are told each time they happen.
const TOLD: [&str; 9] = [
    Event::HOLD_RAISED,
    Event::SYNC_FAILED,
    Event::SYNC_RESUMED,
    Event::SYNC_SILENT,
    Event::TOKEN_CREATED,
    Event::TOKEN_FIRST_USED,
    Event::TOKEN_REVOKED,
    Event::TOKEN_REVOKED_USED,
    Event::TOKEN_UNUSED,
];

impl Entry {
    /// The type of the event by which it is one. Of those whose removal is held only who is protected is told
    /// (D10): a hold is told once, and not for each of its members.
    pub fn notice(&self) -> Option<&str> {
        let is_protected = || self.reason == Some(Reason::Protected.to_string());
        let kinds = self.events.iter().map(|event| event.kind.as_str());
        kinds.into_iter().find(|kind| {
            TOLD.contains(kind)
                || *kind == MemberEvent::DeactivationHeld.as_str()
                || (*kind == MemberEvent::RemovalHeld.as_str() && is_protected())
        })
    }
}
