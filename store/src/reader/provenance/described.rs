//! Who wrote the names and the address of a member.

use roster::{Member, MemberEvent, Person, provenance::Field};
use scim::Resource;
use serde_json::{Value, json};

use super::{
    History, Missing, Origin, by,
    history::{makes_record, tells},
    recorded,
};
use crate::record::{
    UserRecord,
    activity::{Entry, OperationName, SourceKind},
};

/// While a directory manages the member, what it is taken from has been written by the directory.
pub(super) fn origin(
    field: Field,
    member: &Member,
    record: Option<(&UserRecord, &Resource)>,
    history: &History,
) -> Result<Origin, Missing> {
    match record {
        Some((record, resource)) => match taken_from(field, member, resource) {
            Some(attribute) => recorded::origin(history, member, record, attribute),
            None => Err(Missing::Kept),
        },
        None => unrecorded(field, member, history),
    }
}

/// The attribute that the member has this from (see [`Person::of`]). None where the record says
/// something else by now.
fn taken_from(field: Field, member: &Member, resource: &Resource) -> Option<&'static str> {
    let person = Person::of("", resource);
    let has_text = |name: &str| {
        let text = resource.text(name);
        text.is_some_and(|text| !text.trim().is_empty())
    };
    match field {
        Field::UserName => (person.user_name == member.user_name).then_some("userName"),
        Field::DisplayName => {
            let is_named = has_text("displayName") || !resource.object().contains_key("name");
            let name = if is_named { "displayName" } else { "name" };
            (person.display_name == member.display_name).then_some(name)
        }
        _ => {
            let is_listed = resource
                .emails()
                .iter()
                .any(|email| email.trim() == member.email);
            let name = if is_listed { "emails" } else { "userName" };
            (person.email.as_ref() == Some(&member.email)).then_some(name)
        }
    }
}

/// Of a member without a record: a file, an admin or the app, or the directory that had them.
fn unrecorded(field: Field, member: &Member, history: &History) -> Result<Origin, Missing> {
    let (own, attributes, value): (&str, &[&str], Value) = match field {
        Field::UserName => ("user_name", &["userName"], json!(member.user_name)),
        Field::DisplayName => (
            "display_name",
            &["displayName", "name"],
            json!(member.display_name),
        ),
        _ => ("email", &["emails", "userName"], json!(member.email)),
    };
    history.find(|entry| {
        let has_written = match entry.source.kind {
            SourceKind::Token => makes_record(entry) || has_changed(entry, attributes, &value),
            SourceKind::Importer => entry.changes.0.contains_key(own) || is_made(entry, member),
            _ => entry.operation == OperationName::MemberAdd || entry.changes.0.contains_key(own),
        };
        has_written.then(|| Ok(Origin::of(entry, by(entry.source.kind))))
    })
}

fn is_made(entry: &Entry, member: &Member) -> bool {
    tells(entry, &[MemberEvent::Created.as_str()], member.id)
}

/// Whether one of the attributes has become something that says this value.
fn has_changed(entry: &Entry, attributes: &[&str], value: &Value) -> bool {
    attributes.iter().any(|name| {
        let change = entry.changes.0.get(*name);
        change.is_some_and(|change| match change.get("to") {
            Some(to) => says(to, value),
            None => value.is_null(),
        })
    })
}

fn says(whole: &Value, value: &Value) -> bool {
    match whole {
        Value::Array(elements) => elements.iter().any(|element| says(element, value)),
        Value::Object(members) => members.values().any(|member| says(member, value)),
        whole => whole == value,
    }
}
