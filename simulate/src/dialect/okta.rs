//! Okta, with an app of its catalogue (OIN) and with one made by its wizard (AIW).
//!
//! Both read a user, change what they read and PUT it all back, `id`, `meta` and `groups`
//! included. The catalogue app uses PATCH for activation and for groups; the wizard's app puts
//! everything by PUT. Neither ever deletes a user.

use hyper::Method;
use serde_json::{Value, json};

use super::{Dialect, Form, Habit, Habits, Peer, Turnover, Update, patch};
use crate::attribute::{Attribute, Change, GROUP, USER, Wanted};
use crate::client::{Kind, Patience, Query, Request, Wire};
use crate::directory::{Group, Person};

/// One of Okta's two clients.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Okta {
    Catalogue,
    Wizard,
}

impl Okta {
    pub(super) const CATALOGUE: Self = Self::Catalogue;
    pub(super) const WIZARD: Self = Self::Wizard;

    /// A PUT of the group as a whole.
    fn put_group(self, id: &str, name: &str, members: &[Peer]) -> Request {
        let members: Vec<Value> = members.iter().map(member).collect();
        let body = json!({ "schemas": [GROUP], "displayName": name, "members": members });
        self.about(Method::PUT, Kind::Group, id, Some(body))
    }

    fn patch_group(self, id: &str, operations: &[Value]) -> Request {
        self.about(
            Method::PATCH,
            Kind::Group,
            id,
            Some(patch::body(operations)),
        )
    }

    /// The path-less rename; it leaves members alone.
    fn rename_by_patch(self, id: &str, name: &str) -> Request {
        let value = json!({ "id": id, "displayName": name });
        self.patch_group(id, &[patch::pathless("replace", &value)])
    }

    /// A PUT of what was received, with `changes` made.
    fn write_back<'c>(
        self,
        update: Update<'_>,
        changes: impl Iterator<Item = &'c Change>,
    ) -> Request {
        let mut body = update.current.clone();
        for change in changes {
            change.attribute.write(&mut body, change.to.clone());
        }
        self.about(Method::PUT, Kind::User, update.id, Some(body))
    }
}

impl Dialect for Okta {
    fn wire(&self) -> Wire {
        Wire {
            user_agent: "Okta SCIM Client 1.0.0",
            accept: "application/scim+json",
            accept_charset: Some("utf-8"),
            content_type: "application/scim+json; charset=utf-8",
            readable: &["application/scim+json"],
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
                Habit::AcceptsNotFound,
                Habit::Imports,
                Habit::TestsByPage,
                Habit::AssertsRefusals,
                Habit::WritesBack,
                Habit::DeletesGroups,
            ],
            discovers: match self {
                Self::Catalogue => &["/Schemas", "/ResourceTypes"],
                Self::Wizard => &[],
            },
            more_lookups: &[],
            batch: match self {
                Self::Catalogue => 100,
                Self::Wizard => usize::MAX,
            },
            forms: match self {
                Self::Catalogue => &[Form::Everyday, Form::WholeList],
                Self::Wizard => &[Form::WholeList],
            },
        }
    }

    fn new_person(&self, person: &Person) -> Value {
        json!({
            "schemas": [USER],
            "userName": person.user_name,
            "name": { "givenName": person.given, "familyName": person.family },
            "emails": [{ "primary": true, "value": person.email, "type": "work" }],
            "displayName": person.display,
            "locale": person.language,
            "externalId": person.external_id,
            "groups": [],
            "password": person.placeholder,
            "active": person.active,
        })
    }

    fn wanted(&self, person: &Person) -> Vec<Wanted> {
        let some = |text: &str| Some(json!(text));
        vec![
            (Attribute::UserName, some(&person.user_name)),
            (Attribute::GivenName, some(&person.given)),
            (Attribute::FamilyName, some(&person.family)),
            (Attribute::WorkEmail, some(&person.email)),
            (Attribute::DisplayName, some(&person.display)),
            (Attribute::Locale, some(&person.language)),
            (Attribute::ExternalId, some(&person.external_id)),
            (Attribute::Active, Some(json!(person.active))),
        ]
    }

    fn update(&self, update: Update<'_>) -> Vec<Request> {
        if *self == Self::Wizard {
            return vec![self.write_back(update, update.changes.iter())];
        }
        let is_state = |change: &&Change| change.attribute == Attribute::Active;
        let mut requests = Vec::new();
        if let Some(Change { to, .. }) = update.changes.iter().find(is_state) {
            let operation = patch::pathless("replace", &json!({ "active": to }));
            let body = patch::body(&[operation]);
            requests.push(self.about(Method::PATCH, Kind::User, update.id, Some(body)));
        }
        if update.changes.iter().any(|change| !is_state(&change)) {
            // What was received is older than the PATCH above, so its `active` is set again.
            requests.push(self.write_back(update, update.changes.iter()));
        }
        requests
    }

    fn new_group(&self, group: &Group) -> Value {
        json!({ "schemas": [GROUP], "displayName": group.name, "members": [] })
    }

    fn rename(&self, group: &str, name: &str, members: &[Peer]) -> Vec<Request> {
        match self {
            Self::Catalogue => vec![self.rename_by_patch(group, name)],
            Self::Wizard => vec![self.put_group(group, name, members)],
        }
    }

    fn turnover(&self, form: Form, turnover: Turnover<'_>) -> Vec<Request> {
        let Turnover {
            group,
            name,
            leave,
            join,
            after,
        } = turnover;
        if *self == Self::Wizard {
            return vec![self.put_group(group, name, after)];
        }
        let operations = if form == Form::WholeList {
            vec![patch::on(
                "replace",
                "members",
                &after.iter().map(member).collect(),
            )]
        } else {
            let joining = patch::members("add", join, member);
            patch::removals("remove", leave)
                .into_iter()
                .chain(joining)
                .collect()
        };
        vec![
            self.rename_by_patch(group, name),
            self.patch_group(group, &operations),
        ]
    }

    fn with_filter<'a>(&self, _kind: Kind, filter: &'a str) -> Vec<(&'static str, &'a str)> {
        vec![("filter", filter), ("startIndex", "1"), ("count", "100")]
    }
}

fn member(peer: &Peer) -> Value {
    json!({ "value": peer.id, "display": peer.user_name })
}

#[cfg(test)]
mod tests;
