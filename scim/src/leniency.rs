//! The named tolerances for what identity providers really send. Strict mode turns every one of them
//! off.

mod notes;
mod tolerance;

pub(crate) use notes::Notes;
pub use tolerance::*;

/// Which tolerances apply.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Leniency {
    /// True turns all of them off.
    pub strict: bool,
}

impl Leniency {
    /// What a tenant starts with.
    pub const fn lenient() -> Self {
        Self { strict: false }
    }

    /// To the letter of RFC 7643 and RFC 7644.
    pub const fn strict() -> Self {
        Self { strict: true }
    }
}

/// A tolerance that was used, or something that was ignored: goes into the activity entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Which one.
    pub tolerance: Tolerance,
    /// What it was used on, e.g. the path of an attribute; never a value.
    pub subject: String,
}

#[cfg(test)]
mod tests;
