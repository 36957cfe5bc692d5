//! Who is in which group, read from either side.

mod groups;
mod members;
mod nesting;
mod staged;

use roster::mapping::Group;
use scim::resource::MemberType;
use serde_json::{Value, json};
use uuid::Uuid;

pub use groups::{GroupsOfMany, groups_of};
pub use members::{Chunk, members};
pub use staged::{all_staged, staged, to_sweep, unswept};

pub(crate) use groups::is_in;
pub(crate) use members::{each_member, member, row, who};
pub(crate) use nesting::{few_within, users_within};
pub(crate) use staged::Reading;

const KIND: &str = "group membership";

/// One group of a user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupLink {
    /// The group's id.
    pub id: Uuid,
    /// Its `displayName`.
    pub display: String,
    /// True if the user is a member of it, false if they are in it by another group only.
    pub direct: bool,
    /// What the directory calls the group.
    pub external_id: Option<String>,
    /// The class that it took up again.
    pub class: Option<Uuid>,
}

impl GroupLink {
    /// As rows of group mapping see the group.
    pub(crate) fn facts(&self) -> Group {
        Group {
            id: self.id.to_string(),
            external_id: self.external_id.clone(),
            name: self.display.clone(),
            class: Some(self.class.unwrap_or(self.id).to_string()),
        }
    }
}

/// One member of a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberLink {
    /// The id of the user or group.
    pub id: Uuid,
    /// A user's `userName`, a group's `displayName`.
    pub display: String,
    /// Which of the two it is.
    pub kind: MemberType,
}

/// `groups` of a user as the wire has it (RFC 7643 §4.1.2). `base_url` has no slash at its end.
pub fn groups_json(groups: &[GroupLink], base_url: &str) -> Vec<u8> {
    let groups = groups
        .iter()
        .map(|group| group_json(group, base_url))
        .collect();
    Value::Array(groups).to_string().into_bytes()
}

/// One of `groups`.
pub(crate) fn group_json(group: &GroupLink, base_url: &str) -> Value {
    json!({
        "value": group.id.to_string(),
        "$ref": reference(base_url, MemberType::Group, group.id),
        "display": group.display,
        "type": if group.direct { "direct" } else { "indirect" },
    })
}

/// One of `members` as the wire has it (RFC 7643 §4.2).
pub fn member_json(member: &MemberLink, base_url: &str) -> Value {
    json!({
        "value": member.id.to_string(),
        "$ref": reference(base_url, member.kind, member.id),
        "display": member.display,
        "type": member.kind.as_str(),
    })
}

fn reference(base_url: &str, kind: MemberType, id: Uuid) -> String {
    format!("{base_url}/{}/{id}", kind.endpoint())
}
