//! The attributes that providers map, and where they stand in a resource.
//!
//! One table serves for writing request bodies, for comparing what the server holds with what
//! the directory wants, and for Okta's habit of writing back what it received.

use serde_json::{Value, json};

mod difference;

pub(crate) use difference::{Change, difference};

/// The URN of the core user schema (RFC 7643 §8.7.1).
pub(crate) const USER: &str = "urn:ietf:params:scim:schemas:core:2.0:User";
/// The URN of the group schema.
pub(crate) const GROUP: &str = "urn:ietf:params:scim:schemas:core:2.0:Group";
/// The URN of the enterprise extension (RFC 7643 §4.3).
pub(crate) const ENTERPRISE: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

/// A value that a provider keeps in step, or `None` where the directory has none.
pub(crate) type Wanted = (Attribute, Option<Value>);

/// An attribute of a user that some provider maps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Attribute {
    UserName,
    ExternalId,
    DisplayName,
    Active,
    Title,
    PreferredLanguage,
    Locale,
    GivenName,
    FamilyName,
    FormattedName,
    WorkEmail,
    Mobile,
    Office,
    Department,
    EmployeeNumber,
    Manager,
}

/// Where an attribute stands in the JSON of a user.
#[derive(Clone, Copy)]
enum Place {
    /// At the top.
    Top(&'static str),
    /// In a complex attribute.
    Within(&'static str, &'static str),
    /// In the element of a multi-valued attribute that has this `type`.
    Element {
        list: &'static str,
        kind: &'static str,
        name: &'static str,
    },
    /// In the enterprise extension.
    Extension(&'static str),
    /// In the `value` of a complex attribute of the enterprise extension.
    Reference(&'static str),
}

impl Attribute {
    fn place(self) -> Place {
        match self {
            Self::UserName => Place::Top("userName"),
            Self::ExternalId => Place::Top("externalId"),
            Self::DisplayName => Place::Top("displayName"),
            Self::Active => Place::Top("active"),
            Self::Title => Place::Top("title"),
            Self::PreferredLanguage => Place::Top("preferredLanguage"),
            Self::Locale => Place::Top("locale"),
            Self::GivenName => Place::Within("name", "givenName"),
            Self::FamilyName => Place::Within("name", "familyName"),
            Self::FormattedName => Place::Within("name", "formatted"),
            Self::WorkEmail => Place::Element {
                list: "emails",
                kind: "work",
                name: "value",
            },
            Self::Mobile => Place::Element {
                list: "phoneNumbers",
                kind: "mobile",
                name: "value",
            },
            Self::Office => Place::Element {
                list: "addresses",
                kind: "work",
                name: "formatted",
            },
            Self::Department => Place::Extension("department"),
            Self::EmployeeNumber => Place::Extension("employeeNumber"),
            Self::Manager => Place::Reference("manager"),
        }
    }

    /// Its PATCH path (RFC 7644 §3.5.2), as Entra writes it.
    pub(crate) fn path(self) -> String {
        match self.place() {
            Place::Top(name) => name.to_owned(),
            Place::Within(parent, name) => format!("{parent}.{name}"),
            Place::Element { list, kind, name } => format!("{list}[type eq \"{kind}\"].{name}"),
            Place::Extension(name) | Place::Reference(name) => format!("{ENTERPRISE}:{name}"),
        }
    }

    /// Whether its path selects an element of a multi-valued attribute.
    pub(crate) fn is_element(self) -> bool {
        matches!(self.place(), Place::Element { .. })
    }

    /// The path of all that goes with it: of the whole element where it stands in one.
    pub(crate) fn whole(self) -> String {
        match self.place() {
            Place::Element { list, kind, .. } => format!("{list}[type eq \"{kind}\"]"),
            _ => self.path(),
        }
    }

    /// What `user` holds. An empty string is no value.
    pub(crate) fn read(self, user: &Value) -> Option<&Value> {
        let value = match self.place() {
            Place::Top(name) => user.get(name),
            Place::Within(parent, name) => user.get(parent)?.get(name),
            Place::Element { list, kind, name } => {
                let elements = user.get(list)?.as_array()?;
                elements
                    .iter()
                    .find(|element| is_of(element, kind))?
                    .get(name)
            }
            Place::Extension(name) => user.get(ENTERPRISE)?.get(name),
            Place::Reference(name) => user.get(ENTERPRISE)?.get(name)?.get("value"),
        };
        value.filter(|value| !value.is_null() && value.as_str() != Some(""))
    }

    /// Puts `value` into `user`, or takes the attribute out. Where the server sent a shape that
    /// has no room for it, nothing is written, and the comparison afterwards tells.
    pub(crate) fn write(self, user: &mut Value, value: Option<Value>) {
        match self.place() {
            Place::Top(name) => put(user, name, value),
            Place::Within(parent, name) => {
                if let Some(parent) = entry(user, parent, || json!({})) {
                    put(parent, name, value);
                }
            }
            Place::Extension(name) => {
                if let Some(extension) = entry(user, ENTERPRISE, || json!({})) {
                    put(extension, name, value);
                }
            }
            Place::Reference(name) => {
                if let Some(extension) = entry(user, ENTERPRISE, || json!({})) {
                    put(
                        extension,
                        name,
                        value.map(|value| json!({ "value": value })),
                    );
                }
            }
            Place::Element { list, kind, name } => {
                let Some(Value::Array(elements)) = entry(user, list, || json!([])) else {
                    return;
                };
                if let Some(element) = elements.iter_mut().find(|element| is_of(element, kind)) {
                    put(element, name, value);
                } else if let Some(value) = value {
                    elements.push(json!({ "type": kind, name: value }));
                }
            }
        }
    }
}

fn is_of(element: &Value, kind: &str) -> bool {
    element.get("type").and_then(Value::as_str) == Some(kind)
}

fn put(object: &mut Value, name: &str, value: Option<Value>) {
    let Value::Object(members) = object else {
        return;
    };
    match value {
        Some(value) => members.insert(name.to_owned(), value),
        None => members.shift_remove(name),
    };
}

fn entry<'v>(
    object: &'v mut Value,
    name: &str,
    empty: impl FnOnce() -> Value,
) -> Option<&'v mut Value> {
    Some(object.as_object_mut()?.entry(name).or_insert_with(empty))
}

#[cfg(test)]
mod tests;
