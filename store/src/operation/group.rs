//! Operations on directory groups.

mod create;
mod delete;
mod link;
mod members;
mod patch;
mod replace;
mod subject;
mod unique;
mod update;

pub use create::CreateGroup;
pub use delete::DeleteGroup;
pub use patch::PatchGroup;
pub use replace::ReplaceGroup;

pub(super) use link::{leave_all, rename};
