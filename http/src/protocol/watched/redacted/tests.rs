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
    let error = json!({ "status": "409", "scimType": "uniqueness" });
    assert_eq!(redacted(error.clone()), error);
    let bulk = json!({ "Operations": [
        { "method": "POST", "path": "/Users", "bulkId": "ada@example.com", "data": {} },
    ]});
    assert_eq!(redacted(bulk)["Operations"][0]["bulkId"], "(15 characters)");
}

#[test]
fn what_looks_like_a_word_of_the_protocol_and_is_none_is_left_out() {
    let body =
        json!({ "status": "Ada", "op": "ada", "detail": "Ada", "method": "x", "scimType": "a b" });
    let shown = redacted(body).to_string();
    assert!(
        !shown.to_lowercase().contains("ada") && !shown.contains("\"x\""),
        "{shown}"
    );
}

#[test]
fn the_sentence_of_an_error_loses_what_was_sent() {
    let sent = json!({ "userName": "ada", "emails": [{ "value": "ada@example.com" }] });
    let said = "The userName ada belongs to user 7, and ada@example.com to bob@example.com.";
    let shown = without_texts(said, &sent);
    assert!(!shown.contains("ada") && !shown.contains("bob"), "{shown}");
    assert!(
        shown.starts_with("The userName (3 characters) belongs to user 7"),
        "{shown}"
    );
}

#[test]
fn a_path_keeps_words_and_ids() {
    for (sent, shown) in [
        (
            "/Users/019a3b5c-0000-7000-8000-000000000001",
            "/Users/019a3b5c-0000-7000-8000-000000000001",
        ),
        ("/Groups/.search", "/Groups/.search"),
        ("/Users/Ada", "/Users/%283%20characters%29"),
        ("/Users/ada%40example.com", "/Users/%2817%20characters%29"),
    ] {
        assert_eq!(path(sent), shown);
    }
}

#[test]
fn filters_lose_their_literals_however_they_are_written() {
    for (asked, shown) in [
        (
            "filter=userName%20eq%20%22ada%40example.com%22&count=1",
            "userName eq \"(15 characters)\"",
        ),
        ("filter=userName+eq+ada", "userName eq (3 characters)"),
        ("filter=active+eq+true", "active eq true"),
        (
            "%66ilter=userName+eq+%22ada%40example.com%22",
            "userName eq \"(15 characters)\"",
        ),
        (
            "filter=userName+eq+%22a%5C%22Lovelace+b%22",
            "userName eq \"(13 characters)\"",
        ),
        (
            "filter=displayName+eq+Ada+Lovelace+and+active+eq+false",
            "displayName eq (3 characters) (8 characters) and active eq false",
        ),
        (
            "filter=emails%5Btype+eq+%22work%22%5D.value+co+%22x%22",
            "emails[type eq \"(4 characters)\"].value co \"(1 characters)\"",
        ),
        (
            "filter=a+EQ+b+and+(c+pr+or+d+gt+3)",
            "a EQ (1 characters) and (c pr or d gt (1 characters))",
        ),
        (
            "filter=members.value+eq+%22019a3b5c-0000-7000-8000-000000000001%22",
            "members.value eq \"019a3b5c-0000-7000-8000-000000000001\"",
        ),
    ] {
        let sent = query(asked);
        let filter = percent::pairs(&sent).next().unwrap().1;
        assert_eq!(percent::decode_form(filter).unwrap(), shown, "{asked}");
    }
    assert_eq!(
        query("startIndex=1&attributes=userName&userName=ada"),
        "startIndex=1&attributes=userName&userName=%283%20characters%29"
    );
}
