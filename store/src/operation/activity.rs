//! Operations on the tenant's history alone.

mod erase;
mod forget;
mod note;

pub use erase::ErasePerson;
pub use forget::{ForgetActivity, Forgotten};
pub use note::Note;
