//! Acts that end a membership, and the admin's acts that hasten the end or take it back.

use jiff::Timestamp;

use super::{Decision, MemberEvent, Policy, Reason, Refusal};
use crate::{Member, MemberState, Mode};

/// The directory deleted the record: 0 days remove at once (R63), else the grace period runs.
pub(super) fn delete(before: Option<&Member>, policy: &Policy, now: Timestamp) -> Decision {
    let Some(before) = before else {
        return Decision::unchanged(None).because(Reason::NothingToRemove);
    };
    if !matches!(before.state, MemberState::Active | MemberState::Deactivated) {
        // A tombstone loses its record; whoever is there has none.
        return without_record(before).because(Reason::NothingToRemove);
    }
    if before.protected {
        return gone(before, now, Reason::Protected).tell(MemberEvent::RemovalHeld);
    }
    if !policy.automatic {
        return gone(before, now, Reason::NotAutomatic);
    }
    leave(before, policy, now)
}

/// As [`delete`], of somebody whose record was deleted while nobody was removed. The grace period
/// begins now: it is the time in which an admin can still step in (R64).
pub(super) fn catch_up(before: Option<&Member>, policy: &Policy, now: Timestamp) -> Decision {
    match before {
        Some(member) if member.gone_since.is_some() => delete(before, policy, now),
        _ => Decision::unchanged(before).because(Reason::NothingToRemove),
    }
}

/// The timer.
pub(super) fn removal_due(before: Option<&Member>, policy: &Policy, now: Timestamp) -> Decision {
    let nothing = || Decision::unchanged(before).because(Reason::NothingToRemove);
    let Some(before) = before else {
        return nothing();
    };
    match before.state {
        MemberState::Pending { since, blocked } if policy.grace.is_over(since, now) => {
            if before.protected {
                let kept = moved(before, previous(blocked), MemberEvent::RemovalCancelled);
                return Decision {
                    member: kept.member.map(|member| Member {
                        gone_since: Some(since),
                        ..member
                    }),
                    ..kept
                }
                .because(Reason::Protected);
            }
            removed(before, blocked, now)
        }
        MemberState::Deactivated
            if policy.remove_deactivated
                && !before.protected
                && before
                    .deactivated_at
                    .is_some_and(|since| policy.grace.is_over(since, now)) =>
        {
            let decision = match policy.hold {
                Some(hold) => held(before, hold, now),
                None => removed(before, true, now),
            };
            // The record is still there, and brings them back when the directory says so.
            Decision {
                member: decision.member.map(|member| Member {
                    user: before.user.clone(),
                    ..member
                }),
                ..decision
            }
            .because(Reason::LongDeactivated)
        }
        _ => nothing(),
    }
}

/// An admin does not wait for the end of the grace period.
pub(super) fn remove_now(before: Option<&Member>, now: Timestamp) -> Result<Decision, Refusal> {
    match before {
        Some(member) if member.protected => Err(Refusal::Protected),
        Some(member) => Ok(match member.state {
            MemberState::Pending { blocked, .. } | MemberState::Held { blocked, .. } => {
                removed(member, blocked, now)
            }
            _ => Decision::unchanged(before).because(Reason::NothingToRemove),
        }),
        None => Ok(Decision::unchanged(None).because(Reason::NothingToRemove)),
    }
}

/// An admin has looked at a hold and wants the removals: they go on where they were stopped.
pub(super) fn approve(before: Option<&Member>, policy: &Policy, now: Timestamp) -> Decision {
    let nothing = || Decision::unchanged(before).because(Reason::NothingToRemove);
    let Some(member) = before else {
        return nothing();
    };
    let MemberState::Held { since, blocked, .. } = member.state else {
        return nothing();
    };
    if policy.grace.is_over(since, now) {
        return removed(member, blocked, now);
    }
    let pending = MemberState::Pending { since, blocked };
    moved(member, pending, MemberEvent::RemovalScheduled)
}

/// An admin takes a removal back: the member is again what they were before the delete. To undo a
/// done removal gives membership, so it needs open gates.
pub(super) fn restore(
    before: Option<&Member>,
    policy: &Policy,
    now: Timestamp,
) -> Result<Decision, Refusal> {
    let nothing = || Decision::unchanged(before).because(Reason::NothingToRestore);
    let Some(member) = before else {
        return Ok(nothing());
    };
    let (blocked, event, reason) = match member.state {
        MemberState::Pending { blocked, .. } | MemberState::Held { blocked, .. } => (
            blocked,
            MemberEvent::RemovalCancelled,
            Reason::RemovalCancelled,
        ),
        MemberState::Removed { blocked, .. } => {
            policy.pass()?;
            (blocked, MemberEvent::Restored, Reason::RestoredMember)
        }
        _ => return Ok(nothing()),
    };
    let mut decision = moved(member, previous(blocked), event).because(reason);
    if let Some(after) = &mut decision.member {
        after.user.clone_from(&member.user);
        after.deactivated_at = blocked.then_some(now);
    }
    Ok(decision)
}

/// From now on, or no longer, nothing that the directory does takes the member's access.
pub(super) fn protect(before: Option<&Member>, protected: bool, now: Timestamp) -> Decision {
    let Some(member) = before.filter(|member| member.protected != protected) else {
        return Decision::unchanged(before);
    };
    let event = if protected {
        MemberEvent::Protected
    } else {
        MemberEvent::Unprotected
    };
    Decision {
        member: Some(Member {
            protected,
            changed_at: now,
            ..member.clone()
        }),
        events: vec![event],
        reason: None,
    }
}

/// No directory manages the member any more. Nobody gets access by it, and nobody loses it.
pub(super) fn disconnect(before: Option<&Member>, now: Timestamp) -> Decision {
    let Some(member) = before else {
        return Decision::unchanged(None);
    };
    let blocked = match member.state {
        MemberState::Removed { .. } => return without_record(member),
        MemberState::Unmanaged => return Decision::unchanged(before),
        MemberState::Active => false,
        MemberState::Deactivated => true,
        MemberState::Pending { blocked, .. } | MemberState::Held { blocked, .. } => blocked,
    };
    let state = if blocked {
        MemberState::Deactivated
    } else {
        MemberState::Unmanaged
    };
    let mut decision = moved(member, state, MemberEvent::Disconnected);
    if let Some(after) = &mut decision.member {
        after.deactivated_at = member.deactivated_at.or(blocked.then_some(now));
    }
    decision
}

/// The grace period begins, or there is none; or too many leave.
fn leave(before: &Member, policy: &Policy, now: Timestamp) -> Decision {
    if let Some(hold) = policy.hold {
        return held(before, hold, now).because(Reason::Held);
    }
    let blocked = before.state == MemberState::Deactivated;
    if policy.grace.is_over(now, now) {
        return removed(before, blocked, now);
    }
    let pending = MemberState::Pending {
        since: now,
        blocked,
    };
    let decision = moved(before, pending, MemberEvent::RemovalScheduled);
    match policy.mode {
        Mode::Live => decision,
        Mode::Paused | Mode::Observing => decision.because(Reason::NotLive(policy.mode)),
    }
}

fn held(before: &Member, hold: u64, now: Timestamp) -> Decision {
    let state = MemberState::Held {
        since: now,
        hold,
        blocked: before.state == MemberState::Deactivated,
    };
    moved(before, state, MemberEvent::RemovalHeld)
}

fn removed(before: &Member, blocked: bool, now: Timestamp) -> Decision {
    let state = MemberState::Removed { at: now, blocked };
    moved(before, state, MemberEvent::Removed)
}

/// What the delete found.
fn previous(blocked: bool) -> MemberState {
    if blocked {
        MemberState::Deactivated
    } else {
        MemberState::Active
    }
}

/// The member in another state, and no longer with a directory record.
fn moved(before: &Member, state: MemberState, event: MemberEvent) -> Decision {
    Decision {
        member: Some(Member {
            state,
            user: None,
            gone_since: None,
            ..before.clone()
        }),
        events: vec![event],
        reason: None,
    }
}

/// The record has gone, and the member has not.
fn gone(before: &Member, now: Timestamp, reason: Reason) -> Decision {
    Decision {
        member: Some(Member {
            gone_since: before.gone_since.or(Some(now)),
            user: None,
            ..before.clone()
        }),
        events: Vec::new(),
        reason: Some(reason),
    }
}

fn without_record(before: &Member) -> Decision {
    Decision {
        member: Some(Member {
            user: None,
            ..before.clone()
        }),
        events: Vec::new(),
        reason: None,
    }
}
