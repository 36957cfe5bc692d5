//! Operations on the tenant's history alone.

mod forget;
mod note;

pub use forget::{ForgetActivity, Forgotten};
pub use note::Note;
