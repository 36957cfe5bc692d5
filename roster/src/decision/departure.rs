//! Acts that end a membership, and the admin's act that takes the end back.

use jiff::Timestamp;

use super::{Decision, MemberEvent, Reason, Refusal, presence::need_single_sign_on};
use crate::{GraceDays, Member, MemberState, SingleSignOn};

/// The directory deleted the record: 0 days remove at once (R63), else the grace period runs.
pub(super) fn delete(before: Option<&Member>, grace: GraceDays, now: Timestamp) -> Decision {
    let blocked = match before.map(|member| &member.state) {
        Some(MemberState::Active) => false,
        Some(MemberState::Deactivated) => true,
        _ => return Decision::unchanged(before).because(Reason::NothingToRemove),
    };
    let (state, event) = if grace.days() == 0 {
        (
            MemberState::Removed { at: now, blocked },
            MemberEvent::Removed,
        )
    } else {
        let pending = MemberState::Pending {
            since: now,
            due: grace.due(now),
            blocked,
        };
        (pending, MemberEvent::RemovalScheduled)
    };
    moved(before, state, Some(event), now)
}

/// The timer. Raising the grace period protects those already pending (D4); lowering it shortens
/// nothing here, because that needs an admin who has seen the list.
pub(super) fn removal_due(before: Option<&Member>, grace: GraceDays, now: Timestamp) -> Decision {
    let Some(MemberState::Pending {
        since,
        due,
        blocked,
    }) = before.map(|member| &member.state)
    else {
        return Decision::unchanged(before).because(Reason::NothingToRemove);
    };
    if now < *due {
        return Decision::unchanged(before).because(Reason::NothingToRemove);
    }
    let extended = grace.due(*since);
    if now < extended {
        let state = MemberState::Pending {
            since: *since,
            due: extended,
            blocked: *blocked,
        };
        return moved(before, state, None, now).because(Reason::GraceExtended);
    }
    let state = MemberState::Removed {
        at: now,
        blocked: *blocked,
    };
    moved(before, state, Some(MemberEvent::Removed), now)
}

/// An admin takes a removal back: the member is again what they were before the delete. To undo a
/// done removal gives membership, so it needs single sign-on.
pub(super) fn restore(
    before: Option<&Member>,
    sso: SingleSignOn,
    now: Timestamp,
) -> Result<Decision, Refusal> {
    let (blocked, event, reason) = match before.map(|member| &member.state) {
        Some(MemberState::Pending { blocked, .. }) => (
            *blocked,
            MemberEvent::RemovalCancelled,
            Reason::RemovalCancelled,
        ),
        Some(MemberState::Removed { blocked, .. }) => {
            need_single_sign_on(sso)?;
            (*blocked, MemberEvent::Restored, Reason::RestoredMember)
        }
        _ => return Ok(Decision::unchanged(before).because(Reason::NothingToRestore)),
    };
    let state = if blocked {
        MemberState::Deactivated
    } else {
        MemberState::Active
    };
    Ok(moved(before, state, Some(event), now).because(reason))
}

/// The member in another state, and no longer with a directory record.
fn moved(
    before: Option<&Member>,
    state: MemberState,
    event: Option<MemberEvent>,
    now: Timestamp,
) -> Decision {
    let member = before.map(|member| Member {
        state,
        user: None,
        changed_at: now,
        ..member.clone()
    });
    Decision {
        member,
        events: event.into_iter().collect(),
        reason: None,
    }
}
