//! What the rows of one membership say.

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
    /// A user's `userName` or a group's `displayName`, so that a group is read without its members;
    /// or what the directory calls the member in this group.
    pub(crate) display: String,
    /// The directory has said `display`: it stays when the member is renamed.
    pub(crate) as_sent: bool,
    /// What the member is.
    pub(crate) kind: MemberType,
    /// What a large change is going to make of it, or has made of it and not swept yet.
    pub(crate) staged: Option<Tag>,
}

/// Half of a large change: one member. What it means is said by the group's
/// [`super::StagedRecord`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Tag {
    /// A member if the change is applied.
    Add,
    /// A member unless the change is applied.
    Remove,
}

/// All that a row can say.
#[derive(Serialize, Deserialize)]
struct Long {
    display: String,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    as_sent: bool,
    #[serde(rename = "type")]
    kind: MemberType,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    staged: Option<Tag>,
}

impl MemberRow {
    /// Most members are settled users: their rows are nothing but the name.
    pub(crate) fn encode(&self) -> Result<Vec<u8>, EngineError> {
        if self.kind == MemberType::User && self.staged.is_none() && !self.as_sent {
            return encode(KIND, &self.display);
        }
        let long = Long {
            display: self.display.clone(),
            as_sent: self.as_sent,
            kind: self.kind,
            staged: self.staged,
        };
        encode(KIND, &long)
    }

    pub(crate) fn decode(value: &[u8]) -> Result<Self, EngineError> {
        if value.first() == Some(&b'"') {
            return Ok(Self {
                display: decode(KIND, value)?,
                as_sent: false,
                kind: MemberType::User,
                staged: None,
            });
        }
        let Long {
            display,
            as_sent,
            kind,
            staged,
        } = decode(KIND, value)?;
        Ok(Self {
            display,
            as_sent,
            kind,
            staged,
        })
    }

    /// The value of the row on the other side, under the member's and the group's id.
    pub(crate) fn mirror(&self) -> Result<Vec<u8>, EngineError> {
        match self.staged {
            None => Ok(Vec::new()),
            Some(staged) => encode(KIND, &staged),
        }
    }
}

impl Tag {
    /// Reads a mirror.
    pub(crate) fn of_mirror(value: &[u8]) -> Result<Option<Self>, EngineError> {
        if value.is_empty() {
            Ok(None)
        } else {
            decode(KIND, value).map(Some)
        }
    }

    /// Whether there is a membership, given whether the change is applied.
    pub(crate) fn holds(self, applied: bool) -> bool {
        match self {
            Self::Add => applied,
            Self::Remove => !applied,
        }
    }
}
