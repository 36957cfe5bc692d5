//! A group of the directory. Its members are rows of their own: adding one to a million must not
//! rewrite the million.

mod index;
mod member;
mod staged;

use jiff::Timestamp;
use roster::mapping::Group;
use scim::Resource;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::stored::{Head, Stored};

pub(crate) use index::index_rows;
pub(crate) use member::{MemberRow, Tag};
pub use staged::{StagedRecord, StagedState};

/// A SCIM Group without its members.
pub type GroupRecord = Stored<GroupHead>;

/// The line in front of the body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupHead {
    /// Grows by one with every change, of the members too.
    pub version: u64,
    /// How many members there are.
    pub members: u64,
    /// `meta.created`.
    pub created: Timestamp,
    /// `displayName`, which users show as their group's `display`.
    pub display_name: String,
    /// By which group mapping may name the group.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub external_id: Option<String>,
    /// The class that it took up again, which had been another group before (D16).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class: Option<Uuid>,
}

impl GroupHead {
    /// As rows of group mapping see the group.
    pub fn facts(&self, id: Uuid) -> Group {
        Group {
            id: id.to_string(),
            external_id: self.external_id.clone(),
            name: self.display_name.clone(),
            class: Some(self.class_id(id)),
        }
    }

    /// The id of the class that the group can be.
    pub(crate) fn class_id(&self, id: Uuid) -> String {
        self.class.unwrap_or(id).to_string()
    }
}

impl GroupRecord {
    /// A record that says what a resource says.
    pub(crate) fn new(
        id: Uuid,
        resource: &Resource,
        members: u64,
        version: u64,
        created: Timestamp,
        last_modified: Timestamp,
    ) -> Self {
        let head = GroupHead {
            version,
            members,
            created,
            display_name: resource.text("displayName").unwrap_or("").to_owned(),
            external_id: resource.text("externalId").map(str::to_owned),
            class: None,
        };
        Self::of_type("Group", id, resource, head, last_modified)
    }

    /// With the class that it has.
    pub(crate) fn with_class(mut self, class: Option<Uuid>) -> Self {
        self.head.class = class;
        self
    }
}

impl Head for GroupHead {
    const KIND: &'static str = "group";

    fn version(&self) -> u64 {
        self.version
    }

    fn created(&self) -> Timestamp {
        self.created
    }
}
