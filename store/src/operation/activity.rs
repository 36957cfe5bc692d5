//! Operations on the tenant's history alone.

mod note;

pub use note::Note;
