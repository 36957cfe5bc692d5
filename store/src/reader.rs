//! Readers: questions to a snapshot. None holds a transaction longer than one call.

pub mod activity;
pub mod catalog;
pub mod check;
pub mod class;
pub mod counters;
pub mod due;
pub mod explain;
pub mod feed;
pub mod group;
pub mod hold;
pub mod list;
pub mod mapping;
pub mod member;
pub mod membership;
pub mod provenance;
pub mod receipt;
pub mod replay;
pub mod resource;
pub(crate) mod scan;
pub mod signing_key;
pub mod state;
pub mod tenant;
pub mod token;
pub mod user;

use uuid::Uuid;

use crate::{error::EngineError, record::lines};

/// A resource as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// Its id.
    pub id: Uuid,
    /// For the entity tag.
    pub version: u64,
    /// For `scim::stored::render`.
    pub body: Vec<u8>,
}

impl Stored {
    fn of(kind: &'static str, id: Uuid, value: &[u8]) -> Result<Self, EngineError> {
        let (version, body) = lines::served(kind, value)?;
        let body = body.to_vec();
        Ok(Self { id, version, body })
    }
}
