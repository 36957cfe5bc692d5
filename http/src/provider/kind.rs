//! The resource types that have an endpoint of their own.

use scim::schema::{self, ResourceSchema};

/// User or Group (RFC 7643 §4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A person as the directory describes them.
    User,
    /// A group of the directory.
    Group,
}

impl Kind {
    /// Its attributes and extensions.
    pub fn schema(self) -> &'static ResourceSchema {
        match self {
            Self::User => schema::user(),
            Self::Group => schema::group(),
        }
    }
}
