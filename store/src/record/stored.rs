//! The row of a resource: a head of our own, and the body as it is served.

use jiff::Timestamp;
use scim::{Resource, stored::Meta};
use serde::{Serialize, de::DeserializeOwned};
use uuid::Uuid;

use super::{broken, decode, lines};
use crate::error::EngineError;

/// A resource of any type; the head is its type's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored<H> {
    /// What we need to know without reading the body.
    pub head: H,
    /// Canonical SCIM JSON (see `scim::stored`).
    pub body: Vec<u8>,
}

/// The line in front of the body.
pub trait Head: Serialize + DeserializeOwned {
    /// What the row is called in the log.
    const KIND: &'static str;

    /// Grows by one with every change.
    fn version(&self) -> u64;

    /// `meta.created`.
    fn created(&self) -> Timestamp;

    /// The head of a whole row.
    fn of(value: &[u8]) -> Result<Self, EngineError> {
        lines::head(Self::KIND, value)
    }
}

impl<H: Head> Stored<H> {
    /// A record that says what a resource says.
    pub(crate) fn of_type(
        resource_type: &str,
        id: Uuid,
        resource: &Resource,
        head: H,
        last_modified: Timestamp,
    ) -> Self {
        let meta = Meta {
            resource_type: resource_type.to_owned(),
            created: head.created(),
            last_modified,
            version: head.version(),
        };
        Self {
            body: scim::stored::encode(resource, &id.to_string(), &meta),
            head,
        }
    }

    /// What the client said.
    pub(crate) fn resource(&self) -> Result<Resource, EngineError> {
        Resource::from_stored(&self.body).map_err(|error| broken(H::KIND, &error.detail))
    }

    pub(crate) fn decode(value: &[u8]) -> Result<Self, EngineError> {
        let (head, body) = lines::split(H::KIND, value)?;
        Ok(Self {
            head: decode(H::KIND, head)?,
            body: body.to_vec(),
        })
    }

    pub(crate) fn encode(&self) -> Result<Vec<u8>, EngineError> {
        lines::join(H::KIND, &self.head, &self.body)
    }
}
