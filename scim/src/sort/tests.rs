use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::schema;

/// The ids of the resources in the order of the sort.
fn sorted(by: &str, order: &str, resources: &[Value]) -> String {
    let sort = Sort::parse(by, Some(order)).unwrap();
    let mut keyed: Vec<_> = resources
        .iter()
        .map(|resource| {
            let resource = resource.as_object().unwrap();
            let key = sort.key(resource, schema::user());
            (key, resource["id"].as_str().unwrap())
        })
        .collect();
    keyed.sort();
    let ids: Vec<_> = keyed.into_iter().map(|(_, id)| id).collect();
    ids.join(" ")
}

fn assert_sorted(by: &str, resources: &[Value], ascending: &str) {
    assert_eq!(sorted(by, "ascending", resources), ascending);
    let descending: Vec<_> = ascending.split(' ').rev().collect();
    assert_eq!(sorted(by, "Descending", resources), descending.join(" "));
}

#[test]
fn texts_sort_by_case_exact_and_missing_ones_last() {
    let resources = [
        json!({ "id": "none" }),
        json!({ "id": "b", "userName": "B", "externalId": "a" }),
        json!({ "id": "ab", "userName": "ab", "externalId": "ab" }),
        json!({ "id": "a", "userName": "A", "externalId": "B" }),
    ];
    assert_sorted("userName", &resources, "a ab b none");
    assert_sorted("externalId", &resources, "a b ab none");
}

#[test]
fn moments_sort_by_time() {
    let made = |id: &str, created: &str| json!({ "id": id, "meta": { "created": created } });
    let resources = [
        made("second", "2026-01-01T01:00:00+02:00"),
        made("third", "2026-01-01T00:00:00Z"),
        made("first", "1969-01-01T00:00:00Z"),
        made("none", "soon"),
    ];
    assert_sorted("meta.created", &resources, "first second third none");
}

#[test]
fn booleans_sort_false_first() {
    let resources = [
        json!({ "id": "on", "active": true }),
        json!({ "id": "none" }),
        json!({ "id": "off", "active": false }),
    ];
    assert_sorted("active", &resources, "off on none");
}

#[test]
fn the_primary_value_decides_and_else_the_first() {
    let resources = [
        json!({ "id": "c", "emails": [{ "value": "c" }, { "value": "a" }] }),
        json!({ "id": "b", "emails": [{ "value": "z" }, { "value": "b", "primary": true }] }),
        json!({ "id": "none", "emails": [] }),
    ];
    assert_sorted("emails", &resources, "b c none");
    assert_sorted("emails.value", &resources, "b c none");
}

#[test]
fn extensions_are_sorted_by_too() {
    let urn = crate::urn::ENTERPRISE_USER;
    let resources = [
        json!({ "id": "two", urn: { "employeeNumber": "2" } }),
        json!({ "id": "one", urn: { "employeeNumber": "1" } }),
    ];
    assert_sorted(&format!("{urn}:employeeNumber"), &resources, "one two");
}

#[test]
fn an_attribute_that_nobody_has_keeps_the_order() {
    let resources = [json!({ "id": "x" }), json!({ "id": "y" })];
    assert_eq!(sorted("shoeSize", "ascending", &resources), "x y");
    assert_eq!(sorted("name", "descending", &resources), "x y");
}

#[test]
fn a_sort_applies_where_there_is_something_to_compare() {
    let (user, group) = (schema::user(), schema::group());
    let urn = crate::urn::ENTERPRISE_USER;
    for (by, to_users, to_groups) in [
        ("userName", true, false),
        ("id", true, true),
        ("displayName", true, true),
        ("name.familyName", true, false),
        ("emails", true, false),
        ("emails.value", true, false),
        ("META.lastmodified", true, true),
        ("members.value", false, true),
        (&format!("{urn}:department"), true, false),
        ("manager", true, false),
        ("name", false, false),
        ("meta", false, false),
        (urn, false, false),
        ("shoeSize", false, false),
    ] {
        let checked = |types: &[&ResourceSchema], leniency| {
            let sort = Sort::parse(by, None).unwrap();
            sort.check(types, leniency).map(|sort| sort.is_some())
        };
        let lenient = |schema| checked(&[schema], Leniency::lenient()).unwrap();
        assert_eq!(
            (lenient(user), lenient(group)),
            (to_users, to_groups),
            "{by}"
        );
        match checked(&[user, group], Leniency::strict()) {
            Ok(applies) => assert!(applies && (to_users || to_groups), "{by}"),
            Err(error) => {
                assert_eq!(error.scim_type, Some(ScimType::InvalidPath));
                assert!(!to_users && !to_groups, "{by}");
            }
        }
    }
}

#[test]
fn long_texts_are_compared_as_far_as_a_key_goes() {
    let long = |id: &str, end: &str| {
        let text = format!("{}{end}", "x".repeat(LONGEST_KEY));
        json!({ "id": id, "externalId": text })
    };
    let key = |resource: &Value, order: &str| {
        let sort = Sort::parse("externalId", Some(order)).unwrap();
        sort.key(resource.as_object().unwrap(), schema::user())
    };
    let (a, b) = (long("a", "1"), long("b", "2"));
    let short = json!({ "externalId": "x".repeat(LONGEST_KEY - 2) });
    for order in ["ascending", "descending"] {
        assert_eq!(key(&a, order), key(&b, order));
        assert_eq!(key(&a, order).0.len(), LONGEST_KEY);
    }
    assert!(key(&short, "ascending") < key(&a, "ascending"));
    assert!(key(&short, "descending") > key(&a, "descending"));
}

#[test]
fn an_unknown_order_is_refused() {
    let error = Sort::parse("userName", Some("upwards")).unwrap_err();
    assert_eq!(error.scim_type, Some(ScimType::InvalidValue));
    let error = Sort::parse("user name", None).unwrap_err();
    assert_eq!(error.scim_type, Some(ScimType::InvalidPath));
}

proptest! {
    #[test]
    fn keys_order_as_the_texts_do(one in "[\\x00-\\x02a-c]{0,4}", other in "[\\x00-\\x02a-c]{0,4}") {
        let key = |text: &str, descending| {
            let sort = Sort { path: AttributePath::parse("externalId").unwrap(), descending };
            let resource = json!({ "externalId": text });
            sort.key(resource.as_object().unwrap(), schema::user())
        };
        prop_assert_eq!(key(&one, false).cmp(&key(&other, false)), one.cmp(&other));
        prop_assert_eq!(key(&one, true).cmp(&key(&other, true)), other.cmp(&one));
    }
}
