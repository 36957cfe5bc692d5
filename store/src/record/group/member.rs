//! What the row of one member says.

use scim::resource::MemberType;
use serde::{Deserialize, Serialize};

use crate::{
    error::EngineError,
    record::{decode, encode},
};

const KIND: &str = "group member";

/// One membership, under the group's and the member's id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct MemberRow {
    /// A user's `userName` or a group's `displayName`, so that a group is read without its members.
    pub(crate) display: String,
    /// What the member is.
    pub(crate) kind: MemberType,
}

/// All that a row can say.
#[derive(Serialize, Deserialize)]
struct Long {
    display: String,
    #[serde(rename = "type")]
    kind: MemberType,
}

impl MemberRow {
    /// Most members are users: their rows are nothing but the name.
    pub(crate) fn encode(&self) -> Result<Vec<u8>, EngineError> {
        match self.kind {
            MemberType::User => encode(KIND, &self.display),
            MemberType::Group => encode(
                KIND,
                &Long {
                    display: self.display.clone(),
                    kind: self.kind,
                },
            ),
        }
    }

    pub(crate) fn decode(value: &[u8]) -> Result<Self, EngineError> {
        if value.first() == Some(&b'"') {
            return Ok(Self {
                display: decode(KIND, value)?,
                kind: MemberType::User,
            });
        }
        let Long { display, kind } = decode(KIND, value)?;
        Ok(Self { display, kind })
    }
}
