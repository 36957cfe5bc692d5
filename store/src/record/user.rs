//! A directory record of a person, as the identity provider pushed it.

mod index;

use jiff::Timestamp;
use roster::MemberId;
use scim::Resource;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::stored::{Head, Stored};

pub(crate) use index::index_rows;

/// A SCIM User.
pub type UserRecord = Stored<UserHead>;

/// The line in front of the body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserHead {
    /// Grows by one with every change.
    pub version: u64,
    /// What was made of the person; none while there is no address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member: Option<MemberId>,
    /// `meta.created`.
    pub created: Timestamp,
    /// `userName`, which groups show as their member's `display`.
    pub user_name: String,
}

impl UserRecord {
    /// A record that says what a resource says.
    pub(crate) fn new(
        id: Uuid,
        resource: &Resource,
        member: Option<MemberId>,
        version: u64,
        created: Timestamp,
        last_modified: Timestamp,
    ) -> Self {
        let head = UserHead {
            version,
            member,
            created,
            user_name: resource.text("userName").unwrap_or("").to_owned(),
        };
        Self::of_type("User", id, resource, head, last_modified)
    }
}

impl Head for UserHead {
    const KIND: &'static str = "user";

    fn version(&self) -> u64 {
        self.version
    }

    fn created(&self) -> Timestamp {
        self.created
    }
}
