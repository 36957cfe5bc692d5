//! Operations on the tenant's history alone.

mod acknowledge;
mod erase;
mod forget;
mod note;

pub use acknowledge::Acknowledge;
pub use erase::ErasePerson;
pub use forget::{ForgetActivity, Forgotten};
pub use note::Note;
