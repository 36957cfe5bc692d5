//! Bodies and operations near to what is valid, so that the interesting branches are reached.

use proptest::{option, prelude::*, sample::select};
use scim::{Leniency, urn};
use serde_json::{Map, Value, json};

pub(crate) fn leniency() -> impl Strategy<Value = Leniency> {
    select(vec![Leniency::lenient(), Leniency::strict()])
}

/// Few texts, so that values meet each other.
fn text() -> impl Strategy<Value = Value> {
    select(vec![
        "a", "A", "b", "work", "Work", "home", "True", "false", "", " ", "019a", "\u{e9}",
    ])
    .prop_map(Value::from)
}

fn key() -> impl Strategy<Value = String> {
    let enterprise = urn::ENTERPRISE_USER;
    let known = [
        "schemas",
        "id",
        "externalId",
        "meta",
        "userName",
        "USERNAME",
        "displayName",
        "name",
        "name.givenName",
        "active",
        "title",
        "emails",
        "emails.value",
        "phoneNumbers",
        "addresses",
        "roles",
        "groups",
        "members",
        "password",
        "manager",
        "value",
        "type",
        "primary",
        "$ref",
        "display",
        "givenName",
        "familyName",
        "country",
        "Operations",
        "op",
        "path",
        "unknown",
        "not a name",
        "",
        "emails[type eq \"work\"].value",
        "[",
        "urn:example:2.0:Custom:badge",
    ]
    .map(str::to_owned);
    let qualified = [
        enterprise.to_owned(),
        enterprise.to_uppercase(),
        format!("{enterprise}:manager"),
        format!("{enterprise}:manager.value"),
        format!("{}:title", urn::USER),
        urn::USER.to_owned(),
        urn::GROUP.to_owned(),
    ];
    select([known.as_slice(), qualified.as_slice()].concat())
}

pub(crate) fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        1 => Just(Value::Null),
        1 => any::<bool>().prop_map(Value::from),
        1 => any::<i64>().prop_map(Value::from),
        4 => text(),
    ];
    leaf.prop_recursive(4, 32, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((key(), inner), 0..5)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

/// Often a valid one of either type.
pub(crate) fn body() -> impl Strategy<Value = Value> {
    let attributes = prop::collection::vec(attribute(), 0..6);
    let rest = option::weighted(0.3, any_json());
    (attributes, rest).prop_map(|(attributes, rest)| {
        let mut body = Map::new();
        if let Some(Value::Object(rest)) = rest {
            body.extend(rest);
        }
        body.insert("schemas".to_owned(), json!([urn::USER, urn::GROUP]));
        body.insert("userName".to_owned(), json!("a@x"));
        body.insert("displayName".to_owned(), json!("A"));
        body.extend(attributes);
        Value::Object(body)
    })
}

pub(crate) fn valid_user() -> impl Strategy<Value = Value> {
    prop::collection::vec(attribute(), 0..6).prop_map(|attributes| {
        let mut body = Map::new();
        body.insert("schemas".to_owned(), json!([urn::USER]));
        body.insert("userName".to_owned(), json!("a@x"));
        body.extend(attributes);
        Value::Object(body)
    })
}

/// A name with a value of its type.
fn attribute() -> impl Strategy<Value = (String, Value)> {
    prop_oneof![
        (select(vec!["title", "externalId", "nickName"]), text()),
        (select(vec!["active"]), any::<bool>().prop_map(Value::from)),
        (select(vec!["name"]), name()),
        (
            select(vec!["emails", "roles", "phoneNumbers"]),
            prop::collection::vec(element(), 0..4).prop_map(Value::from)
        ),
        (select(vec![urn::ENTERPRISE_USER]), enterprise()),
    ]
    .prop_map(|(name, value)| (name.to_owned(), value))
}

fn name() -> impl Strategy<Value = Value> {
    (text(), option::of(text()))
        .prop_map(|(given, family)| json!({ "givenName": given, "familyName": family }))
}

fn enterprise() -> impl Strategy<Value = Value> {
    (text(), option::of(text()), option::of(text())).prop_map(|(department, manager, link)| {
        json!({ "department": department, "manager": { "value": manager, "$ref": link } })
    })
}

fn element() -> impl Strategy<Value = Value> {
    (
        option::of(text()),
        option::of(text()),
        option::of(text()),
        option::of(any::<bool>()),
    )
        .prop_map(|(value, label, display, primary)| {
            json!({ "value": value, "type": label, "display": display, "primary": primary })
        })
}

fn path() -> impl Strategy<Value = String> {
    let filtered = [
        "emails[type eq \"work\"]",
        "emails[type eq \"work\"].value",
        "emails[type eq \"work\" and primary eq true].display",
        "roles[primary eq \"True\"].value",
        "emails[not (value pr)]",
        "emails[value co \"a\" or type ne \"b\"].type",
        "name[givenName eq \"a\"]",
        "members[value eq \"a\"]",
        "emails[primary gt true]",
    ]
    .map(str::to_owned)
    .to_vec();
    prop_oneof![4 => key(), 4 => select(filtered), 1 => ".{0,12}"]
}

/// Mostly one that can be applied: what is refused tests little.
pub(crate) fn operation() -> impl Strategy<Value = Value> {
    prop_oneof![6 => valid_operation(), 1 => any_operation()]
}

/// On few attributes, so that operations meet each other.
fn valid_operation() -> impl Strategy<Value = Value> {
    let op = || select(vec!["add", "replace", "remove"]);
    let at = |op: &str, path: &str, value: Value| json!({ "op": op, "path": path, "value": value });
    let lists = prop::collection::vec(element(), 0..4).prop_map(Value::from);
    let paths = select(vec![
        "emails[type eq \"work\"]",
        "emails[type eq \"a\"]",
        "roles[primary eq \"True\"]",
    ]);
    let sub_attribute = select(vec!["value", "type", "display"]);
    let list = || select(vec!["emails", "roles"]);
    prop_oneof![
        (op(), list(), lists).prop_map(move |(op, path, value)| at(op, path, value)),
        (op(), paths.clone(), element()).prop_map(move |(op, path, value)| at(op, path, value)),
        (op(), paths.clone(), sub_attribute, text()).prop_map(move |(op, path, name, value)| at(
            op,
            &format!("{path}.{name}"),
            value
        )),
        (op(), paths, any::<bool>()).prop_map(move |(op, path, value)| at(
            op,
            &format!("{path}.primary"),
            value.into()
        )),
        (op(), list(), any::<bool>()).prop_map(move |(op, path, value)| at(
            op,
            &format!("{path}.primary"),
            value.into()
        )),
        (op(), attribute()).prop_map(move |(op, (path, value))| at(op, &path, value)),
        attribute().prop_map(|(name, value)| json!({ "op": "replace", "value": { name: value } })),
    ]
}

fn any_operation() -> impl Strategy<Value = Value> {
    let op = select(vec![
        "add", "Replace", "replace", "remove", "Remove", "move",
    ]);
    let element_or_list = prop_oneof![
        element(),
        prop::collection::vec(element(), 0..3).prop_map(Value::from)
    ];
    let value = prop_oneof![2 => any_json(), 1 => element_or_list, 1 => text(), 1 => body()];
    (
        op,
        option::weighted(0.8, path()),
        option::weighted(0.9, value),
    )
        .prop_map(|(op, path, value)| {
            let mut operation = Map::new();
            operation.insert("op".to_owned(), op.into());
            if let Some(path) = path {
                operation.insert("path".to_owned(), path.into());
            }
            if let Some(value) = value {
                operation.insert("value".to_owned(), value);
            }
            Value::Object(operation)
        })
}

/// `add` and `replace`, each of an attribute of its own: only then does the first result hold when
/// the second round begins. No operation undoes its own filter.
pub(crate) fn repeatable_operations() -> impl Strategy<Value = Vec<Value>> {
    let op = || select(vec!["add", "replace"]);
    let elements = || prop::collection::vec(element(), 0..4).prop_map(Value::from);
    let at = |op: &str, path: &str, value: Value| json!({ "op": op, "path": path, "value": value });
    let title = (op(), text()).prop_map(move |(op, value)| at(op, "title", value));
    let names = (op(), name()).prop_map(move |(op, value)| at(op, "name", value));
    let emails = (op(), elements()).prop_map(move |(op, value)| at(op, "emails", value));
    let roles = (
        op(),
        select(vec!["value", "display", "primary"]),
        text(),
        any::<bool>(),
    )
        .prop_map(move |(op, sub_attribute, text, truth)| {
            let value = if sub_attribute == "primary" {
                truth.into()
            } else {
                text
            };
            at(
                op,
                &format!("roles[type eq \"work\"].{sub_attribute}"),
                value,
            )
        });
    let numbers = (op(), select(vec!["value", "display", "type"]), text()).prop_map(
        move |(op, sub_attribute, value)| at(op, &format!("phoneNumbers.{sub_attribute}"), value),
    );
    let pathless = (op(), enterprise(), any::<bool>()).prop_map(|(op, enterprise, active)| {
        json!({ "op": op, "value": { urn::ENTERPRISE_USER: enterprise, "active": active } })
    });
    let one_of_each = (
        option::of(title),
        option::of(names),
        option::of(emails),
        option::of(roles),
        option::of(numbers),
        pathless,
    );
    one_of_each.prop_map(|(title, names, emails, roles, numbers, pathless)| {
        [title, names, emails, roles, numbers, Some(pathless)]
            .into_iter()
            .flatten()
            .collect()
    })
}
