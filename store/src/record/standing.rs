//! The totals that a member is part of.

use roster::{Member, MemberState};

use super::{Counters, PersonRecord};

/// A total, and who is part of it.
type Total = (fn(&mut Counters) -> &mut u64, fn(&Member) -> bool);

const TOTALS: [Total; 5] = [
    (|counters| &mut counters.members, Member::is_member),
    (|counters| &mut counters.seats, Member::has_seat),
    (|counters| &mut counters.managed, is_managed),
    (
        |counters| &mut counters.pending,
        |member| matches!(member.state, MemberState::Pending { .. }),
    ),
    (
        |counters| &mut counters.held,
        |member| matches!(member.state, MemberState::Held { .. }),
    ),
];

/// Moves the totals from what somebody was to what they are.
pub(crate) fn count(counters: &mut Counters, before: Option<&PersonRecord>, after: &PersonRecord) {
    for (total, has) in TOTALS {
        let was = before.is_some_and(|person| has(&person.member));
        match (was, has(&after.member)) {
            (false, true) => *total(counters) += 1,
            (true, false) => *total(counters) -= 1,
            _ => {}
        }
    }
}

fn is_managed(member: &Member) -> bool {
    member.is_member() && member.user.is_some()
}
