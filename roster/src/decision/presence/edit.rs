//! The act of an admin who writes a member's name or address by hand.

use super::change::Change;
use crate::{
    Edit, Member, MemberState,
    decision::{Decision, MemberEvent, Refusal},
};

/// What a directory has written is its own (D22): the next push would undo the edit, and until then
/// nobody would know which of both is right.
pub(in crate::decision) fn edit(before: Option<&Member>, edit: &Edit) -> Result<Decision, Refusal> {
    let Some(before) = before else {
        return Ok(Decision::unchanged(None));
    };
    match before.state {
        MemberState::Pending { .. } | MemberState::Held { .. } => return Err(Refusal::Leaving),
        MemberState::Removed { .. } => return Err(Refusal::Gone),
        MemberState::Active | MemberState::Deactivated | MemberState::Unmanaged => {}
    }
    let mut change = Change::of(before);
    edit.describe(&mut change.member);
    let other = differing(before, &change.member);
    if other.is_empty() {
        return Ok(Decision::unchanged(Some(before)));
    }
    if before.user.is_some() {
        return Err(Refusal::DirectoryManages(other));
    }
    change.events.push(MemberEvent::Updated);
    Ok(change.done())
}

fn differing(before: &Member, after: &Member) -> Vec<&'static str> {
    [
        ("email", before.email != after.email),
        ("user_name", before.user_name != after.user_name),
        ("display_name", before.display_name != after.display_name),
    ]
    .into_iter()
    .filter_map(|(name, differs)| differs.then_some(name))
    .collect()
}
