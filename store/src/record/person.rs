//! What was made of a person, next to what the directory said and never in the same row.

use jiff::Timestamp;
use roster::{Member, MemberState, Person};
use scim::fold::fold;
use serde::{Deserialize, Serialize};

use super::activity::Source;
use crate::{error::EngineError, key::Claim};

const KIND: &str = "person";

/// A member, and by what they are found when they return.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonRecord {
    /// The membership.
    #[serde(flatten)]
    pub member: Member,
    /// The `externalId` of the directory record that was deleted. Only kept while there is no
    /// record, which has its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub external_id: Option<String>,
    /// How the member left: kept until they are back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub departure: Option<Departure>,
}

/// The end of a membership, or its beginning.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Departure {
    /// When the directory, or time, or an admin wanted it.
    pub at: Timestamp,
    /// Who did.
    pub source: Source,
    /// When it was counted among those who have left lately (D17); a held one was not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counted_at: Option<Timestamp>,
}

impl PersonRecord {
    pub(crate) fn decode(value: &[u8]) -> Result<Self, EngineError> {
        super::decode(KIND, value)
    }

    pub(crate) fn encode(&self) -> Result<Vec<u8>, EngineError> {
        super::encode(KIND, self)
    }

    /// By what a member without a directory record is found. Those whom a directory manages are
    /// found by their record. What the app calls somebody is no claim: only an address is (D9),
    /// while a directory's own names come back with the person (D5).
    pub(crate) fn claims(&self) -> Claims {
        let member = &self.member;
        if member.user.is_some() {
            return Claims::default();
        }
        let was_in_directory = member.state != MemberState::Unmanaged;
        Claims {
            external_id: self.external_id.clone(),
            email: Some(fold(&member.email)),
            user_name: was_in_directory.then(|| fold(&member.user_name)),
        }
    }
}

/// The claims of one member.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Claims {
    pub(crate) external_id: Option<String>,
    pub(crate) email: Option<String>,
    pub(crate) user_name: Option<String>,
}

impl Claims {
    /// By what a new directory record may find somebody.
    pub(crate) fn of(person: &Person, external_id: Option<&str>) -> Self {
        Self {
            external_id: external_id.map(str::to_owned),
            email: person.email.as_deref().map(fold),
            user_name: Some(fold(&person.user_name)),
        }
    }

    /// The strongest first.
    pub(crate) fn iter(&self) -> impl Iterator<Item = Claim<'_>> {
        let external_id = self.external_id.as_deref().map(Claim::External);
        let email = self.email.as_deref().map(Claim::Email);
        let user_name = self.user_name.as_deref().map(Claim::UserName);
        [external_id, email, user_name].into_iter().flatten()
    }
}
