use super::*;

/// `a` and `b` are made, `c` failed, `d` is still to come.
fn known() -> References {
    let sent = json!([user("a"), user("b"), user("c"), user("d")]);
    let mut references = References::of(&operations(sent));
    references.made("a", "17");
    references.made("b", "19");
    references.failed("c");
    references
}

#[test]
fn ids_take_the_place_of_references_anywhere() {
    for (sent, settled) in [
        (json!({ "manager": "bulkId:a" }), json!({ "manager": "17" })),
        (
            json!({ "urn:x:User": { "manager": { "value": "bulkId:a", "$ref": "../Users/bulkId:a" } } }),
            json!({ "urn:x:User": { "manager": { "value": "17", "$ref": "../Users/17" } } }),
        ),
        (
            json!({ "members": [{ "value": "bulkId:b" }, { "value": "bulkId:a" }, { "value": "5" }] }),
            json!({ "members": [{ "value": "19" }, { "value": "17" }, { "value": "5" }] }),
        ),
        (
            json!({ "Operations": [{ "op": "add", "value": { "members": ["bulkId:a"] } }] }),
            json!({ "Operations": [{ "op": "add", "value": { "members": ["17"] } }] }),
        ),
        (
            json!({ "Operations": [{
                "op": "remove",
                "path": "members[value eq \"bulkId:a\" or value eq \"bulkId:b\"]",
            }] }),
            json!({ "Operations": [{
                "op": "remove",
                "path": "members[value eq \"17\" or value eq \"19\"]",
            }] }),
        ),
        // What only looks like one.
        (
            json!({ "displayName": "the bulkId:a", "title": "bulkId:", "nickName": "bulkid:a" }),
            json!({ "displayName": "the bulkId:a", "title": "bulkId:", "nickName": "bulkid:a" }),
        ),
        (
            json!({ "path": "displayName eq bulkId:a" }),
            json!({ "path": "displayName eq bulkId:a" }),
        ),
    ] {
        let mut data = sent.clone();
        known().settle(&mut data).unwrap();
        assert_eq!(data, settled, "{sent}");
    }
}

#[test]
fn a_path_may_refer_too() {
    for (path, settled) in [
        ("/Users/bulkId:a", "/Users/17"),
        ("/Users/bulkId%3Aa", "/Users/17"),
        ("/Users/bulkId%3aa/", "/Users/17"),
        (
            "https://h.example/scim/v2/Users/bulkId:b",
            "https://h.example/scim/v2/Users/19",
        ),
        ("/Users/5", "/Users/5"),
        ("/Users", "/Users"),
        ("", ""),
    ] {
        assert_eq!(known().settle_path(path).unwrap(), settled, "{path}");
    }
}

#[test]
fn a_reference_to_nothing_is_refused_and_named() {
    for (bulk_id, status, words) in [
        (
            "c",
            409,
            "bulkId:c, and the POST operation with this bulkId failed",
        ),
        ("d", 409, "bulkId:d"),
        (
            "x",
            400,
            "no POST operation of this request has the bulkId 'x'",
        ),
    ] {
        let mut data = json!({ "members": [{ "value": format!("bulkId:{bulk_id}") }] });
        let refused = known().settle(&mut data).unwrap_err();
        assert_eq!(refused.status, status);
        assert!(refused.detail.contains(words), "{refused}");
        let path = format!("/Users/bulkId:{bulk_id}");
        assert_eq!(known().settle_path(&path).unwrap_err(), refused);
    }
}

#[test]
fn what_is_still_to_come_is_left_out_and_nothing_else() {
    for (sent, left) in [
        (
            json!({ "members": [{ "value": "bulkId:d", "type": "Group" }, { "value": "bulkId:a" }] }),
            json!({ "members": [{ "value": "bulkId:a" }] }),
        ),
        (
            json!({ "members": ["bulkId:d", "5"] }),
            json!({ "members": ["5"] }),
        ),
        (
            json!({
                "userName": "x",
                "urn:x:User": {
                    "department": "y",
                    "manager": { "value": "bulkId:d", "displayName": "z" },
                },
            }),
            json!({ "userName": "x", "urn:x:User": { "department": "y" } }),
        ),
        (
            json!({ "urn:x:User": { "department": "y", "manager": "bulkId:d" } }),
            json!({ "urn:x:User": { "department": "y" } }),
        ),
        (
            json!({ "userName": "x", "manager.value": "bulkId:d" }),
            json!({ "userName": "x" }),
        ),
        (
            json!({ "manager": { "value": "bulkId:a" } }),
            json!({ "manager": { "value": "bulkId:a" } }),
        ),
        // These will be refused: it is not for want of waiting that they lead nowhere.
        (
            json!({ "manager": "bulkId:c" }),
            json!({ "manager": "bulkId:c" }),
        ),
        (
            json!({ "manager": "bulkId:x" }),
            json!({ "manager": "bulkId:x" }),
        ),
    ] {
        let mut data = sent.clone();
        known().leave_out_pending(&mut data);
        assert_eq!(data, left, "{sent}");
    }
}
