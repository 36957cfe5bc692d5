use proptest::prelude::*;
use serde_json::{Value, json};

use crate::{
    Leniency, Object,
    filter::{Filter, parse},
    schema,
};

fn object(value: Value) -> Object {
    match value {
        Value::Object(object) => object,
        other => panic!("{other} is no object"),
    }
}

fn babs() -> Object {
    object(json!({
        "schemas": [
            "urn:ietf:params:scim:schemas:core:2.0:User",
            "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User",
        ],
        "id": "2819c223-7f76-453a-919d-413861904646",
        "externalId": "B.Jensen",
        "userName": "Bjensen@Example.com",
        "name": { "familyName": "Jensen", "givenName": "Bärbel", "middleName": "" },
        "active": true,
        "emails": [
            { "value": "bjensen@example.com", "type": "work", "primary": true },
            { "value": "babs@jensen.org", "type": "home" },
        ],
        "roles": [],
        "addresses": [{ "type": "" }],
        "x509Certificates": [{ "value": "MIIDQzCC" }],
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {
            "department": "Tour Operations",
            "employeeNumber": "701984",
            "manager": { "value": "26118915" },
        },
        "meta": {
            "resourceType": "User",
            "created": "2026-01-23T04:56:22Z",
            "lastModified": "2026-05-13T04:42:34.5Z",
        },
    }))
}

fn read(text: &str) -> Filter {
    parse(text, Leniency::lenient()).unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn assert_matches(rows: &[(&str, bool)]) {
    for (text, expected) in rows {
        assert_eq!(
            read(text).matches(&babs(), schema::user()),
            *expected,
            "{text}"
        );
    }
}

#[test]
fn texts_compare_by_case_exact() {
    assert_matches(&[
        (r#"userName eq "BJENSEN@example.COM""#, true),
        (r#"username eq "bjensen@example.com""#, true),
        (r#"userName ne "BJENSEN@example.COM""#, false),
        (r#"name.givenName eq "BÄRBEL""#, true),
        (r#"externalId eq "B.Jensen""#, true),
        (r#"externalId eq "b.jensen""#, false),
        (r#"id eq "2819c223-7f76-453a-919d-413861904646""#, true),
        (r#"id eq "2819C223-7F76-453A-919D-413861904646""#, false),
        (r#"meta.resourceType eq "user""#, false),
        ("(meta.resourceType eq User)", true),
        (r#"x509Certificates eq "miidqzcc""#, false),
    ]);
}

#[test]
fn parts_of_texts_are_found() {
    assert_matches(&[
        (r#"userName co "SEN@""#, true),
        (r#"userName sw "bjen""#, true),
        (r#"userName ew ".COM""#, true),
        (r#"userName sw ".com""#, false),
        (r#"emails co "jensen.org""#, true),
        (r#"meta.created sw "2026-01""#, true),
    ]);
}

#[test]
fn texts_have_an_order() {
    assert_matches(&[
        (r#"name.familyName gt "abc""#, true),
        (r#"name.familyName lt "abc""#, false),
        (r#"name.familyName ge "JENSEN""#, true),
        (r#"name.familyName le "jensen""#, true),
    ]);
}

#[test]
fn moments_compare_by_time_and_not_by_text() {
    assert_matches(&[
        (r#"meta.lastModified gt "2026-05-13T04:42:34Z""#, true),
        (r#"meta.lastModified gt "2026-05-13T08:00:00+02:00""#, false),
        (r#"meta.lastModified lt "2026-05-13T08:00:00+02:00""#, true),
        (r#"meta.lastModified eq "2026-05-13T04:42:34.500Z""#, true),
        (r#"meta.created le "2026-01-23T04:56:22""#, true),
    ]);
}

#[test]
fn booleans_compare_with_booleans_and_with_entras_texts() {
    assert_matches(&[
        ("active eq true", true),
        (r#"active eq "True""#, true),
        (r#"active eq "false""#, false),
        (r#"active ne "False""#, true),
        (r#"emails[primary eq "True"]"#, true),
        (r#"active eq "yes""#, false),
    ]);
}

#[test]
fn any_value_of_a_multi_valued_attribute_will_do() {
    assert_matches(&[
        (r#"emails eq "babs@jensen.org""#, true),
        (r#"emails.value eq "babs@jensen.org""#, true),
        (
            r#"emails.type eq "work" and emails.value co "jensen.org""#,
            true,
        ),
        (r#"emails.type ne "work""#, true),
        (
            r#"schemas eq "urn:ietf:params:scim:schemas:core:2.0:user""#,
            true,
        ),
        (r#"schemas eq "urn:example:other""#, false),
        (r#"emails.value eq "nobody@x.org""#, false),
    ]);
}

#[test]
fn brackets_ask_for_one_value_that_fulfils_everything() {
    assert_matches(&[
        (r#"emails[type eq "work" and value co "jensen.org"]"#, false),
        (r#"emails[type eq "home" and value co "jensen.org"]"#, true),
        (r#"emails[type eq "home"].value eq "babs@jensen.org""#, true),
        (
            r#"emails[type eq "work"].value eq "babs@jensen.org""#,
            false,
        ),
        (r#"emails[type eq "other"].value ne "x""#, false),
        ("emails[not (primary eq true)]", true),
        (r#"emails[type eq "home" and primary eq null]"#, true),
        (r#"not (emails[type eq "other"])"#, true),
        (
            r#"schemas[value eq "urn:ietf:params:scim:schemas:core:2.0:User"]"#,
            true,
        ),
        ("roles[value pr]", false),
    ]);
}

#[test]
fn extensions_are_reached_by_their_urn_or_without_it() {
    assert_matches(&[
        (
            r#"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department eq "tour operations""#,
            true,
        ),
        (
            r#"URN:IETF:PARAMS:SCIM:SCHEMAS:EXTENSION:ENTERPRISE:2.0:USER:MANAGER.VALUE eq "26118915""#,
            true,
        ),
        (r#"manager eq "26118915""#, true),
        (
            r#"id eq "2819c223-7f76-453a-919d-413861904646" and manager eq "nobody""#,
            false,
        ),
        ("employeeNumber eq 701984", true),
        (
            r#"urn:ietf:params:scim:schemas:core:2.0:User:userName sw "B""#,
            true,
        ),
    ]);
}

#[test]
fn presence_means_a_value_that_is_not_empty() {
    assert_matches(&[
        ("userName pr", true),
        ("active pr", true),
        ("name pr", true),
        ("name.middleName pr", false),
        ("emails pr", true),
        ("emails.display pr", false),
        ("roles pr", false),
        ("addresses pr", false),
        ("title pr", false),
        ("manager.value pr", true),
        ("shoeSize pr", false),
    ]);
}

#[test]
fn null_and_absent_are_one_state() {
    assert_matches(&[
        ("title eq null", true),
        ("roles eq null", true),
        ("title ne null", false),
        ("userName eq null", false),
        ("userName ne null", true),
        (r#"title eq "x""#, false),
        (r#"title ne "x""#, true),
        (r#"title gt "x""#, false),
        (r#"shoeSize ne "x""#, true),
        (r#"shoeSize eq "x""#, false),
    ]);
}

#[test]
fn names_of_a_resource_are_found_in_any_case() {
    let resource = object(json!({ "USERNAME": "x", "Emails": { "VALUE": "y" } }));
    let matches = |text: &str| read(text).matches(&resource, schema::user());
    assert!(matches(r#"userName eq "x""#));
    assert!(matches(r#"emails.value eq "y""#));
}

#[test]
fn an_inner_filter_can_be_asked_of_one_value() {
    let emails = schema::user().attribute("emails").unwrap();
    let element = json!({ "type": "Work", "value": "x@y.z" });
    assert!(read(r#"type eq "work" and value ew "y.z""#).matches_element(&element, emails));
    assert!(!read(r#"type eq "home""#).matches_element(&element, emails));
    assert!(!read("x.y pr").matches_element(&element, emails));
    let bare = json!("x@y.z");
    assert!(read(r#"value eq "x@y.z""#).matches_element(&bare, emails));
}

#[test]
fn a_planner_sees_what_an_index_can_answer() {
    for (text, dotted, expected) in [
        (r#"userName eq "X""#, "userName", Some("X")),
        (r#"USERNAME eq "X""#, "userName", Some("X")),
        (r#"userName ne "X""#, "userName", None),
        (r#"userName eq "X""#, "externalId", None),
        ("userName eq null", "userName", None),
        (r#"emails.value eq "X""#, "emails.value", Some("X")),
        (r#"emails eq "X""#, "emails.value", Some("X")),
        (r#"emails[value eq "X"]"#, "emails.value", Some("X")),
        (
            r#"emails[type eq "work" and value eq "X"]"#,
            "emails.value",
            Some("X"),
        ),
        (
            r#"emails[type eq "work"].value eq "X""#,
            "emails.value",
            Some("X"),
        ),
        (
            r#"emails[type eq "work" or value eq "X"]"#,
            "emails.value",
            None,
        ),
        (r#"emails[not (value eq "X")]"#, "emails.value", None),
        (
            r#"emails[type eq "work"].display eq "X""#,
            "emails.value",
            None,
        ),
        (r#"members[value eq "X"]"#, "members.value", Some("X")),
        (r#"not (userName eq "X")"#, "userName", None),
        (r#"userName eq "X" or active eq true"#, "userName", None),
    ] {
        assert_eq!(read(text).equals(dotted), expected, "{text}");
    }
}

#[test]
fn the_anded_parts_come_from_left_to_right() {
    let filter = read("a pr and (b pr and c pr) and (d pr or e pr)");
    let parts: Vec<_> = filter.conjuncts().iter().map(ToString::to_string).collect();
    assert_eq!(parts, ["a pr", "b pr", "c pr", "d pr or e pr"]);
}

fn json_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        "[a-z2026T:Z-]{0,6}".prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 16, 4, |inner| {
        let names = prop::sample::select(vec!["value", "type", "givenName", "created", "x"]);
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(Value::from),
            prop::collection::vec((names.prop_map(str::to_owned), inner), 0..3)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

proptest! {
    /// Whatever shape a resource has: an answer, and `not` is its opposite.
    #[test]
    fn every_resource_matches_either_a_filter_or_its_opposite(
        values in prop::collection::vec(json_value(), 6),
        path in prop::sample::select(vec![
            "userName", "name.givenName", "emails", "emails.type", "active", "meta.created",
            "schemas", "manager", "nothing", "roles.value",
        ]),
        operation in prop::sample::select(vec![
            "pr", "eq null", "ne \"a\"", "co \"a\"", "sw \"a\"", "ew \"a\"", "gt \"a\"",
            "eq true", "le 1", "ge \"2026-01-01T00:00:00Z\"",
        ]),
    ) {
        let names = ["userName", "name", "emails", "active", "meta", "roles"];
        let resource: Object = names.into_iter().map(str::to_owned).zip(values).collect();
        let plain = read(&format!("{path} {operation}"));
        let negated = read(&format!("not ({path} {operation})"));
        let user = schema::user();
        prop_assert_ne!(plain.matches(&resource, user), negated.matches(&resource, user));
    }
}

#[test]
fn a_schema_is_present_as_long_as_it_has_a_value() {
    let urn = crate::urn::ENTERPRISE_USER;
    let strict = |text: &str| parse(text, Leniency::strict()).unwrap();
    let mut without = babs();
    without.shift_remove(urn);
    for name in [urn.to_owned(), urn.to_uppercase()] {
        let filter = strict(&format!("{name} pr"));
        assert_eq!(filter.check(schema::user(), Leniency::strict()), Ok(()));
        assert!(filter.matches(&babs(), schema::user()));
        assert!(!filter.matches(&without, schema::user()));
        assert!(!filter.matches(&babs(), schema::group()));
    }
    let neither = strict(&format!("not ({urn} pr) and {} pr", crate::urn::USER));
    assert!(neither.matches(&without, schema::user()));
    assert!(!neither.matches(&babs(), schema::user()));
    for text in [format!("{urn} eq \"x\""), format!("{urn}[value eq 1]")] {
        let error = parse(&text, Leniency::lenient()).unwrap_err();
        assert!(error.detail.contains("the name of an attribute"), "{error}");
    }
}
