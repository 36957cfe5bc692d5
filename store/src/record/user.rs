//! A directory record of a person, as the identity provider pushed it.

mod index;

use jiff::Timestamp;
use roster::MemberId;
use scim::{Resource, stored::Meta};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{broken, lines};
use crate::error::EngineError;

pub(crate) use index::index_rows;

const KIND: &str = "user";

/// A SCIM User.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserRecord {
    /// What we need to know without reading the body.
    pub head: UserHead,
    /// Canonical SCIM JSON (see `scim::stored`).
    pub body: Vec<u8>,
}

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
        let meta = Meta {
            resource_type: "User".to_owned(),
            created,
            last_modified,
            version,
        };
        Self {
            head: UserHead {
                version,
                member,
                created,
                user_name: resource.text("userName").unwrap_or("").to_owned(),
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

impl UserHead {
    /// The head of a whole row.
    pub(crate) fn of(value: &[u8]) -> Result<Self, EngineError> {
        lines::head(KIND, value)
    }
}
