//! Acts that say that a person is there: provision, update, and the app's own word.

mod change;
mod edit;
mod import;

use jiff::Timestamp;

use super::{Decision, MemberEvent, Policy, Reason, Refusal};
use crate::{Assignment, Member, MemberId, MemberState, Mode, Origin, Person};
use change::{Change, state_of};

pub(super) use edit::edit;
pub(super) use import::import;

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
    policy: &Policy,
    new_member: MemberId,
    now: Timestamp,
) -> Result<Decision, Refusal> {
    policy.pass()?;
    if policy.mode != Mode::Live {
        return Ok(Decision::unchanged(None).because(Reason::NotLive(policy.mode)));
    }
    match before {
        // A person who was removed is as new as one who was never there.
        Some(before) if policy.automatic || before.is_member() => Ok(returned(before, person, now)),
        _ if person.email.is_none() => Ok(Decision::unchanged(None).because(Reason::NoAddressYet)),
        _ if !policy.automatic => Ok(Decision::unchanged(None).because(Reason::NotAutomatic)),
        _ => Ok(created(person, new_member, now)),
    }
}

pub(super) fn update(
    before: Option<&Member>,
    person: &Person,
    policy: &Policy,
    new_member: MemberId,
    now: Timestamp,
) -> Result<Decision, Refusal> {
    let managed = before.filter(|member| member.user.as_deref() == Some(person.user.as_str()));
    let Some(before) = managed else {
        // The record had no member until now, so the update is what brings somebody in.
        if let Some(gate) = policy.gate
            && person.email.is_some()
            && !person.gets_access()
        {
            return Ok(Decision::unchanged(None).because(Reason::NotAddedBehindGate(gate)));
        }
        if before.is_none() && person.email.is_none() {
            return Ok(Decision::unchanged(None).because(Reason::NoAddressYet));
        }
        return provision(before, person, policy, new_member, now);
    };
    match before.state {
        MemberState::Removed { .. } | MemberState::Held { .. } if !person.gets_access() => {
            return Ok(Decision::unchanged(Some(before)));
        }
        MemberState::Removed { .. } => return reprovision(before, person, policy, now),
        _ => {}
    }
    if policy.mode != Mode::Live {
        return Ok(while_stopped(before, person, policy, now));
    }
    if person.gets_access() && before.state == MemberState::Deactivated {
        policy.pass()?;
    }
    let mut change = Change::of(before);
    change.describe(person);
    change.follow(person.active, now);
    Ok(change.done())
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
            protected: false,
            deactivated_at: None,
            gone_since: None,
            assignment: Assignment::default(),
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
    Ok(change.done().because(Reason::RestoredMember))
}

fn created(person: &Person, new_member: MemberId, now: Timestamp) -> Decision {
    let Some(email) = &person.email else {
        return Decision::unchanged(None).because(Reason::NoAddressYet);
    };
    let state = state_of(person.gets_access());
    let member = Member {
        id: new_member,
        origin: Origin::Directory,
        user: Some(person.user.clone()),
        user_name: person.user_name.clone(),
        display_name: person.display_name.clone(),
        email: email.clone(),
        protected: false,
        deactivated_at: (state == MemberState::Deactivated).then_some(now),
        gone_since: None,
        assignment: Assignment::default(),
        created_at: now,
        changed_at: now,
        state,
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
        MemberState::Pending { blocked, .. } | MemberState::Held { blocked, .. } => {
            change.member.state = state_of(!blocked);
            change.events.push(MemberEvent::RemovalCancelled);
            change.describe(person);
            Reason::RemovalCancelled
        }
        MemberState::Removed { .. } => {
            // The event carries the state, and nobody had access that could be lost.
            let active = person.gets_access();
            change.member.state = state_of(active);
            change.member.deactivated_at = (!active).then_some(now);
            change.events.push(MemberEvent::Restored);
            change.describe_silently(person);
            Reason::RestoredMember
        }
    };
    change.member.user = Some(person.user.clone());
    change.member.gone_since = None;
    change.follow(person.active, now);
    change.done().because(reason)
}

/// The directory gives somebody access again who was removed for being deactivated too long (D1).
fn reprovision(
    before: &Member,
    person: &Person,
    policy: &Policy,
    now: Timestamp,
) -> Result<Decision, Refusal> {
    policy.pass()?;
    if policy.mode != Mode::Live {
        return Ok(Decision::unchanged(Some(before)).because(Reason::NotLive(policy.mode)));
    }
    if !policy.automatic {
        return Ok(Decision::unchanged(Some(before)).because(Reason::NotAutomatic));
    }
    Ok(returned(before, person, now))
}

/// Only loss of access does not wait for the end of a pause.
fn while_stopped(before: &Member, person: &Person, policy: &Policy, now: Timestamp) -> Decision {
    let mut change = Change::of(before);
    if person.active == Some(false) {
        change.follow(person.active, now);
    }
    let decision = change.done();
    let mut all = Change::of(before);
    all.describe(person);
    all.follow(person.active, now);
    if all.done().member == decision.member {
        decision
    } else {
        decision.because(Reason::NotLive(policy.mode))
    }
}
