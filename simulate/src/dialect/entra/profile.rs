//! Entra's default mapping of a user, and the two ways to patch it.

use serde_json::{Map, Value, json};

use crate::attribute::{Attribute, Change, ENTERPRISE, USER, Wanted};
use crate::dialect::patch;
use crate::directory::Person;

/// The body of a POST. Attributes without a value are left out: Entra never sends nulls here.
pub(super) fn new_person(person: &Person) -> Value {
    let mut body = json!({
        "schemas": [USER, ENTERPRISE],
        "externalId": person.external_id,
        "userName": person.user_name,
        "active": person.active,
        "displayName": person.display,
        "emails": [{ "primary": true, "type": "work", "value": person.email }],
        "name": {
            "formatted": person.formatted(),
            "familyName": person.family,
            "givenName": person.given,
        },
        "meta": { "resourceType": "User" },
        "roles": [],
    });
    for (attribute, value) in wanted(person) {
        if attribute.read(&body).is_none() && value.is_some() {
            attribute.write(&mut body, value);
        }
    }
    body
}

pub(super) fn wanted(person: &Person) -> Vec<Wanted> {
    let some = |text: &str| Some(json!(text));
    vec![
        (Attribute::ExternalId, some(&person.external_id)),
        (Attribute::UserName, some(&person.user_name)),
        (Attribute::Active, Some(json!(person.active))),
        (Attribute::DisplayName, some(&person.display)),
        (Attribute::WorkEmail, some(&person.email)),
        (Attribute::FormattedName, some(&person.formatted())),
        (Attribute::FamilyName, some(&person.family)),
        (Attribute::GivenName, some(&person.given)),
        (Attribute::Title, person.title.as_deref().and_then(some)),
        (Attribute::PreferredLanguage, some(&person.language)),
        (Attribute::Office, person.office.as_deref().and_then(some)),
        (Attribute::Mobile, person.mobile.as_deref().and_then(some)),
        (Attribute::EmployeeNumber, some(&person.employee_number)),
        (Attribute::Department, some(&person.department)),
    ]
}

/// Without the flag: an operation for each attribute, with booleans as strings.
pub(super) fn one_by_one(changes: &[Change]) -> Vec<Value> {
    let operation = |change: &Change| {
        let path = change.attribute.path();
        match (&change.from, &change.to) {
            (Some(old), None) => patch::on("Remove", &path, old),
            (None, to) => patch::on("Add", &path, &stringly(to.as_ref())),
            (Some(_), to) => patch::on("Replace", &path, &stringly(to.as_ref())),
        }
    };
    changes.iter().map(operation).collect()
}

/// With the flag: what has a simple path goes into one path-less replace with dotted keys.
pub(super) fn gathered(changes: &[Change]) -> Vec<Value> {
    let mut together = Map::new();
    let mut apart = Vec::new();
    for Change {
        attribute,
        from,
        to,
    } in changes
    {
        let path = attribute.path();
        match (from, to) {
            (Some(_), None) => apart.push(json!({ "op": "remove", "path": path })),
            (from, Some(value)) if attribute.is_element() => {
                let op = if from.is_some() { "replace" } else { "add" };
                apart.push(patch::on(op, &path, value));
            }
            (_, Some(value)) if *attribute == Attribute::Active => {
                apart.push(patch::on("replace", &path, value));
            }
            (_, Some(value)) => {
                together.insert(path, value.clone());
            }
            (None, None) => {}
        }
    }
    let together =
        (!together.is_empty()).then(|| patch::pathless("replace", &Value::Object(together)));
    together.into_iter().chain(apart).collect()
}

fn stringly(value: Option<&Value>) -> Value {
    match value {
        Some(Value::Bool(true)) => json!("True"),
        Some(Value::Bool(false)) => json!("False"),
        Some(value) => value.clone(),
        None => Value::Null,
    }
}
