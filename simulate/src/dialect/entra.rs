//! Microsoft Entra ID, with and without the `aadOptscim062020` flag.
//!
//! Without the flag: capitalised operations, one per attribute, booleans as strings, and a
//! `Remove` of members whose value lists only those who leave. With it: lower case, real
//! booleans, one path-less replace with dotted keys, members removed by a filter.

use hyper::Method;
use serde_json::{Value, json};

use super::{Dialect, Form, Habit, Habits, Peer, Turnover, Update, patch};
use crate::attribute::{Attribute, GROUP, Wanted};
use crate::client::{Kind, Patience, Query, Request, Wire};
use crate::directory::{Group, Person};

mod profile;

/// A URN of Microsoft's own that Entra lists in every new group.
const ADSCIM: &str = "http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group";

/// Entra's sync engine.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entra {
    flag: Option<&'static str>,
}

impl Entra {
    pub(super) const BY_DEFAULT: Self = Self { flag: None };
    pub(super) const FLAGGED: Self = Self {
        flag: Some("aadOptscim062020"),
    };

    fn is_flagged(self) -> bool {
        self.flag.is_some()
    }

    /// The name of an operation as this mode writes it.
    fn op(self, name: &'static str) -> &'static str {
        match (self.is_flagged(), name) {
            (false, "add") => "Add",
            (false, "replace") => "Replace",
            (false, "remove") => "Remove",
            (_, name) => name,
        }
    }

    fn patch(self, kind: Kind, id: &str, operations: &[Value]) -> Request {
        self.about(Method::PATCH, kind, id, Some(patch::body(operations)))
    }
}

impl Dialect for Entra {
    fn wire(&self) -> Wire {
        Wire {
            // Microsoft documents no name; this one is seen in illustrations.
            user_agent: "azure-ad-scim-provisioning/1.0",
            accept: "application/scim+json",
            accept_charset: None,
            content_type: "application/scim+json; charset=utf-8",
            readable: &["application/scim+json"],
            query: Query {
                flag: self.flag,
                blank: "%20",
                trailing: false,
            },
            patience: Patience::NextCycle,
        }
    }

    fn habits(&self) -> Habits {
        Habits {
            has: &[
                Habit::LinksManagers,
                Habit::DeletesPeople,
                Habit::DeletesGroups,
            ],
            discovers: &["/Schemas"],
            more_lookups: &["externalId", "emails[type eq \"work\"].value"],
            batch: 100,
            forms: if self.is_flagged() {
                &[Form::Everyday, Form::OneRequest, Form::WholeList]
            } else {
                &[
                    Form::Everyday,
                    Form::ByFilter,
                    Form::OneRequest,
                    Form::WholeList,
                ]
            },
        }
    }

    fn new_person(&self, person: &Person) -> Value {
        profile::new_person(person)
    }

    fn wanted(&self, person: &Person) -> Vec<Wanted> {
        profile::wanted(person)
    }

    fn update(&self, update: Update<'_>) -> Vec<Request> {
        let operations = if self.is_flagged() {
            profile::gathered(update.changes)
        } else {
            profile::one_by_one(update.changes)
        };
        vec![self.patch(Kind::User, update.id, &operations)]
    }

    fn new_group(&self, group: &Group) -> Value {
        json!({
            "schemas": [GROUP, ADSCIM],
            "externalId": group.external_id,
            "displayName": group.name,
            "meta": { "resourceType": "Group" },
        })
    }

    fn rename(&self, group: &str, name: &str, _members: &[Peer]) -> Vec<Request> {
        let operation = if self.is_flagged() {
            patch::pathless("replace", &json!({ "displayName": name }))
        } else {
            patch::on("Replace", "displayName", &json!(name))
        };
        vec![self.patch(Kind::Group, group, &[operation])]
    }

    fn turnover(&self, form: Form, turnover: Turnover<'_>) -> Vec<Request> {
        let Turnover {
            leave, join, after, ..
        } = turnover;
        let member = |peer: &Peer| json!({ "$ref": null, "value": peer.id });
        let joining = patch::members(self.op("add"), join, member);
        let request = |operations: &[Value]| self.patch(Kind::Group, turnover.group, operations);
        match form {
            Form::Everyday if !self.is_flagged() => {
                let leaving = patch::members("Remove", leave, member);
                leaving
                    .into_iter()
                    .chain(joining)
                    .map(|one| request(&[one]))
                    .collect()
            }
            Form::Everyday | Form::ByFilter => {
                let leaving = patch::removals("remove", leave);
                leaving
                    .into_iter()
                    .chain(joining)
                    .map(|one| request(&[one]))
                    .collect()
            }
            Form::OneRequest => {
                let leaving = patch::removals("remove", leave);
                let both: Vec<Value> = leaving.into_iter().chain(joining).collect();
                vec![request(&both)]
            }
            Form::WholeList => {
                let list = after
                    .iter()
                    .map(|peer| json!({ "value": peer.id }))
                    .collect();
                vec![request(&[patch::on("replace", "members", &list)])]
            }
        }
    }

    fn manager_forms(&self, id: &str, manager: &str) -> Vec<(Request, bool)> {
        let path = Attribute::Manager.path();
        let element = json!([{ "$ref": format!("../Users/{manager}"), "value": manager }]);
        let operations = [
            (patch::on(self.op("add"), &path, &json!(manager)), true),
            (
                patch::on(self.op("replace"), &path, &json!({ "value": "" })),
                false,
            ),
            (patch::on(self.op("add"), "manager", &element), true),
            (patch::on(self.op("replace"), &path, &json!("")), false),
            (
                patch::on(self.op("add"), &path, &json!({ "value": manager })),
                true,
            ),
            (json!({ "op": self.op("remove"), "path": path }), false),
        ];
        let request = |(operation, set)| (self.patch(Kind::User, id, &[operation]), set);
        operations.into_iter().map(request).collect()
    }

    fn with_filter<'a>(&self, kind: Kind, filter: &'a str) -> Vec<(&'static str, &'a str)> {
        match kind {
            Kind::User => vec![("filter", filter)],
            Kind::Group => vec![("excludedAttributes", "members"), ("filter", filter)],
        }
    }
}

#[cfg(test)]
mod tests;
