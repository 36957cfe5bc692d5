use serde_json::json;

use super::*;

fn operation(method: Method, data: Value) -> Operation {
    Operation {
        method,
        bulk_id: None,
        version: None,
        path: "/Users/1".to_owned(),
        data: Some(data),
        notes: Vec::new(),
    }
}

#[test]
fn what_may_take_access_is_seen_in_every_form_that_is_sent() {
    let patch = |value: Value| json!({ "Operations": [{ "op": "replace", "value": value }] });
    for (method, data, expected) in [
        (Method::Delete, Value::Null, true),
        (Method::Put, json!({ "active": false }), true),
        (Method::Put, json!({ "active": "False" }), true),
        (Method::Put, json!({ "active": true }), false),
        (Method::Patch, patch(json!({ "active": "false" })), true),
        (Method::Patch, patch(json!(false)), true),
        (Method::Patch, patch(json!("Ada")), false),
        (Method::Post, json!({ "active": false }), false),
    ] {
        let operation = operation(method, data);
        assert_eq!(may_take_access(&operation), expected, "{operation:?}");
    }
}
