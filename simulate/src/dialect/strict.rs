//! A client of no provider: what RFC 7643 and RFC 7644 say, and nothing else.
//!
//! It patches with every operation by path, by value path and by the URN of a schema, and names
//! members by their type. What it does beside that is in the phases that go by the book.

use hyper::Method;
use serde_json::{Value, json};

use super::{Dialect, Form, Habit, Habits, Peer, Turnover, Update, patch};
use crate::attribute::{Attribute, Change, ENTERPRISE, GROUP, USER, Wanted};
use crate::client::{Kind, Patience, Query, Request, Wire};
use crate::directory::{Group, Person};

const SCIM_JSON: &str = "application/scim+json";

/// The client that knows the RFCs alone.
#[derive(Clone, Copy, Debug)]
pub(super) struct Strict;

impl Strict {
    fn patch(self, kind: Kind, id: &str, operations: &[Value]) -> Request {
        self.about(Method::PATCH, kind, id, Some(patch::body(operations)))
    }
}

impl Dialect for Strict {
    fn wire(&self) -> Wire {
        Wire {
            user_agent: "strict-scim-client",
            accept: SCIM_JSON,
            accept_charset: None,
            content_type: SCIM_JSON,
            readable: &[SCIM_JSON],
            query: Query {
                flag: None,
                blank: "%20",
                trailing: false,
            },
            patience: Patience::RetryAfter,
        }
    }

    fn habits(&self) -> Habits {
        Habits {
            has: &[
                Habit::GoesByTheBook,
                Habit::AssertsRefusals,
                Habit::Imports,
                Habit::LinksManagers,
                Habit::WritesBack,
                Habit::DeletesPeople,
                Habit::DeletesGroups,
            ],
            discovers: &["/ResourceTypes", "/Schemas"],
            more_lookups: &["externalId", "emails.value"],
            batch: 100,
            forms: &[Form::Everyday, Form::OneRequest, Form::WholeList],
        }
    }

    fn new_person(&self, person: &Person) -> Value {
        let mut body = json!({
            "schemas": [USER, ENTERPRISE],
            "emails": [{ "value": person.email, "type": "work", "primary": true }],
        });
        for (attribute, value) in self.wanted(person) {
            if value.is_some() {
                attribute.write(&mut body, value);
            }
        }
        body
    }

    fn wanted(&self, person: &Person) -> Vec<Wanted> {
        let some = |text: &str| Some(json!(text));
        vec![
            (Attribute::UserName, some(&person.user_name)),
            (Attribute::ExternalId, some(&person.external_id)),
            (Attribute::FormattedName, some(&person.formatted())),
            (Attribute::FamilyName, some(&person.family)),
            (Attribute::GivenName, some(&person.given)),
            (Attribute::DisplayName, some(&person.display)),
            (Attribute::Title, person.title.as_deref().and_then(some)),
            (Attribute::PreferredLanguage, some(&person.language)),
            (Attribute::Locale, some(&person.language)),
            (Attribute::Active, Some(json!(person.active))),
            (Attribute::WorkEmail, some(&person.email)),
            (Attribute::Mobile, person.mobile.as_deref().and_then(some)),
            (Attribute::Office, person.office.as_deref().and_then(some)),
            (Attribute::EmployeeNumber, some(&person.employee_number)),
            (Attribute::Department, some(&person.department)),
        ]
    }

    fn update(&self, update: Update<'_>) -> Vec<Request> {
        let operations: Vec<Value> = update.changes.iter().map(operation).collect();
        vec![self.patch(Kind::User, update.id, &operations)]
    }

    fn new_group(&self, group: &Group) -> Value {
        json!({
            "schemas": [GROUP],
            "externalId": group.external_id,
            "displayName": group.name,
        })
    }

    fn rename(&self, group: &str, name: &str, _members: &[Peer]) -> Vec<Request> {
        let operation = patch::on("replace", "displayName", &json!(name));
        vec![self.patch(Kind::Group, group, &[operation])]
    }

    fn turnover(&self, form: Form, turnover: Turnover<'_>) -> Vec<Request> {
        let Turnover {
            leave, join, after, ..
        } = turnover;
        let request = |operations: &[Value]| self.patch(Kind::Group, turnover.group, operations);
        let leaving = patch::removals("remove", leave).into_iter();
        let both = leaving.chain(patch::members("add", join, member));
        match form {
            Form::Everyday | Form::ByFilter => both.map(|one| request(&[one])).collect(),
            Form::OneRequest => vec![request(&both.collect::<Vec<_>>())],
            Form::WholeList => {
                let list = after.iter().map(member).collect();
                vec![request(&[patch::on("replace", "members", &list)])]
            }
        }
    }

    fn manager_forms(&self, id: &str, manager: &str) -> Vec<(Request, bool)> {
        let path = Attribute::Manager.path();
        let value = json!({ "value": manager });
        let remove = json!({ "op": "remove", "path": path });
        let operations = [
            (patch::on("add", &path, &value), true),
            (remove.clone(), false),
            (
                patch::pathless("add", &json!({ ENTERPRISE: { "manager": value } })),
                true,
            ),
            (
                patch::on("replace", &format!("{path}.value"), &json!(manager)),
                true,
            ),
            (remove, false),
        ];
        let request = |(operation, sets)| (self.patch(Kind::User, id, &[operation]), sets);
        operations.into_iter().map(request).collect()
    }

    fn with_filter<'a>(&self, _kind: Kind, filter: &'a str) -> Vec<(&'static str, &'a str)> {
        vec![("filter", filter)]
    }
}

/// What makes one change. A value that has no element to stand in yet comes with one: a value path
/// that selects nothing has no target (RFC 7644 §3.5.2.3).
fn operation(change: &Change) -> Value {
    let Change {
        attribute,
        from,
        to,
    } = change;
    match (from, to) {
        (_, None) => json!({ "op": "remove", "path": attribute.whole() }),
        (None, Some(_)) if attribute.is_element() => {
            let mut value = json!({});
            attribute.write(&mut value, to.clone());
            patch::pathless("add", &value)
        }
        (None, Some(value)) => patch::on("add", &attribute.path(), value),
        (Some(_), Some(value)) => patch::on("replace", &attribute.path(), value),
    }
}

fn member(peer: &Peer) -> Value {
    json!({ "value": peer.id, "type": "User" })
}

#[cfg(test)]
mod tests;
