//! Group members as a client sends them. The id says who it is, and what it is; how it is to be
//! called in the group is the client's to say.

use std::{collections::HashSet, fmt};

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::reader::{Reader, Sub, wrong_type};
use crate::{
    ResourceKind, ScimError, ScimType, leniency,
    path::Resolved,
    schema::{Attribute, ResourceSchema},
};

/// A member as a client names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// `value`: the id of a user or of a group.
    pub id: String,
    /// What the client says that it is, in `type` or else in `$ref`. The id decides.
    pub said: Option<MemberType>,
    /// What the client calls it in this group.
    pub display: Option<String>,
}

/// What a member can be (RFC 7643 §4.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum MemberType {
    /// A person.
    User,
    /// Another group, whose members are in this one too.
    Group,
}

impl MemberType {
    const ALL: [Self; 2] = [Self::User, Self::Group];

    /// The word on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::User => "User",
            Self::Group => "Group",
        }
    }

    /// Where the wire has it, without slashes.
    pub fn endpoint(self) -> &'static str {
        match self {
            Self::User => "Users",
            Self::Group => "Groups",
        }
    }

    /// Reads the word, in any case.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.as_str().eq_ignore_ascii_case(word))
    }

    /// By the segment in front of the id.
    fn of_reference(reference: &str) -> Option<Self> {
        let segment = reference.rsplit('/').nth(1)?;
        Self::ALL
            .into_iter()
            .find(|kind| kind.endpoint().eq_ignore_ascii_case(segment))
    }
}

impl From<&str> for Member {
    fn from(id: &str) -> Self {
        Self {
            id: id.to_owned(),
            said: None,
            display: None,
        }
    }
}

impl Member {
    /// As the value of a PATCH has it: the id alone, where nothing else is said.
    pub(crate) fn into_value(self) -> Value {
        if self.said.is_none() && self.display.is_none() {
            return Value::String(self.id);
        }
        let said = self.said.map(MemberType::as_str);
        json!([self.id, said, self.display])
    }

    /// Reads what [`Self::into_value`] wrote.
    pub(crate) fn from_value(value: Value) -> Option<Self> {
        match value {
            Value::String(id) => Some(Self {
                id,
                said: None,
                display: None,
            }),
            Value::Array(parts) => match <[Value; 3]>::try_from(parts) {
                Ok([Value::String(id), said, display]) => Some(Self {
                    id,
                    said: said.as_str().and_then(MemberType::from_word),
                    display: display.as_str().map(str::to_owned),
                }),
                _ => None,
            },
            _ => None,
        }
    }
}

/// Whether this is `members` of groups, whose values are rows and no part of the resource. What a
/// tenant declares under that name for a type of its own is an attribute like any other.
pub(crate) fn is_members(schema: &ResourceSchema, at: Resolved<'_>) -> bool {
    schema.kind == ResourceKind::Group && at.extension.is_none() && at.attribute.name == "members"
}

/// Each once, in the order sent.
pub(crate) fn read(
    reader: &mut Reader,
    attribute: &Attribute,
    place: &dyn fmt::Display,
    value: Value,
) -> Result<Vec<Member>, ScimError> {
    let mut members = Vec::new();
    for element in reader.elements(attribute, place, value)? {
        members.push(member(reader, attribute, place, element)?);
    }
    Ok(each_once(members))
}

/// In the order of the first occurrences, in linear time.
pub(crate) fn each_once(mut members: Vec<Member>) -> Vec<Member> {
    let mut seen = HashSet::with_capacity(members.len());
    members.retain(|member| seen.insert(member.id.clone()));
    members
}

fn member(
    reader: &mut Reader,
    attribute: &Attribute,
    place: &dyn fmt::Display,
    element: Value,
) -> Result<Member, ScimError> {
    if element.is_array() {
        return Err(wrong_type(place, "an object", &element));
    }
    if let Value::Object(mut member) = reader.single(attribute, place, element)?
        && let Some(Value::String(id)) = member.swap_remove("value")
        && !id.is_empty()
    {
        let said = said(reader, place, member.get("type"), member.get("$ref"))?;
        let display = match member.swap_remove("display") {
            Some(Value::String(display)) if !display.is_empty() => Some(display),
            _ => None,
        };
        return Ok(Member { id, said, display });
    }
    Err(ScimError::typed(
        ScimType::InvalidValue,
        format!(
            "{} must be the id of a user or a group and not be empty. It is the id that this \
             server answered when the user or the group was created.",
            Sub(place, "value")
        ),
    ))
}

/// What the client says about the member, if it agrees with itself.
fn said(
    reader: &mut Reader,
    place: &dyn fmt::Display,
    kind: Option<&Value>,
    reference: Option<&Value>,
) -> Result<Option<MemberType>, ScimError> {
    let by_reference = reference
        .and_then(Value::as_str)
        .and_then(MemberType::of_reference);
    let Some(word) = kind.and_then(Value::as_str) else {
        return Ok(by_reference);
    };
    let by_type = MemberType::from_word(word);
    if by_type.is_none() || by_reference.is_some_and(|other| Some(other) != by_type) {
        let place = Sub(place, "type");
        reader.tolerate(leniency::MEMBER_TYPE, &place, || {
            ScimError::typed(
                ScimType::InvalidValue,
                format!("{place} must be User or Group, and say the same as $ref."),
            )
        })?;
    }
    Ok(by_type)
}
