//! For each tolerance a request that uses it, and what strict mode answers.

use ::scim::leniency::{self, Tolerance};
use http::Method;
use serde_json::{Value, json};

use super::Scene;

const USER: &str = "urn:ietf:params:scim:schemas:core:2.0:User";
const ENTERPRISE: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
const NOBODY: &str = "0190b7a4-7f3e-7cc1-8f6e-1a2b3c4d5e6f";

/// One request.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) tolerance: Tolerance,
    pub(super) method: Method,
    pub(super) path: String,
    pub(super) body: Option<Value>,
    /// Of the 400 in strict mode.
    pub(super) scim_type: &'static str,
}

impl Row {
    /// Leaves no entry in the activity log.
    pub(super) fn is_read(&self) -> bool {
        self.method == Method::GET || self.path.ends_with("/.search")
    }
}

pub(super) fn rows(scene: &Scene) -> Vec<Row> {
    let mut rows = Vec::new();
    rows.extend(creates(scene));
    rows.extend(patches_of_users(scene));
    rows.extend(patches_of_groups(scene));
    rows.extend(bulk_requests(scene));
    rows.extend(reads());
    rows
}

/// Attributes of a user beside those that must be there.
fn creates(scene: &Scene) -> Vec<Row> {
    let create = |(tolerance, more, scim_type): (Tolerance, Value, &'static str)| {
        let mut body = json!({ "schemas": [USER], "userName": scene.name });
        let Value::Object(more) = more else {
            unreachable!("attributes are an object")
        };
        body.as_object_mut().unwrap().extend(more);
        Row {
            tolerance,
            method: Method::POST,
            path: "/Users".to_owned(),
            body: Some(body),
            scim_type,
        }
    };
    let two_primary = json!([
        { "value": "a@example.com", "primary": true },
        { "value": "b@example.com", "primary": true },
    ]);
    [
        (
            leniency::ARRAY_FOR_SINGLE,
            json!({ "title": ["T"] }),
            "invalidValue",
        ),
        (
            leniency::SINGLE_FOR_ARRAY,
            json!({ "emails": { "value": "a@x" } }),
            "invalidValue",
        ),
        (
            leniency::BARE_VALUE,
            json!({ ENTERPRISE: { "manager": "7" } }),
            "invalidValue",
        ),
        (
            leniency::STRING_BOOLEAN,
            json!({ "active": "False" }),
            "invalidValue",
        ),
        (
            leniency::EMPTY_TEXT,
            json!({ "active": "" }),
            "invalidValue",
        ),
        (
            leniency::MALFORMED_VALUE,
            json!({ "profileUrl": "not a URI" }),
            "invalidValue",
        ),
        (
            leniency::MALFORMED_VALUE,
            json!({ "x509Certificates": [{ "value": "?" }] }),
            "invalidValue",
        ),
        (
            leniency::QUALIFIED_KEY,
            json!({ "name.givenName": "Ada" }),
            "invalidSyntax",
        ),
        (
            leniency::UNKNOWN_ATTRIBUTE,
            json!({ "shoeSize": 38 }),
            "invalidSyntax",
        ),
        (
            leniency::UNKNOWN_SCHEMA,
            json!({ "urn:example:None": { "a": 1 } }),
            "invalidValue",
        ),
        (
            leniency::UNKNOWN_SCHEMA,
            json!({ "schemas": [USER, "urn:example:None"] }),
            "invalidValue",
        ),
        (
            leniency::MISSING_SCHEMAS,
            json!({ "schemas": null }),
            "invalidValue",
        ),
        (
            leniency::EXTRA_PRIMARY,
            json!({ "emails": two_primary }),
            "invalidValue",
        ),
    ]
    .into_iter()
    .map(create)
    .collect()
}

fn patch(tolerance: Tolerance, path: String, operation: &Value, scim_type: &'static str) -> Row {
    let body = json!({
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
        "Operations": [operation],
    });
    Row {
        tolerance,
        method: Method::PATCH,
        path,
        body: Some(body),
        scim_type,
    }
}

fn patches_of_users(scene: &Scene) -> Vec<Row> {
    [
        (
            leniency::KEYWORD_CASE,
            json!({ "op": "Add", "path": "title", "value": "T" }),
            "invalidSyntax",
        ),
        (
            leniency::CREATE_ON_NO_MATCH,
            json!({ "op": "add", "path": "emails[type eq \"home\"].value", "value": "h@x" }),
            "noTarget",
        ),
        (
            leniency::BARE_LITERAL,
            json!({ "op": "replace", "path": "emails[type eq work].value", "value": "w@x" }),
            "invalidPath",
        ),
        (
            leniency::OWN_ID,
            json!({ "op": "replace", "value": { "id": scene.user, "title": "T" } }),
            "mutability",
        ),
        (
            leniency::READ_ONLY_ATTRIBUTE,
            json!({ "op": "replace", "value": { "groups": [], "title": "T" } }),
            "mutability",
        ),
    ]
    .into_iter()
    .map(|(tolerance, operation, scim_type)| {
        patch(
            tolerance,
            format!("/Users/{}", scene.user),
            &operation,
            scim_type,
        )
    })
    .collect()
}

fn patches_of_groups(scene: &Scene) -> Vec<Row> {
    let path = format!("/Groups/{}", scene.group);
    let members = |op: &str, value: Value| json!({ "op": op, "path": "members", "value": value });
    let other = json!({ "value": scene.other });
    let as_group = json!({ "value": scene.other, "type": "Group" });
    let old_style = json!({ "members": [{ "value": scene.user, "operation": "delete" }] });
    let mut rows: Vec<Row> = [
        (
            leniency::REMOVE_LISTED,
            members("remove", json!([{ "value": scene.user }])),
        ),
        (leniency::MEMBER_TYPE, members("add", json!([as_group]))),
        (
            leniency::UNKNOWN_MEMBER,
            members("add", json!([other, { "value": NOBODY }])),
        ),
        (
            leniency::OWN_MEMBER,
            members("add", json!([other, { "value": scene.group }])),
        ),
    ]
    .into_iter()
    .map(|(tolerance, operation)| patch(tolerance, path.clone(), &operation, "invalidValue"))
    .collect();
    rows.push(Row {
        tolerance: leniency::SCIM_1_PATCH,
        method: Method::PATCH,
        path,
        body: Some(old_style),
        scim_type: "invalidValue",
    });
    rows
}

fn bulk_requests(scene: &Scene) -> Vec<Row> {
    let rename = |path: String| {
        json!({
            "method": "PATCH",
            "path": path,
            "data": {
                "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
                "Operations": [{ "op": "replace", "path": "title", "value": "T" }],
            },
        })
    };
    let create = json!({
        "method": "POST",
        "path": "/Users",
        "bulkId": "new",
        "data": { "schemas": [USER], "userName": scene.name },
    });
    let user = format!("/Users/{}", scene.user);
    [
        (
            leniency::ZERO_FAIL_ON_ERRORS,
            json!({ "failOnErrors": 0, "Operations": [rename(user.clone())] }),
        ),
        (
            leniency::BULK_PATH,
            json!({ "Operations": [rename(format!("/scim/v2{user}"))] }),
        ),
        (
            leniency::BULK_ID_IN_PATH,
            json!({ "Operations": [create, rename("/Users/bulkId:new".to_owned())] }),
        ),
    ]
    .into_iter()
    .map(|(tolerance, mut body)| {
        body["schemas"] = json!(["urn:ietf:params:scim:api:messages:2.0:BulkRequest"]);
        Row {
            tolerance,
            method: Method::POST,
            path: "/Bulk".to_owned(),
            body: Some(body),
            scim_type: "invalidValue",
        }
    })
    .collect()
}

fn reads() -> Vec<Row> {
    let get = |(tolerance, query, scim_type): (Tolerance, &str, &'static str)| Row {
        tolerance,
        method: Method::GET,
        path: format!("/Users?{query}"),
        body: None,
        scim_type,
    };
    let queries = [
        (
            leniency::BARE_LITERAL,
            "filter=userName%20eq%20ada",
            "invalidFilter",
        ),
        (
            leniency::KEYWORD_CASE,
            "filter=active%20eq%20True",
            "invalidFilter",
        ),
        (
            leniency::STRING_BOOLEAN,
            "filter=active%20eq%20%22True%22",
            "invalidFilter",
        ),
        (
            leniency::LITERAL_TYPE,
            "filter=userName%20eq%207",
            "invalidFilter",
        ),
        (
            leniency::BEHIND_BRACKET,
            "filter=emails%5Btype%20eq%20%22work%22%5D.value%20eq%20%22a%22",
            "invalidFilter",
        ),
        (
            leniency::UNKNOWN_ATTRIBUTE,
            "filter=shoeSize%20eq%20%2238%22",
            "invalidFilter",
        ),
        (
            leniency::UNKNOWN_ATTRIBUTE,
            "sortBy=shoeSize",
            "invalidPath",
        ),
    ];
    let mut rows: Vec<Row> = queries.into_iter().map(get).collect();
    rows.push(Row {
        tolerance: leniency::MISSING_SCHEMAS,
        method: Method::POST,
        path: "/Users/.search".to_owned(),
        body: Some(json!({ "filter": "userName pr" })),
        scim_type: "invalidSyntax",
    });
    rows
}
