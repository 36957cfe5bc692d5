//! Operations on directory records of people.

mod create;
mod delete;
mod patch;
mod replace;
mod subject;
mod unique;
mod update;

pub use create::CreateUser;
pub use delete::DeleteUser;
pub use patch::PatchUser;
pub use replace::ReplaceUser;

pub(super) use delete::take_away;
pub(super) use subject::of as subject;
pub(super) use update::operation_name;
