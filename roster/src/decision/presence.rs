//! Acts that say that a person is there: provision, update, and the app's own word.

use jiff::Timestamp;

use super::{Decision, MemberEvent, Policy, Reason, Refusal};
use crate::{Member, MemberId, MemberState, Origin, Person, SingleSignOn};

/// A person as the app states them.
#[derive(Clone, Copy)]
pub(super) struct Stated<'a> {
    pub(super) user_name: &'a str,
    pub(super) display_name: Option<&'a str>,
    pub(super) email: &'a str,
}

pub(super) fn provision(
    before: Option<&Member>,
    person: &Person,
    policy: Policy,
    new_member: MemberId,
    now: Timestamp,
) -> Result<Decision, Refusal> {
    need_single_sign_on(policy.sso)?;
    match before {
        Some(before) => Ok(returned(before, person, now)),
        None => Ok(created(person, new_member, now)),
    }
}

pub(super) fn update(
    before: Option<&Member>,
    person: &Person,
    policy: Policy,
    new_member: MemberId,
    now: Timestamp,
) -> Result<Decision, Refusal> {
    let managed = before.filter(|member| member.user.as_deref() == Some(person.user.as_str()));
    let Some(before) = managed else {
        // The record had no member until now, so the update is what brings somebody in.
        if person.email.is_some() && !person.gets_access() && !policy.sso.is_active() {
            return Ok(Decision::unchanged(None).because(Reason::NotAddedWithoutSingleSignOn));
        }
        if before.is_none() && person.email.is_none() {
            return Ok(Decision::unchanged(None).because(Reason::NoAddressYet));
        }
        return provision(before, person, policy, new_member, now);
    };
    if person.gets_access() && before.state == MemberState::Deactivated {
        need_single_sign_on(policy.sso)?;
    }
    let mut change = Change::of(before);
    change.describe(person);
    change.follow(person.active);
    Ok(change.done(now))
}

pub(super) fn join(
    before: Option<&Member>,
    stated: Stated<'_>,
    new_member: MemberId,
    now: Timestamp,
) -> Result<Decision, Refusal> {
    let Some(before) = before else {
        let member = Member {
            id: new_member,
            state: MemberState::Unmanaged,
            origin: Origin::App,
            user: None,
            user_name: stated.user_name.to_owned(),
            display_name: stated.display_name.map(str::to_owned),
            email: stated.email.to_owned(),
            created_at: now,
            changed_at: now,
        };
        return Ok(Decision {
            member: Some(member),
            events: vec![MemberEvent::Created],
            reason: None,
        });
    };
    if before.is_member() {
        return Err(Refusal::AlreadyMember);
    }
    let mut change = Change::of(before);
    change.member.state = MemberState::Unmanaged;
    stated.user_name.clone_into(&mut change.member.user_name);
    change.member.display_name = stated.display_name.map(str::to_owned);
    stated.email.clone_into(&mut change.member.email);
    change.events.push(MemberEvent::Restored);
    Ok(change.done(now).because(Reason::RestoredMember))
}

pub(super) fn need_single_sign_on(sso: SingleSignOn) -> Result<(), Refusal> {
    if sso.is_active() {
        Ok(())
    } else {
        Err(Refusal::SingleSignOnInactive)
    }
}

fn created(person: &Person, new_member: MemberId, now: Timestamp) -> Decision {
    let Some(email) = &person.email else {
        return Decision::unchanged(None).because(Reason::NoAddressYet);
    };
    let member = Member {
        id: new_member,
        state: state_of(person.gets_access()),
        origin: Origin::Directory,
        user: Some(person.user.clone()),
        user_name: person.user_name.clone(),
        display_name: person.display_name.clone(),
        email: email.clone(),
        created_at: now,
        changed_at: now,
    };
    Decision {
        member: Some(member),
        events: vec![MemberEvent::Created],
        reason: None,
    }
}

/// A member without a directory record gets one: the same member id, whatever they were (D5, D9).
fn returned(before: &Member, person: &Person, now: Timestamp) -> Decision {
    let mut change = Change::of(before);
    let reason = match before.state {
        MemberState::Unmanaged => {
            change.member.state = MemberState::Active;
            change.events.push(MemberEvent::Linked);
            change.describe_silently(person);
            Reason::LinkedExistingMember
        }
        MemberState::Active | MemberState::Deactivated => {
            change.events.push(MemberEvent::Linked);
            change.describe_silently(person);
            Reason::LinkedExistingMember
        }
        MemberState::Pending { blocked, .. } => {
            change.member.state = state_of(!blocked);
            change.events.push(MemberEvent::RemovalCancelled);
            change.describe(person);
            Reason::RemovalCancelled
        }
        MemberState::Removed { .. } => {
            // The event carries the state, and nobody had access that could be lost.
            change.member.state = state_of(person.gets_access());
            change.events.push(MemberEvent::Restored);
            change.describe_silently(person);
            Reason::RestoredMember
        }
    };
    change.member.user = Some(person.user.clone());
    change.follow(person.active);
    change.done(now).because(reason)
}

fn state_of(active: bool) -> MemberState {
    if active {
        MemberState::Active
    } else {
        MemberState::Deactivated
    }
}

/// A member on the way to what they become.
struct Change<'m> {
    before: &'m Member,
    member: Member,
    events: Vec<MemberEvent>,
}

impl<'m> Change<'m> {
    fn of(before: &'m Member) -> Self {
        Self {
            before,
            member: before.clone(),
            events: Vec::new(),
        }
    }

    /// Takes name and address over. A directory that withdraws the address leaves the last one: the
    /// member is still known by it.
    fn describe(&mut self, person: &Person) {
        self.describe_silently(person);
        let same = self.member.user_name == self.before.user_name
            && self.member.display_name == self.before.display_name
            && self.member.email == self.before.email;
        if !same {
            self.events.push(MemberEvent::Updated);
        }
    }

    /// As [`Self::describe`], where another event tells it all.
    fn describe_silently(&mut self, person: &Person) {
        self.member.user_name.clone_from(&person.user_name);
        self.member.display_name.clone_from(&person.display_name);
        if let Some(email) = &person.email {
            self.member.email.clone_from(email);
        }
    }

    /// Makes access what the directory says, if it says anything.
    fn follow(&mut self, active: Option<bool>) {
        let Some(active) = active else { return };
        let event = match (&self.member.state, active) {
            (MemberState::Active, false) => MemberEvent::Deactivated,
            (MemberState::Deactivated, true) => MemberEvent::Reactivated,
            _ => return,
        };
        self.member.state = state_of(active);
        self.events.push(event);
    }

    fn done(mut self, now: Timestamp) -> Decision {
        if self.member != *self.before {
            self.member.changed_at = now;
        }
        Decision {
            member: Some(self.member),
            events: self.events,
            reason: None,
        }
    }
}
