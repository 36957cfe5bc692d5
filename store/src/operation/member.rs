//! Operations on memberships that no directory asks for.

mod add;
mod changes;
mod edit;
mod import;
mod protect;
mod removal_due;
mod remove_now;
mod restore;
mod undo;

use roster::Member;

use crate::record::activity::Subject;

pub use add::AddMember;
pub use edit::EditMember;
pub use import::{Effect, Import, ImportMembers, ImportRow, Imported};
pub use protect::ProtectMember;
pub use removal_due::{RemovalDue, Removals};
pub use remove_now::RemoveNow;
pub use restore::RestoreMember;
pub use undo::{Undo, Undone};

pub(super) fn subject(member: &Member) -> Subject {
    let name = member.display_name.as_ref().unwrap_or(&member.user_name);
    Subject::Person {
        user: member.user.clone(),
        member: Some(member.id),
        name: Some(name.clone()),
        email: Some(member.email.clone()),
    }
}
