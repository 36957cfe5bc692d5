//! PATCH bodies as identity providers send them, each against what it must lead to.

use super::*;

fn check(name: &str, before: Value, operations: Value, after: Value) {
    let before = user(before);
    let patched = patch(&before, operations.clone());
    assert_eq!(patched.resource, user(after), "{name}");
    // Every provider repeats itself: the second time there is nothing to do.
    assert!(
        !patch(&patched.resource, operations).changed,
        "{name}, again"
    );
}

fn enterprise(name: &str) -> String {
    format!("{}:{name}", urn::ENTERPRISE_USER)
}

#[test]
fn entra_update() {
    check(
        "one operation an attribute",
        json!({
            "name": { "givenName": "A", "familyName": "B" },
            "emails": [{ "value": "old@contoso.com", "type": "work", "primary": true }],
        }),
        json!([
            { "op": "Replace", "path": "emails[type eq \"work\"].value", "value": "new@contoso.com" },
            { "op": "Replace", "path": "name.familyName", "value": "Doe" },
            { "op": "Add", "path": enterprise("department"), "value": "R&D" },
            { "op": "Add", "path": enterprise("manager"), "value": "m1" },
        ]),
        json!({
            "name": { "givenName": "A", "familyName": "Doe" },
            "emails": [{ "value": "new@contoso.com", "type": "work", "primary": true }],
            urn::ENTERPRISE_USER: { "department": "R&D", "manager": { "value": "m1" } },
        }),
    );
    check(
        "the older form of the manager",
        json!({}),
        json!([{ "op": "Add", "path": "manager", "value": [{ "$ref": "http://h/Users/m1", "value": "m1" }] }]),
        json!({ urn::ENTERPRISE_USER: { "manager": { "value": "m1", "$ref": "http://h/Users/m1" } } }),
    );
    check(
        "an e-mail goes away",
        json!({ "emails": [{ "value": "old@contoso.com", "type": "work" }] }),
        json!([{ "op": "Remove", "path": "emails[type eq \"work\"].value", "value": "old@contoso.com" }]),
        json!({}),
    );
    let role = "{\"id\":\"1\",\"value\":\"Admin\",\"displayName\":\"Admin\"}";
    check(
        "a role as JSON in a string",
        json!({}),
        json!([{ "op": "Add", "path": "roles", "value": [{ "value": role }] }]),
        json!({ "roles": [{ "value": role }] }),
    );
}

#[test]
fn entra_disable_and_enable() {
    for (text, value) in [("False", false), ("True", true)] {
        check(
            text,
            json!({ "active": !value }),
            json!([{ "op": "Replace", "path": "active", "value": text }]),
            json!({ "active": value }),
        );
    }
}

#[test]
fn entra_with_the_flag() {
    check(
        "no path, dotted keys",
        json!({ "name": { "formatted": "F" } }),
        json!([{ "op": "replace", "value": {
            "displayName": "X",
            "name.givenName": "A",
            "name.familyName": "B",
            enterprise("employeeNumber"): "7",
        } }]),
        json!({
            "displayName": "X",
            "name": { "formatted": "F", "givenName": "A", "familyName": "B" },
            urn::ENTERPRISE_USER: { "employeeNumber": "7" },
        }),
    );
}

/// "PATCH add attributes verbose" of Microsoft's validator: onto a user that has only a name.
#[test]
fn entra_validator_adds_everything() {
    let add = |path: &str, value: Value| json!({ "op": "add", "path": path, "value": value });
    check(
        "verbose",
        json!({}),
        json!([
            add("active", json!(true)),
            add("displayName", json!("D")),
            add("title", json!("T")),
            add("emails[type eq \"work\"].value", json!("w@x")),
            add("emails[type eq \"work\"].primary", json!(true)),
            add("preferredLanguage", json!("ne-NP")),
            add("name.givenName", json!("A")),
            add("name.familyName", json!("B")),
            add("name.formatted", json!("A B")),
            add("name.middleName", json!("M")),
            add("name.honorificPrefix", json!("P")),
            add("name.honorificSuffix", json!("S")),
            add("addresses[type eq \"work\"].formatted", json!("F")),
            add("addresses[type eq \"work\"].streetAddress", json!("S")),
            add("addresses[type eq \"work\"].locality", json!("L")),
            add("addresses[type eq \"work\"].region", json!("R")),
            add("addresses[type eq \"work\"].postalCode", json!("C")),
            add("addresses[type eq \"work\"].primary", json!(false)),
            add("addresses[type eq \"work\"].country", json!("Sierra Leone")),
            add("phoneNumbers[type eq \"work\"].value", json!("1")),
            add("phoneNumbers[type eq \"mobile\"].value", json!("2")),
            add("phoneNumbers[type eq \"fax\"].value", json!("3")),
            add("roles[primary eq \"True\"].display", json!("RD")),
            add("roles[primary eq \"True\"].value", json!("RV")),
            add("roles[primary eq \"True\"].type", json!("RT")),
            add("externalId", json!("e")),
            add("nickName", json!("N")),
            add("userType", json!("U")),
            add("profileUrl", json!("no URL at all")),
            add("locale", json!("RNDM")),
            add("timezone", json!("Z")),
            add(&enterprise("employeeNumber"), json!("7")),
            add(&enterprise("costCenter"), json!("CC")),
            add(&enterprise("organization"), json!("O")),
            add(&enterprise("division"), json!("V")),
            add(&enterprise("department"), json!("D")),
            add(&enterprise("manager"), json!("exists nowhere")),
        ]),
        json!({
            "active": true,
            "displayName": "D",
            "title": "T",
            "emails": [{ "value": "w@x", "type": "work", "primary": true }],
            "preferredLanguage": "ne-NP",
            "name": {
                "givenName": "A", "familyName": "B", "formatted": "A B", "middleName": "M",
                "honorificPrefix": "P", "honorificSuffix": "S",
            },
            "externalId": "e",
            "nickName": "N",
            "userType": "U",
            "profileUrl": "no URL at all",
            "locale": "RNDM",
            "timezone": "Z",
            "addresses": [{
                "formatted": "F", "streetAddress": "S", "locality": "L", "region": "R",
                "postalCode": "C", "country": "Sierra Leone", "type": "work", "primary": false,
            }],
            "phoneNumbers": [
                { "value": "1", "type": "work" },
                { "value": "2", "type": "mobile" },
                { "value": "3", "type": "fax" },
            ],
            "roles": [{ "value": "RV", "display": "RD", "type": "RT", "primary": true }],
            urn::ENTERPRISE_USER: {
                "employeeNumber": "7", "costCenter": "CC", "organization": "O", "division": "V",
                "department": "D", "manager": { "value": "exists nowhere" },
            },
        }),
    );
    check(
        "several attributes",
        json!({ "preferredLanguage": "en" }),
        json!([
            { "op": "remove", "path": "preferredLanguage" },
            { "op": "add", "path": "externalId", "value": "e" },
            { "op": "replace", "path": "displayName", "value": "D" },
        ]),
        json!({ "externalId": "e", "displayName": "D" }),
    );
}

#[test]
fn entra_validator_removes_the_manager() {
    for value in [json!({ "value": "" }), json!("")] {
        check(
            "remove manager",
            json!({ urn::ENTERPRISE_USER: { "manager": { "value": "7" }, "department": "D" } }),
            json!([{ "op": "replace", "path": enterprise("manager"), "value": value }]),
            json!({ urn::ENTERPRISE_USER: { "department": "D" } }),
        );
    }
}

#[test]
fn okta_deactivate_and_password() {
    check(
        "deactivate",
        json!({ "active": true }),
        json!([{ "op": "replace", "value": { "active": false } }]),
        json!({ "active": false }),
    );
    check(
        "password",
        json!({ "active": true }),
        json!([{ "op": "replace", "value": { "password": "hunter2" } }]),
        json!({ "active": true }),
    );
}

#[test]
fn sailpoint_replaces_parts_of_what_is_not_there() {
    check(
        "name",
        json!({}),
        json!([{ "op": "replace", "path": "name.givenName", "value": "A" }]),
        json!({ "name": { "givenName": "A" } }),
    );
}

#[test]
fn groups() {
    let ids = |ids: &[&str]| ids.iter().copied().map(Member::from).collect::<Vec<_>>();
    // What comes, the name and external id afterwards, and what happens to the members.
    for (operations, display_name, external_id, members) in [
        // Entra
        (
            json!([{ "op": "Replace", "path": "displayName", "value": "New" }]),
            "New",
            Some("e"),
            vec![],
        ),
        (
            json!([{ "op": "Add", "path": "members", "value": [
                { "$ref": null, "value": "id1" }, { "$ref": null, "value": "id2" }] }]),
            "G",
            Some("e"),
            vec![MembersChange::Add(ids(&["id1", "id2"]))],
        ),
        (
            json!([{ "op": "Remove", "path": "members", "value": [{ "$ref": null, "value": "id1" }] }]),
            "G",
            Some("e"),
            vec![MembersChange::Remove(ids(&["id1"]))],
        ),
        (
            json!([{ "op": "remove", "path": "members[value eq \"id1\"]" }]),
            "G",
            Some("e"),
            vec![MembersChange::Remove(ids(&["id1"]))],
        ),
        (
            json!([{ "op": "replace", "value": { "externalId": "f" } }]),
            "G",
            Some("f"),
            vec![],
        ),
        // Okta
        (
            json!([{ "op": "replace", "value": { "id": ID, "displayName": "G2" } }]),
            "G2",
            Some("e"),
            vec![],
        ),
        (
            json!([
                { "op": "remove", "path": "members[value eq \"u1\"]" },
                { "op": "add", "path": "members", "value": [{ "value": "u2", "display": "u2@x" }] },
            ]),
            "G",
            Some("e"),
            vec![
                MembersChange::Remove(ids(&["u1"])),
                MembersChange::Add(vec![Member {
                    display: Some("u2@x".to_owned()),
                    ..Member::from("u2")
                }]),
            ],
        ),
        (
            json!([{ "op": "replace", "path": "members", "value": [] }]),
            "G",
            Some("e"),
            vec![MembersChange::Replace(vec![])],
        ),
        // authentik
        (
            json!([
                { "op": "replace", "value": { "schemas": [urn::GROUP], "id": ID, "displayName": "H", "externalId": "e" } },
                { "op": "add", "path": "members", "value": [{ "value": "u1" }] },
                { "op": "remove", "path": "members", "value": [{ "value": "x" }] },
            ]),
            "H",
            Some("e"),
            vec![
                MembersChange::Add(ids(&["u1"])),
                MembersChange::Remove(ids(&["x"])),
            ],
        ),
        // rauthy
        (
            json!([{ "op": "replace", "value": { "displayName": "G", "externalId": null } }]),
            "G",
            None,
            vec![],
        ),
    ] {
        let body = json!({ "schemas": [urn::GROUP], "displayName": "G", "externalId": "e" });
        let lenient = Leniency::lenient();
        let group = Resource::from_client(body, schema::group(), lenient)
            .unwrap()
            .resource;
        let mut request =
            PatchRequest::parse(message(operations.clone()), ID, schema::group(), lenient).unwrap();
        assert_eq!(request.take_members().unwrap(), members, "{operations}");
        let patched = request
            .apply(&group, schema::group(), lenient)
            .unwrap()
            .resource;
        assert_eq!(patched.text("displayName"), Some(display_name));
        assert_eq!(patched.text("externalId"), external_id);
    }
}
