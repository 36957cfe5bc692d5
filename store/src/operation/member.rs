//! Operations on memberships that no directory asks for.

mod add;
mod removal_due;
mod restore;

use roster::Member;

use crate::record::activity::Subject;

pub use add::AddMember;
pub use removal_due::{RemovalDue, Removals};
pub use restore::RestoreMember;

fn subject(member: &Member) -> Subject {
    let name = member.display_name.as_ref().unwrap_or(&member.user_name);
    Subject::Person {
        user: member.user.clone(),
        member: Some(member.id),
        name: Some(name.clone()),
        email: Some(member.email.clone()),
    }
}
