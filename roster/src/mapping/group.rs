//! A group as rows see it.

use super::Row;

/// What a directory pushed, or what a sign-in claims.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// The `id` of the SCIM group; of a claim that names no pushed group, the claim.
    pub id: String,
    /// What the directory calls it.
    pub external_id: Option<String>,
    /// `displayName`, as received.
    pub name: String,
    /// The id of the class that the group itself can be; none for a claim that names no pushed
    /// group.
    pub class: Option<String>,
}

impl Group {
    /// A claim that names no pushed group.
    pub fn claimed(claim: &str) -> Self {
        Self {
            id: claim.to_owned(),
            external_id: None,
            name: claim.to_owned(),
            class: None,
        }
    }

    /// Whether a row names the group by id.
    pub(super) fn has_id(&self, id: &str) -> bool {
        self.id == id || self.external_id.as_deref() == Some(id)
    }

    /// The class of a name, whichever groups it is made of.
    pub fn named_class(name: &str) -> String {
        format!("named:{}", scim::fold::fold(name))
    }

    /// The classes that rows name: id and name.
    pub fn named_classes(rows: &[Row]) -> impl Iterator<Item = (String, &str)> {
        rows.iter()
            .filter_map(Row::named_class)
            .map(|name| (Self::named_class(name), name))
    }
}
