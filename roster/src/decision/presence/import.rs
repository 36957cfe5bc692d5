//! The act of a file: it adds members whom no directory manages, and describes those who are there.

use jiff::Timestamp;

use super::change::Change;
use crate::{
    Assignment, Member, MemberId, MemberState, Origin,
    decision::{Decision, MemberEvent, Reason, Refusal},
    listed::Listed,
};

/// What the directory manages or has made stays as it is (D22), and who waits for removal is not
/// brought back by the way.
pub(in crate::decision) fn import(
    before: Option<&Member>,
    listed: &Listed,
    new_member: MemberId,
    now: Timestamp,
) -> Result<Decision, Refusal> {
    let Some(before) = before else {
        return Ok(created(listed, new_member, now));
    };
    if before.user.is_some() {
        return Ok(Decision::unchanged(Some(before)).because(Reason::DirectoryManages));
    }
    match before.state {
        MemberState::Unmanaged => Ok(described(before, listed)),
        MemberState::Removed { .. } => Ok(returned(before, listed)),
        MemberState::Active | MemberState::Deactivated => {
            Ok(Decision::unchanged(Some(before)).because(Reason::DirectoryManages))
        }
        MemberState::Pending { .. } | MemberState::Held { .. } => Err(Refusal::Leaving),
    }
}

fn created(listed: &Listed, new_member: MemberId, now: Timestamp) -> Decision {
    let mut member = Member {
        id: new_member,
        state: MemberState::Unmanaged,
        origin: Origin::Import,
        user: None,
        user_name: listed.email.clone(),
        display_name: None,
        email: listed.email.clone(),
        protected: false,
        deactivated_at: None,
        gone_since: None,
        assignment: Assignment::default(),
        created_at: now,
        changed_at: now,
    };
    listed.describe(&mut member);
    Decision {
        member: Some(member),
        events: vec![MemberEvent::Created],
        reason: None,
    }
}

fn described(before: &Member, listed: &Listed) -> Decision {
    let mut change = Change::of(before);
    listed.describe(&mut change.member);
    if change.member != *before {
        change.events.push(MemberEvent::Updated);
    }
    change.done()
}

/// A tombstone becomes a member again, with the same id (D5).
fn returned(before: &Member, listed: &Listed) -> Decision {
    let mut change = Change::of(before);
    let member = &mut change.member;
    member.state = MemberState::Unmanaged;
    member.deactivated_at = None;
    member.gone_since = None;
    member.email.clone_from(&listed.email);
    listed.describe(member);
    change.events.push(MemberEvent::Restored);
    change.done().because(Reason::RestoredMember)
}
