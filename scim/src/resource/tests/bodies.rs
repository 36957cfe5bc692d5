//! POST and PUT bodies as identity providers send them.

use super::*;

struct Case {
    name: &'static str,
    body: Value,
    /// Apart from `schemas` and `userName`.
    expected: Value,
    tolerances: &'static [leniency::Tolerance],
}

#[test]
fn bodies_of_users() {
    for case in entra().into_iter().chain(others()) {
        let incoming = read(case.body);
        let mut expected = case.expected;
        expected["schemas"] = incoming.resource.object()["schemas"].clone();
        assert_eq!(
            Value::Object(incoming.resource.object().clone()),
            expected,
            "{}",
            case.name
        );
        let mut tolerances: Vec<_> = incoming.notes.iter().map(|note| note.tolerance).collect();
        tolerances.sort_unstable();
        assert_eq!(tolerances, case.tolerances, "{}", case.name);
    }
}

fn entra() -> Vec<Case> {
    vec![
        Case {
            name: "Entra: create",
            body: json!({
                "schemas": [urn::USER, urn::ENTERPRISE_USER],
                "externalId": "0a21f0f2-8d2a-4f8e-bf98-7363c4aed4ef",
                "userName": "a@contoso.com",
                "active": true,
                "displayName": "A B",
                "emails": [{ "primary": true, "type": "work", "value": "a@contoso.com" }],
                "name": { "formatted": "A B", "familyName": "B", "givenName": "A" },
                "meta": { "resourceType": "User" },
                "roles": [],
            }),
            expected: json!({
                "externalId": "0a21f0f2-8d2a-4f8e-bf98-7363c4aed4ef",
                "userName": "a@contoso.com",
                "name": { "formatted": "A B", "familyName": "B", "givenName": "A" },
                "displayName": "A B",
                "active": true,
                "emails": [{ "value": "a@contoso.com", "type": "work", "primary": true }],
            }),
            tolerances: &[],
        },
        Case {
            name: "Microsoft's validator: schemas come last, the role's primary is text",
            body: json!({
                "userName": "a@contoso.com",
                "addresses": null,
                "roles": [{ "primary": "True", "value": "Admin", "type": "t" }],
                "schemas": [urn::USER, "urn:ietf:params:scim:schemas:extension:enterprise:2.0User"],
            }),
            expected: json!({
                "userName": "a@contoso.com",
                "active": true,
                "roles": [{ "value": "Admin", "type": "t", "primary": true }],
            }),
            tolerances: &[leniency::STRING_BOOLEAN, leniency::UNKNOWN_SCHEMA],
        },
    ]
}

fn others() -> Vec<Case> {
    vec![
        Case {
            name: "Okta: create",
            body: json!({
                "schemas": [urn::USER],
                "userName": "a@x.com",
                "name": { "givenName": "A", "middleName": "", "familyName": "B" },
                "emails": [{ "primary": true, "value": "a@x.com", "type": "work" }],
                "displayName": "A B",
                "locale": "en-US",
                "externalId": "00ujl29u0le5T6Aj10h7",
                "groups": [],
                "password": "1mz050nq",
                "active": true,
            }),
            expected: json!({
                "externalId": "00ujl29u0le5T6Aj10h7",
                "userName": "a@x.com",
                "name": { "familyName": "B", "givenName": "A" },
                "displayName": "A B",
                "locale": "en-US",
                "active": true,
                "emails": [{ "value": "a@x.com", "type": "work", "primary": true }],
            }),
            tolerances: &[leniency::EMPTY_TEXT, leniency::PASSWORD_DROPPED],
        },
        Case {
            name: "Okta: PUT of what it got, deactivated",
            body: json!({
                "schemas": [urn::USER],
                "id": "019a",
                "userName": "a@x.com",
                "active": false,
                "groups": [{ "value": "g1", "display": "G" }],
                "meta": { "resourceType": "User", "location": "https://h/scim/v2/Users/019a" },
            }),
            expected: json!({ "userName": "a@x.com", "active": false }),
            tolerances: &[],
        },
        Case {
            name: "OneLogin: template with macros, old URNs",
            body: json!({
                "schemas": ["urn:scim:schemas:core:2.0", "urn:scim:schemas:extension:enterprise:2.0"],
                "userName": "a@x.com",
                "name": { "givenName": "A", "familyName": "" },
                "displayName": "A",
                "emails": [{ "value": "a@x.com", "type": "work", "primary": true }],
                "active": "true",
                urn::ENTERPRISE_USER: { "manager": { "managerId": "7" }, "department": "" },
            }),
            expected: json!({
                "userName": "a@x.com",
                "name": { "givenName": "A" },
                "displayName": "A",
                "active": true,
                "emails": [{ "value": "a@x.com", "type": "work", "primary": true }],
            }),
            tolerances: &[
                leniency::EMPTY_TEXT,
                leniency::EMPTY_TEXT,
                leniency::MISSING_SCHEMAS,
                leniency::STRING_BOOLEAN,
                leniency::UNKNOWN_ATTRIBUTE,
                leniency::UNKNOWN_SCHEMA,
                leniency::UNKNOWN_SCHEMA,
            ],
        },
        Case {
            name: "OneLogin: template of which every macro is empty",
            body: json!({
                "schemas": [urn::USER],
                "userName": "a@x.com",
                "name": { "givenName": "", "familyName": "" },
                "emails": [{ "value": "", "type": "work", "primary": true }],
                "addresses": [{ "type": "work", "locality": "" }, { "type": "home" }],
                "active": "false",
                urn::ENTERPRISE_USER: { "manager": { "value": "", "displayName": "" } },
            }),
            expected: json!({
                "userName": "a@x.com",
                "active": false,
                "addresses": [{ "type": "home" }],
            }),
            tolerances: &[
                leniency::EMPTY_TEXT,
                leniency::EMPTY_TEXT,
                leniency::EMPTY_TEXT,
                leniency::EMPTY_TEXT,
                leniency::EMPTY_TEXT,
                leniency::STRING_BOOLEAN,
            ],
        },
        Case {
            name: "rauthy: unlinked",
            body: json!({ "schemas": [urn::USER], "userName": "a@x.com", "externalId": null }),
            expected: json!({ "userName": "a@x.com", "active": true }),
            tolerances: &[],
        },
    ]
}

#[test]
fn bodies_of_groups() {
    let entra = "http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group";
    for (body, members, external_id) in [
        (
            json!({ "schemas": [urn::GROUP, entra], "externalId": "8aa1", "displayName": "G",
                    "meta": { "resourceType": "Group" } }),
            None,
            Some("8aa1"),
        ),
        (
            json!({ "schemas": [urn::GROUP], "displayName": "G", "members": [] }),
            Some(vec![]),
            None,
        ),
        (
            json!({ "schemas": [urn::GROUP], "displayName": "G",
                    "members": [{ "value": "u1", "display": "u1@x" }, { "value": "u2" }] }),
            Some(vec![
                Member {
                    display: Some("u1@x".to_owned()),
                    ..Member::from("u1")
                },
                Member::from("u2"),
            ]),
            None,
        ),
    ] {
        let incoming = Resource::from_client(body, schema::group(), Leniency::lenient()).unwrap();
        assert_eq!(incoming.resource.text("displayName"), Some("G"));
        assert_eq!(incoming.resource.text("externalId"), external_id);
        assert_eq!(incoming.members, members);
    }
}
