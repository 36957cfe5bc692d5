//! RFC 7644 §3.5.2, the same in both modes.

use super::*;

fn work_and_home() -> Value {
    json!({ "emails": [
        { "value": "w@x", "type": "work", "primary": true },
        { "value": "h@x", "type": "home" },
    ] })
}

#[test]
fn add_sets_a_single_value() {
    becomes(
        json!({ "title": "A" }),
        json!([{ "op": "add", "path": "title", "value": "B" }]),
        json!({ "title": "B" }),
    );
}

#[test]
fn add_and_replace_merge_a_complex_value() {
    for op in ["add", "replace"] {
        becomes(
            json!({ "name": { "givenName": "A", "familyName": "B" } }),
            json!([{ "op": op, "path": "name", "value": { "givenName": "C", "familyName": null, "formatted": "F" } }]),
            json!({ "name": { "givenName": "C", "formatted": "F" } }),
        );
        becomes(
            json!({ "name": { "givenName": "A", "familyName": "B" } }),
            json!([{ "op": op, "path": "name.givenName", "value": "C" }]),
            json!({ "name": { "givenName": "C", "familyName": "B" } }),
        );
    }
}

#[test]
fn add_and_replace_without_a_path_take_an_object_of_attributes() {
    for op in ["add", "replace"] {
        becomes(
            json!({ "title": "A", "name": { "familyName": "B" } }),
            json!([{ "op": op, "value": {
                "title": "C",
                "name": { "givenName": "D" },
                urn::ENTERPRISE_USER: { "department": "R&D" },
            } }]),
            json!({
                "title": "C",
                "name": { "familyName": "B", "givenName": "D" },
                urn::ENTERPRISE_USER: { "department": "R&D" },
            }),
        );
    }
}

#[test]
fn add_appends_to_many_values() {
    becomes(
        json!({ "emails": [{ "value": "w@x", "type": "work" }] }),
        json!([{ "op": "add", "path": "emails", "value": [{ "value": "h@x", "type": "home" }] }]),
        json!({ "emails": [{ "value": "w@x", "type": "work" }, { "value": "h@x", "type": "home" }] }),
    );
}

#[test]
fn add_of_a_value_that_is_there_changes_nothing() {
    for value in [
        json!([{ "value": "h@x", "type": "home" }]),
        json!([{ "value": "H@X", "type": "Home" }]),
        json!([]),
    ] {
        becomes(
            work_and_home(),
            json!([{ "op": "add", "path": "emails", "value": value }]),
            work_and_home(),
        );
    }
    let addresses = json!({ "addresses": [{ "type": "work", "locality": "Oslo" }] });
    becomes(
        addresses.clone(),
        json!([{ "op": "add", "path": "addresses", "value": addresses["addresses"] }]),
        addresses,
    );
}

#[test]
fn a_new_primary_value_takes_it_from_the_others() {
    for operations in [
        json!([{ "op": "add", "path": "emails", "value": [{ "value": "h@x", "type": "home", "primary": true }] }]),
        json!([{ "op": "replace", "path": "emails[type eq \"home\"].primary", "value": true }]),
        json!([{ "op": "add", "path": "emails[type eq \"home\"]", "value": { "primary": true } }]),
    ] {
        becomes(
            work_and_home(),
            operations,
            json!({ "emails": [
                { "value": "w@x", "type": "work", "primary": false },
                { "value": "h@x", "type": "home", "primary": true },
            ] }),
        );
    }
}

#[test]
fn replace_of_many_values_replaces_the_set() {
    becomes(
        work_and_home(),
        json!([{ "op": "replace", "path": "emails", "value": [{ "value": "n@x" }] }]),
        json!({ "emails": [{ "value": "n@x" }] }),
    );
    becomes(
        work_and_home(),
        json!([{ "op": "replace", "path": "emails", "value": [] }]),
        json!({}),
    );
}

#[test]
fn a_filter_chooses_every_value_that_matches() {
    let numbers = json!({ "phoneNumbers": [
        { "value": "1", "type": "work" },
        { "value": "2", "type": "home" },
        { "value": "3", "type": "work" },
    ] });
    becomes(
        numbers.clone(),
        json!([{ "op": "replace", "path": "phoneNumbers[type eq \"work\"].display", "value": "W" }]),
        json!({ "phoneNumbers": [
            { "value": "1", "type": "work", "display": "W" },
            { "value": "2", "type": "home" },
            { "value": "3", "type": "work", "display": "W" },
        ] }),
    );
    becomes(
        numbers.clone(),
        json!([{ "op": "remove", "path": "phoneNumbers[type eq \"work\"]" }]),
        json!({ "phoneNumbers": [{ "value": "2", "type": "home" }] }),
    );
    becomes(
        numbers,
        json!([{ "op": "remove", "path": "phoneNumbers[type eq \"work\" and value eq \"3\"]" }]),
        json!({ "phoneNumbers": [{ "value": "1", "type": "work" }, { "value": "2", "type": "home" }] }),
    );
}

#[test]
fn replace_with_a_filter_replaces_the_whole_value_and_add_merges_into_it() {
    let before = json!({ "emails": [{ "value": "w@x", "type": "work", "display": "W" }] });
    becomes(
        before.clone(),
        json!([{ "op": "replace", "path": "emails[type eq \"work\"]", "value": { "value": "n@x", "type": "work" } }]),
        json!({ "emails": [{ "value": "n@x", "type": "work" }] }),
    );
    becomes(
        before,
        json!([{ "op": "add", "path": "emails[type eq \"work\"]", "value": { "value": "n@x" } }]),
        json!({ "emails": [{ "value": "n@x", "type": "work", "display": "W" }] }),
    );
}

#[test]
fn a_sub_attribute_without_a_filter_is_that_of_all_values() {
    becomes(
        work_and_home(),
        json!([{ "op": "replace", "path": "emails.display", "value": "D" }]),
        json!({ "emails": [
            { "value": "w@x", "type": "work", "primary": true, "display": "D" },
            { "value": "h@x", "type": "home", "display": "D" },
        ] }),
    );
    becomes(
        work_and_home(),
        json!([{ "op": "remove", "path": "emails.type" }]),
        json!({ "emails": [{ "value": "w@x", "primary": true }, { "value": "h@x" }] }),
    );
    becomes(
        json!({}),
        json!([{ "op": "replace", "path": "emails.value", "value": "n@x" }]),
        json!({ "emails": [{ "value": "n@x" }] }),
    );
}

#[test]
fn remove_unassigns() {
    let before = json!({
        "title": "A",
        "name": { "givenName": "A", "familyName": "B" },
        "emails": [{ "value": "w@x", "type": "work" }],
    });
    becomes(
        before,
        json!([
            { "op": "remove", "path": "title" },
            { "op": "remove", "path": "name.givenName" },
            { "op": "remove", "path": "emails" },
        ]),
        json!({ "name": { "familyName": "B" } }),
    );
}

#[test]
fn remove_with_a_value_of_null_is_remove_without_one() {
    for path in ["emails", "emails.value"] {
        becomes(
            work_and_home(),
            json!([{ "op": "remove", "path": path, "value": null }]),
            json!({}),
        );
    }
}

#[test]
fn remove_of_what_is_not_there_changes_nothing() {
    for path in [
        "title",
        "name.givenName",
        "addresses",
        "emails[type eq \"other\"]",
        "emails[type eq \"home\"].display",
    ] {
        becomes(
            work_and_home(),
            json!([{ "op": "remove", "path": path }]),
            work_and_home(),
        );
    }
}

#[test]
fn a_value_without_its_value_is_removed_and_not_left_as_an_empty_label() {
    becomes(
        work_and_home(),
        json!([{ "op": "remove", "path": "emails[type eq \"work\"].value" }]),
        json!({ "emails": [{ "value": "h@x", "type": "home" }] }),
    );
}

#[test]
fn paths_with_a_urn_keep_schemas_in_step() {
    let manager = format!("{}:manager", urn::ENTERPRISE_USER);
    let with = json!({ urn::ENTERPRISE_USER: { "manager": { "value": "7" } } });
    becomes(
        json!({}),
        json!([{ "op": "add", "path": format!("{manager}.value"), "value": "7" }]),
        with.clone(),
    );
    becomes(
        json!({}),
        json!([{ "op": "add", "path": urn::ENTERPRISE_USER, "value": { "manager": { "value": "7" } } }]),
        with.clone(),
    );
    for path in [
        manager.clone(),
        format!("{manager}.value"),
        urn::ENTERPRISE_USER.to_owned(),
    ] {
        becomes(
            with.clone(),
            json!([{ "op": "remove", "path": path }]),
            json!({}),
        );
    }
    becomes(
        json!({}),
        json!([{ "op": "add", "path": format!("{}:title", urn::USER.to_lowercase()), "value": "T" }]),
        json!({ "title": "T" }),
    );
    let patched = patch(
        &user(json!({})),
        json!([{ "op": "add", "path": manager, "value": { "value": "7" } }]),
    );
    assert_eq!(
        patched.resource.object()["schemas"],
        json!([urn::USER, urn::ENTERPRISE_USER])
    );
}

#[test]
fn another_manager_does_not_keep_the_link_to_the_old_one() {
    becomes(
        json!({ urn::ENTERPRISE_USER: { "manager": { "value": "7", "$ref": "../Users/7" } } }),
        json!([{ "op": "replace", "path": format!("{}:manager", urn::ENTERPRISE_USER), "value": { "value": "8" } }]),
        json!({ urn::ENTERPRISE_USER: { "manager": { "value": "8" } } }),
    );
}

#[test]
fn operations_are_sequential() {
    becomes(
        json!({ "title": "A" }),
        json!([
            { "op": "replace", "path": "title", "value": "B" },
            { "op": "add", "path": "emails", "value": [{ "value": "1", "type": "work" }] },
            { "op": "replace", "path": "emails[value eq \"1\"].value", "value": "2" },
            { "op": "remove", "path": "title" },
        ]),
        json!({ "emails": [{ "value": "2", "type": "work" }] }),
    );
}

#[test]
fn a_password_is_dropped() {
    for operation in [
        json!({ "op": "replace", "path": "password", "value": "hunter2" }),
        json!({ "op": "replace", "value": { "password": "hunter2" } }),
        json!({ "op": "remove", "path": "password" }),
    ] {
        for leniency in [Leniency::lenient(), Leniency::strict()] {
            let before = user(json!({}));
            let patched = patch_with(&before, json!([operation]), leniency).unwrap();
            assert!(!patched.changed);
            assert_eq!(tolerances(&patched.notes), [leniency::PASSWORD_DROPPED]);
            assert!(!format!("{patched:?}").contains("hunter2"));
        }
    }
}

#[test]
fn schemas_follow_from_the_rest() {
    for op in ["add", "replace", "remove"] {
        becomes(
            json!({ "title": "A" }),
            json!([{ "op": op, "path": "schemas", "value": [urn::ENTERPRISE_USER] }]),
            json!({ "title": "A" }),
        );
    }
}

#[test]
fn values_that_become_alike_become_one() {
    becomes(
        json!({ "emails": [{ "value": "1", "type": "work" }, { "value": "2", "type": "work" }] }),
        json!([{ "op": "replace", "path": "emails[type eq \"work\"].value", "value": "3" }]),
        json!({ "emails": [{ "value": "3", "type": "work" }] }),
    );
}

#[test]
fn a_value_is_recognised_however_it_was_put_together() {
    becomes(
        json!({ "addresses": [{ "type": "work" }] }),
        json!([
            { "op": "add", "path": "addresses[type eq \"work\"].locality", "value": "Oslo" },
            { "op": "add", "path": "addresses[type eq \"work\"].country", "value": "NO" },
            { "op": "add", "path": "addresses", "value": [{ "country": "NO", "locality": "Oslo", "type": "work" }] },
        ]),
        json!({ "addresses": [{ "locality": "Oslo", "country": "NO", "type": "work" }] }),
    );
}
