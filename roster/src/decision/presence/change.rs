//! A member on the way to what the directory says.

use jiff::Timestamp;

use crate::{
    Member, MemberState, Person,
    decision::{Decision, MemberEvent, Reason},
};

pub(super) fn state_of(active: bool) -> MemberState {
    if active {
        MemberState::Active
    } else {
        MemberState::Deactivated
    }
}

/// What was, what is to be, and what is told of it.
pub(super) struct Change<'m> {
    before: &'m Member,
    pub(super) member: Member,
    pub(super) events: Vec<MemberEvent>,
    reason: Option<Reason>,
}

impl<'m> Change<'m> {
    pub(super) fn of(before: &'m Member) -> Self {
        Self {
            before,
            member: before.clone(),
            events: Vec::new(),
            reason: None,
        }
    }

    /// Takes name and address over. A directory that withdraws the address leaves the last one: the
    /// member is still known by it.
    pub(super) fn describe(&mut self, person: &Person) {
        self.describe_silently(person);
        let same = self.member.user_name == self.before.user_name
            && self.member.display_name == self.before.display_name
            && self.member.email == self.before.email;
        if !same {
            self.events.push(MemberEvent::Updated);
        }
    }

    /// As [`Self::describe`], where another event tells it all.
    pub(super) fn describe_silently(&mut self, person: &Person) {
        self.member.user_name.clone_from(&person.user_name);
        self.member.display_name.clone_from(&person.display_name);
        if let Some(email) = &person.email {
            self.member.email.clone_from(email);
        }
    }

    /// Makes access what the directory says, if it says anything, and the member is not protected
    /// (D10).
    pub(super) fn follow(&mut self, active: Option<bool>, now: Timestamp) {
        let Some(active) = active else { return };
        let (event, since) = match (&self.member.state, active) {
            (MemberState::Active, false) if self.member.protected => {
                self.reason = Some(Reason::Protected);
                return;
            }
            (MemberState::Active, false) => (MemberEvent::Deactivated, Some(now)),
            (MemberState::Deactivated, true) => (MemberEvent::Reactivated, None),
            _ => return,
        };
        self.member.state = state_of(active);
        self.member.deactivated_at = since;
        self.events.push(event);
    }

    pub(super) fn done(self) -> Decision {
        Decision {
            member: Some(self.member),
            events: self.events,
            reason: self.reason,
        }
    }
}
