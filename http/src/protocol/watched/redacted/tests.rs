use serde_json::json;

use super::*;

#[test]
fn a_body_keeps_its_form_and_loses_its_texts() {
    let id = "019a3b5c-0000-7000-8000-000000000001";
    let body = json!({
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"],
        "id": id,
        "userName": "ada@example.com",
        "active": true,
        "emails": [{ "value": "ada@example.com", "primary": true, "type": "work" }],
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": { "employeeNumber": "701" },
        "loginCount": 7,
        "nothing": null,
    });
    assert_eq!(
        redacted(body),
        json!({
            "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"],
            "id": id,
            "userName": "(15 characters)",
            "active": true,
            "emails": [
                { "value": "(15 characters)", "primary": true, "type": "(4 characters)" },
            ],
            "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {
                "employeeNumber": "(3 characters)",
            },
            "loginCount": 7,
            "nothing": null,
        })
    );
}

#[test]
fn operations_and_errors_can_still_be_read() {
    let patch = json!({ "Operations": [
        { "op": "Add", "path": "emails[type eq \"work\"].value", "value": "a@b.c" },
    ]});
    assert_eq!(
        redacted(patch),
        json!({ "Operations": [
            { "op": "Add", "path": "emails[type eq \"(4 characters)\"].value", "value": "(5 characters)" },
        ]})
    );
    let error = json!({ "status": "409", "scimType": "uniqueness", "detail": "taken" });
    assert_eq!(redacted(error.clone()), error);
}

#[test]
fn filters_lose_their_literals_however_they_are_written() {
    for (query, shown) in [
        (
            "filter=userName%20eq%20%22ada%40example.com%22&count=1",
            "userName eq \"(15 characters)\"",
        ),
        ("filter=userName+eq+ada", "userName eq (3 characters)"),
        ("filter=active+eq+true", "active eq true"),
        (
            "filter=a+EQ+b+and+(c+pr+or+d+gt+3)",
            "a EQ (1 characters) and (c pr or d gt 3)",
        ),
        (
            "filter=members.value+eq+%22019a3b5c-0000-7000-8000-000000000001%22",
            "members.value eq \"019a3b5c-0000-7000-8000-000000000001\"",
        ),
    ] {
        let sent = without_literals(query);
        let filter = percent::pairs(&sent).next().unwrap().1;
        assert_eq!(percent::decode_form(filter).unwrap(), shown, "{query}");
    }
    assert_eq!(
        without_literals("startIndex=1&attributes=userName"),
        "startIndex=1&attributes=userName"
    );
}
