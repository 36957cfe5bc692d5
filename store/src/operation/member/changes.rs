//! What a file or an admin has changed of a member.

use roster::Member;
use serde_json::{Value, json};

use crate::record::activity::Changes;

/// By the names that a row of an import has.
pub(super) fn between(before: Option<&Member>, after: &Member) -> Changes {
    let mut changes = Changes::default();
    let (from, to) = (before.map(texts), texts(after));
    for (index, (name, to)) in to.into_iter().enumerate() {
        let from = from
            .as_ref()
            .and_then(|from| from.get(index))
            .and_then(|(_, value)| value.clone());
        if from != to {
            changes.add(name, from, to);
        }
    }
    changes
}

/// None where there is nothing.
fn texts(member: &Member) -> [(&'static str, Option<Value>); 6] {
    let assignment = &member.assignment;
    let classes = &assignment.classes;
    [
        ("email", Some(json!(member.email))),
        ("user_name", Some(json!(member.user_name))),
        (
            "display_name",
            member.display_name.as_ref().map(|name| json!(name)),
        ),
        (
            "user_group",
            assignment.user_group.as_ref().map(|group| json!(group)),
        ),
        ("classes", (!classes.is_empty()).then(|| json!(classes))),
        ("teacher", assignment.teacher.then(|| json!(true))),
    ]
}
