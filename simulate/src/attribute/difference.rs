//! What a provider would have to send.

use serde_json::Value;

use super::{Attribute, Wanted};

/// One attribute in which the server and the directory differ.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Change {
    pub(crate) attribute: Attribute,
    /// What the server holds.
    pub(crate) from: Option<Value>,
    /// What the directory wants.
    pub(crate) to: Option<Value>,
}

/// The attributes of `user` that are not as `wanted`, in the order of `wanted`.
pub(crate) fn difference(wanted: &[Wanted], user: &Value) -> Vec<Change> {
    let changes = wanted.iter().map(|(attribute, to)| Change {
        attribute: *attribute,
        from: attribute.read(user).cloned(),
        to: to.clone(),
    });
    changes.filter(|change| change.from != change.to).collect()
}
