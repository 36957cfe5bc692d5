//! The decision: what an act makes of a member.
//!
//! `absent →(provision)→ active ⇄ deactivated →(delete)→ pending →(due)→ removed`, and back by a
//! return or an admin. Two rules stand above the diagram: what gives access needs single sign-on,
//! what takes access away never waits for it (D6); and a member id is never given out twice for the
//! same person (D5).

mod departure;
mod outcome;
mod presence;

use jiff::Timestamp;

use crate::{GraceDays, Member, MemberId, Person, SingleSignOn};

pub use outcome::{Decision, MemberEvent, Reason, Refusal};

/// What happened to a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// The directory created a record for the person.
    Provision(Person),
    /// The directory changed the record: name, address, `active`.
    Update(Person),
    /// The directory deleted the record.
    Delete,
    /// The grace period may have ended.
    RemovalDue,
    /// An admin took a removal back, pending or done.
    Restore,
    /// The app stated a member whom no directory manages.
    Join {
        /// As the app knows the person.
        user_name: String,
        /// For people to read.
        display_name: Option<String>,
        /// The address by which a directory record is linked later (D9).
        email: String,
    },
}

/// The tenant's facts that decide.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Policy {
    /// Nothing gives access without it.
    pub sso: SingleSignOn,
    /// From delete to removal.
    pub grace_days: GraceDays,
}

/// Decides what `act` makes of the member who stands `before` it.
///
/// For [`Act::Provision`], and for [`Act::Update`] of a record that has no member yet, `before` is
/// whoever the record describes: a member without a directory record, found by address or by what
/// the directory called them. `new_member` is used where the decision makes a new member.
pub fn decide(
    before: Option<&Member>,
    act: &Act,
    policy: Policy,
    new_member: MemberId,
    now: Timestamp,
) -> Result<Decision, Refusal> {
    match act {
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
        Act::Delete => Ok(departure::delete(before, policy.grace_days, now)),
        Act::RemovalDue => Ok(departure::removal_due(before, policy.grace_days, now)),
        Act::Restore => departure::restore(before, policy.sso, now),
    }
}

#[cfg(test)]
mod tests;
