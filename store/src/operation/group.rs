//! Operations on directory groups.

mod create;
mod delete;
mod delta;
mod link;
mod mapped;
mod members;
mod patch;
mod replace;
mod staged;
mod subject;
mod unique;
mod update;

pub use create::CreateGroup;
pub use delete::DeleteGroup;
pub use delta::{Prepared, PreparedMembers};
pub use members::{Difference, Joining, difference};
pub use patch::PatchGroup;
pub use replace::ReplaceGroup;
pub use staged::{BeginMembers, DropMembers, StageMembers, Staged, SweepMembers};

pub(super) use link::{leave_all, rename};
