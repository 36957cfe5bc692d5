//! OneLogin's generic SCIM provisioner, whose bodies come from a template that an administrator
//! edits: `active` is a string, a macro without a value leaves an empty string, and the template
//! seen in logs lists schema URNs that no RFC has.

use hyper::Method;
use serde_json::{Value, json};

use super::{Dialect, Form, Habit, Habits, Peer, Turnover, Update, patch};
use crate::attribute::{Attribute, GROUP, Wanted};
use crate::client::{Kind, Patience, Query, Request, Wire};
use crate::directory::{Group, Person};

/// OneLogin's client.
#[derive(Clone, Copy, Debug)]
pub(super) struct OneLogin;

impl Dialect for OneLogin {
    fn wire(&self) -> Wire {
        Wire {
            // OneLogin documents no name.
            user_agent: "OneLogin",
            accept: "application/json",
            accept_charset: None,
            content_type: "application/json",
            readable: &["application/scim+json", "application/json"],
            query: Query {
                flag: None,
                blank: "+",
                trailing: true,
            },
            patience: Patience::Backoff,
        }
    }

    fn habits(&self) -> Habits {
        Habits {
            has: &[Habit::AcceptsNotFound, Habit::Imports, Habit::DeletesPeople],
            discovers: &[],
            more_lookups: &[],
            batch: 100,
            forms: &[Form::Everyday, Form::ByFilter],
        }
    }

    fn new_person(&self, person: &Person) -> Value {
        json!({
            "schemas": ["urn:scim:schemas:core:2.0", "urn:scim:schemas:extension:enterprise:2.0"],
            "userName": person.user_name,
            "name": { "givenName": person.given, "familyName": person.family },
            "displayName": person.display,
            "title": person.title.as_deref().unwrap_or(""),
            "emails": [{ "value": person.email, "type": "work", "primary": true }],
            "active": person.active.to_string(),
        })
    }

    fn wanted(&self, person: &Person) -> Vec<Wanted> {
        let some = |text: &str| Some(json!(text));
        vec![
            (Attribute::UserName, some(&person.user_name)),
            (Attribute::GivenName, some(&person.given)),
            (Attribute::FamilyName, some(&person.family)),
            (Attribute::DisplayName, some(&person.display)),
            (Attribute::Title, person.title.as_deref().and_then(some)),
            (Attribute::WorkEmail, some(&person.email)),
            (Attribute::Active, Some(json!(person.active))),
        ]
    }

    fn update(&self, update: Update<'_>) -> Vec<Request> {
        let body = self.new_person(update.person);
        vec![self.about(Method::PUT, Kind::User, update.id, Some(body))]
    }

    fn new_group(&self, group: &Group) -> Value {
        json!({ "schemas": [GROUP], "displayName": group.name })
    }

    fn rename(&self, _group: &str, _name: &str, _members: &[Peer]) -> Vec<Request> {
        Vec::new()
    }

    fn turnover(&self, form: Form, turnover: Turnover<'_>) -> Vec<Request> {
        let member = |peer: &Peer| json!({ "value": peer.id });
        let leaving = if form == Form::ByFilter {
            patch::removals("remove", turnover.leave)
        } else {
            patch::members("remove", turnover.leave, member)
                .into_iter()
                .collect()
        };
        let joining = patch::members("add", turnover.join, member);
        let request = |operation| {
            let body = patch::body(&[operation]);
            self.about(Method::PATCH, Kind::Group, turnover.group, Some(body))
        };
        leaving.into_iter().chain(joining).map(request).collect()
    }

    fn with_filter<'a>(&self, _kind: Kind, filter: &'a str) -> Vec<(&'static str, &'a str)> {
        vec![("filter", filter)]
    }
}

#[cfg(test)]
mod tests;
