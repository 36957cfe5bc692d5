//! Whom an entry is about (R73): names and addresses as they were then.

use roster::MemberId;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::record::parse_id;

/// What the operation was done to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Subject {
    /// A person, by directory record, by membership or by both.
    Person {
        /// The directory record's id.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        user: Option<String>,
        /// The member's id.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        member: Option<MemberId>,
        /// The display name, else the `userName`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        name: Option<String>,
        /// The address that identifies the person.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        email: Option<String>,
    },
    /// A directory group.
    Group {
        /// Its id.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        id: Option<String>,
        /// Its `displayName`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        name: Option<String>,
    },
    /// A resource of a type that the tenant has declared.
    Resource {
        /// The name of its type, e.g. `Device`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        resource_type: Option<String>,
        /// Its id.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        id: Option<String>,
        /// Its `displayName`, if it has one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        name: Option<String>,
    },
    /// A schema or resource type that the tenant has declared.
    Schema {
        /// The URN of the schema, or the name of the type.
        id: String,
    },
    /// A bearer token.
    Token {
        /// Its public id.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        id: Option<String>,
        /// Its name.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        name: Option<String>,
    },
    /// A hold of removals.
    Hold {
        /// Which one.
        number: u64,
    },
    /// The account itself.
    Tenant {
        /// Its name.
        name: String,
    },
}

impl Subject {
    /// A person of whom only the directory record's id is known, as sent.
    pub fn user(id: &str) -> Self {
        Self::Person {
            user: Some(id.to_owned()),
            member: None,
            name: None,
            email: None,
        }
    }

    /// A group of which only the id is known, as sent.
    pub fn group(id: &str) -> Self {
        Self::Group {
            id: Some(id.to_owned()),
            name: None,
        }
    }

    /// The member's id, of a person who has one.
    pub(crate) fn member(&self) -> Option<MemberId> {
        match self {
            Self::Person { member, .. } => *member,
            _ => None,
        }
    }

    /// The ids of a person or a group: of a person first the directory's. What a client has sent as
    /// an id and is none is left out.
    pub(crate) fn ids(&self) -> impl Iterator<Item = Uuid> {
        let (directory, member) = match self {
            Self::Person { user, member, .. } => (user.as_deref(), *member),
            Self::Group { id, .. } => (id.as_deref(), None),
            Self::Resource { .. }
            | Self::Schema { .. }
            | Self::Token { .. }
            | Self::Hold { .. }
            | Self::Tenant { .. } => (None, None),
        };
        let directory = directory.and_then(parse_id);
        directory.into_iter().chain(member.map(|member| member.0))
    }
}
