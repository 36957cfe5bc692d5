//! The core Group schema (RFC 7643 §4.2 and §8.7.1).

use super::{Schema, attribute::Attribute, characteristic::Mutability};
use crate::urn;

pub(super) fn schema() -> Schema {
    Schema::new(
        urn::GROUP,
        "Group",
        "Group",
        vec![
            // §4.2 says REQUIRED; erratum 5368 corrects the table of §8.7.1.
            Attribute::string("displayName", "The name to show to others").required(),
            Attribute::complex("members", "Who is in the group", members()).many(),
        ],
    )
}

/// A member is added or removed, never changed in place.
fn members() -> Vec<Attribute> {
    [
        Attribute::string("value", "The id of the member"),
        Attribute::reference("$ref", &["User", "Group"], "The URL of the member"),
        Attribute::string("display", "The name of the member"),
        Attribute::string("type", "What the member is").suggesting(&["User", "Group"]),
    ]
    .into_iter()
    .map(|sub_attribute| sub_attribute.mutability(Mutability::Immutable))
    .collect()
}
