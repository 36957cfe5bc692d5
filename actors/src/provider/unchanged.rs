//! Changes that change nothing. Identity providers repeat themselves all day, and a commit for each
//! repetition would be most of the load: one that is seen in the session's own snapshot to change
//! nothing is answered out of it. The token was good in that snapshot, so the answer is the one that
//! a write at that moment would have had. Its activity entry is written a moment later.

use rosterd_http::provider::Session as _;
use scim::{
    ResourceKind,
    patch::{MembersChange, PatchRequest},
};
use store::{
    operation::{Operation, Written, activity::Note},
    overlay::Overlay,
    reader,
    record::activity::Outcome,
};

use super::TenantSession;

/// Members that a request may name and still be tried out on the request's own thread.
const FEW: usize = 200;

/// What a change would answer if it changes nothing; `None` when it would change something or be
/// refused, which only a real write can do, or when too many entries wait already, so that the
/// history keeps up with the repetitions.
pub(super) fn tried<O>(session: &TenantSession, operation: &O) -> Option<Written>
where
    O: Operation<Output = Written>,
{
    let snapshot = session.snapshot();
    let written = operation.run(&mut Overlay::new(&*snapshot)).ok()?;
    if written.changed() {
        return None;
    }
    let noted = session.visit.directory.note(Note {
        call: session.call(session.opened_at),
        operation: written.operation,
        result: Outcome::Unchanged,
        who: Some(written.who.clone()),
        error: None,
        reason: written.reason.map(|reason| reason.to_string()),
        notes: written.notes.clone(),
        times: 1,
    });
    noted.then_some(written)
}

/// Whether it is plain to see, without trying it out, that a PATCH of a user changes something. Most
/// that are sent do.
pub(super) fn is_out_of_question(
    session: &TenantSession,
    id: &str,
    request: &PatchRequest,
) -> bool {
    // What can't be read is for the write to report.
    reader::resource::by_id(&*session.snapshot, session.tenant(), ResourceKind::User, id)
        .ok()
        .flatten()
        .is_some_and(|stored| request.plainly_changes(&stored.body, session.catalog().user()))
}

/// Whether trying a PATCH of a group out costs little: members are then only looked up one by one,
/// and few of them. Anything else may have to look at each member that the group has.
pub(super) fn is_cheap(request: &PatchRequest) -> bool {
    let Ok(changes) = request.clone().take_members() else {
        return false;
    };
    let named = changes.iter().try_fold(0, |sum, change| match change {
        MembersChange::Add(ids) | MembersChange::Remove(ids) => Some(sum + ids.len()),
        MembersChange::RemoveMatching(_)
        | MembersChange::InPlace(_)
        | MembersChange::RemoveAll
        | MembersChange::Replace(_) => None,
    });
    named.is_some_and(|named| named <= FEW)
}
