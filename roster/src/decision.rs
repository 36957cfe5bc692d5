//! The decision: what an act makes of a member.
//!
//! `absent →(provision)→ active ⇄ deactivated →(delete)→ pending →(due)→ removed`, and back by a
//! return or an admin; `→ held` in place of the removal where too many go at once (D17). Two rules
//! stand above the diagram: what gives access needs open gates, what takes access away never waits
//! for one (D6); and a member id is never given out twice for the same person (D5).

mod departure;
mod outcome;
mod policy;
mod presence;

use jiff::Timestamp;

use crate::{Edit, Listed, Member, MemberId, Person};

pub use outcome::{Decision, MemberEvent, Reason, Refusal};
pub use policy::Policy;

/// What happened to a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// The directory created a record for the person.
    Provision(Person),
    /// The directory changed the record: name, address, `active`. Also: what the record says is to
    /// be acted upon at last, after a pause.
    Update(Person),
    /// The directory deleted the record.
    Delete,
    /// What the directory deleted while nobody was removed is to be acted upon at last.
    CatchUp,
    /// The grace period may have ended.
    RemovalDue,
    /// An admin does not want to wait for the end of the grace period.
    RemoveNow,
    /// An admin approved a held removal.
    Approve,
    /// An admin took a removal back: pending, held or done.
    Restore,
    /// An admin protects the member, or no longer does (D10).
    Protect(bool),
    /// The connection to the directory has ended: the app manages the member from now on (D20).
    Disconnect,
    /// The app stated a member whom no directory manages.
    Join {
        /// As the app knows the person.
        user_name: String,
        /// For people to read.
        display_name: Option<String>,
        /// The address by which a directory record is linked later (D9).
        email: String,
    },
    /// A file lists the person (R88).
    Import(Listed),
    /// An admin writes name or address by hand (D22).
    Edit(Edit),
}

/// Decides what `act` makes of the member who stands `before` it.
///
/// For [`Act::Provision`], and for [`Act::Update`] of a record that has no member yet, `before` is
/// whoever the record describes: a member without a directory record, found by address or by what
/// the directory called them. `new_member` is used where the decision makes a new member.
pub fn decide(
    before: Option<&Member>,
    act: &Act,
    policy: &Policy,
    new_member: MemberId,
    now: Timestamp,
) -> Result<Decision, Refusal> {
    let mut decision = match act {
        Act::Provision(person) => presence::provision(before, person, policy, new_member, now),
        Act::Update(person) => presence::update(before, person, policy, new_member, now),
        Act::Join {
            user_name,
            display_name,
            email,
        } => {
            let stated = presence::Stated {
                user_name,
                display_name: display_name.as_deref(),
                email,
            };
            presence::join(before, stated, new_member, now)
        }
        Act::Import(listed) => presence::import(before, listed, new_member, now),
        Act::Edit(edit) => presence::edit(before, edit),
        Act::Delete => Ok(departure::delete(before, policy, now)),
        Act::CatchUp => Ok(departure::catch_up(before, policy, now)),
        Act::RemovalDue => Ok(departure::removal_due(before, policy, now)),
        Act::RemoveNow => departure::remove_now(before, now),
        Act::Approve => Ok(departure::approve(before, policy, now)),
        Act::Restore => departure::restore(before, policy, now),
        Act::Protect(protected) => Ok(departure::protect(before, *protected, now)),
        Act::Disconnect => Ok(departure::disconnect(before, now)),
    }?;
    policy.seat(before, decision.member.as_ref())?;
    decision.stamp(before, now);
    Ok(decision)
}

#[cfg(test)]
mod tests;
