//! What one representation of a resource is known by.

use std::fmt;

/// The version of the resource and, where more is shown than it counts, a digest of that: a user's
/// groups change without the user.
///
/// Printed as `W/"7"` or `W/"7.cbf29ce484222325"`: weak, as the same state may be written in several
/// ways (`attributes=`, JSON layout).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EntityTag {
    /// The resource's own; `If-Match` looks at nothing else.
    pub version: u64,
    pub(crate) beside: Option<u64>,
}

impl EntityTag {
    /// Of a representation that shows nothing that the version does not count.
    pub fn new(version: u64) -> Self {
        Self {
            version,
            beside: None,
        }
    }

    /// Of one that shows this JSON array too. An empty one is not shown.
    pub fn beside(version: u64, array: &[u8]) -> Self {
        Self {
            version,
            beside: (array != b"[]").then(|| digest(array)),
        }
    }

    /// The part between the quotes.
    pub(super) fn opaque(self) -> String {
        match self.beside {
            None => self.version.to_string(),
            Some(beside) => format!("{}{}", self.version, Self::suffix(beside)),
        }
    }

    /// What stands behind the version.
    pub(crate) fn suffix(beside: u64) -> String {
        format!(".{beside:016x}")
    }
}

impl fmt::Display for EntityTag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "W/\"{}\"", self.opaque())
    }
}

/// FNV-1a: the same in every release, as clients keep tags. Nobody gains by a collision.
fn digest(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
