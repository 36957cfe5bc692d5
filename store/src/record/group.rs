//! A group of the directory. Its members are rows of their own: adding one to a million must not
//! rewrite the million.

mod index;
mod member;

use jiff::Timestamp;
use scim::{Resource, stored::Meta};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{broken, lines};
use crate::error::EngineError;

pub(crate) use index::index_rows;
pub(crate) use member::MemberRow;

const KIND: &str = "group";

/// A SCIM Group without its members.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupRecord {
    /// What we need to know without reading the body.
    pub head: GroupHead,
    /// Canonical SCIM JSON (see `scim::stored`).
    pub body: Vec<u8>,
}

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
        let meta = Meta {
            resource_type: "Group".to_owned(),
            created,
            last_modified,
            version,
        };
        Self {
            head: GroupHead {
                version,
                members,
                created,
                display_name: resource.text("displayName").unwrap_or("").to_owned(),
            },
            body: scim::stored::encode(resource, &id.to_string(), &meta),
        }
    }

    /// What the directory said.
    pub(crate) fn resource(&self) -> Result<Resource, EngineError> {
        Resource::from_stored(&self.body).map_err(|error| broken(KIND, &error.detail))
    }

    pub(crate) fn decode(value: &[u8]) -> Result<Self, EngineError> {
        let (head, body) = lines::split(KIND, value)?;
        Ok(Self {
            head: super::decode(KIND, head)?,
            body: body.to_vec(),
        })
    }

    pub(crate) fn encode(&self) -> Result<Vec<u8>, EngineError> {
        lines::join(KIND, &self.head, &self.body)
    }
}

impl GroupHead {
    /// The head of a whole row.
    pub(crate) fn of(value: &[u8]) -> Result<Self, EngineError> {
        lines::head(KIND, value)
    }
}
