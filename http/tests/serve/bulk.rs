//! Bulk requests.

mod references;
mod refusals;
mod troubles;

use rosterd_http::provider::Failure;
use serde_json::{Value, json};
use settings::Limits;

use crate::{
    client::{Reply, Server},
    directory::Trouble,
};

const USER: &str = "urn:ietf:params:scim:schemas:core:2.0:User";
const GROUP: &str = "urn:ietf:params:scim:schemas:core:2.0:Group";
const PATCH: &str = "urn:ietf:params:scim:api:messages:2.0:PatchOp";
const BULK: &str = "urn:ietf:params:scim:api:messages:2.0:BulkRequest";

fn post_user(bulk_id: &str) -> Value {
    json!({
        "method": "POST",
        "path": "/Users",
        "bulkId": bulk_id,
        "data": { "schemas": [USER], "userName": bulk_id },
    })
}

/// A user with this manager.
fn post_report(bulk_id: &str, manager: &str) -> Value {
    let enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
    let mut operation = post_user(bulk_id);
    operation["data"][enterprise] = json!({ "manager": { "value": manager } });
    operation
}

fn retitle(path: &str, title: &str) -> Value {
    json!({
        "method": "PATCH",
        "path": path,
        "data": {
            "schemas": [PATCH],
            "Operations": [{ "op": "replace", "path": "title", "value": title }],
        },
    })
}

async fn bulk(server: &Server, operations: Value) -> Reply {
    let body = json!({ "schemas": [BULK], "Operations": operations });
    server.ask("POST", "/scim/v2/Bulk", body).await
}

/// What became of each operation.
async fn outcomes(server: &Server, operations: Value) -> Vec<Value> {
    let reply = bulk(server, operations).await;
    assert_eq!(reply.status, 200, "{:?}", reply.body);
    reply.json()["Operations"].as_array().unwrap().clone()
}

fn statuses(outcomes: &[Value]) -> Vec<&str> {
    let status = |outcome: &Value| outcome["status"].as_str().map(str::len);
    assert!(outcomes.iter().all(|outcome| status(outcome) == Some(3)));
    outcomes
        .iter()
        .map(|outcome| outcome["status"].as_str().unwrap())
        .collect()
}

#[tokio::test]
async fn each_operation_is_answered_as_a_request_of_its_own_would_be() {
    let server = Server::new();
    let id = server.user("old").await;
    let path = format!("/Users/{id}");
    let put = json!({ "schemas": [USER], "userName": "renamed" });
    let outcomes = outcomes(
        &server,
        json!([
            post_user("ada"),
            { "method": "PUT", "path": path, "version": "W/\"1\"", "data": put },
            retitle(&format!("http://h.example/scim/v2{path}"), "x"),
            { "method": "PUT", "path": path, "version": "W/\"1\"", "data": put },
            { "method": "PUT", "path": path, "version": "one", "data": put },
            { "method": "PUT", "path": path, "version": "\n", "data": put },
            { "method": "DELETE", "path": format!("/scim/v2{path}"), "bulkId": "gone" },
            { "method": "DELETE", "path": path },
        ]),
    )
    .await;
    assert_eq!(
        statuses(&outcomes),
        ["201", "200", "200", "412", "400", "400", "204", "404"]
    );
    let location = "http://h.example/scim/v2/Users/id-2";
    assert_eq!(
        outcomes[0],
        json!({
            "method": "POST",
            "bulkId": "ada",
            "version": "W/\"1\"",
            "location": location,
            "status": "201",
        })
    );
    let location = format!("http://h.example/scim/v2{path}");
    for outcome in &outcomes[1..] {
        assert_eq!(outcome["location"], location);
        let failed = outcome["status"].as_str().unwrap() >= "400";
        assert_eq!(outcome.get("response").is_some(), failed, "{outcome}");
    }
    assert_eq!(outcomes[2]["version"], "W/\"3\"");
    assert_eq!(outcomes[6]["bulkId"], "gone");
    assert_eq!(outcomes[7]["response"]["status"], "404");
}

#[tokio::test]
async fn an_operation_is_opened_and_recorded_like_a_single_one_and_limited_with_the_others() {
    let server = Server::new();
    let id = server.user("a").await;
    let directory = &server.directory;
    directory.admitted.lock().unwrap().clear();
    directory.facts.lock().unwrap().clear();
    let path = format!("/Users/{id}");
    let off = json!({ "schemas": [USER], "userName": "a", "active": "False" });
    let nameless = json!({ "schemas": [USER], "displayName": "x", "userName": 7 });
    outcomes(
        &server,
        json!([
            post_user("b"),
            { "method": "PUT", "path": path, "data": off },
            { "method": "POST", "path": "/Users", "bulkId": "n", "data": nameless },
            { "method": "DELETE", "path": path },
        ]),
    )
    .await;
    assert_eq!(*directory.admitted.lock().unwrap(), []);
    let facts = directory.facts.lock().unwrap();
    let operations: Vec<_> = facts.iter().map(|facts| facts.operation).collect();
    assert_eq!(
        operations,
        [
            "POST /Bulk",
            "POST /Users",
            "PUT /Users/{id}",
            "POST /Users",
            "DELETE /Users/{id}"
        ]
    );
    let ids: Vec<_> = facts.iter().map(|facts| &facts.request_id).collect();
    assert!(ids.windows(2).all(|pair| pair[0] == pair[1]), "{ids:?}");
    let refused = directory.refused.lock().unwrap();
    let [refused] = refused.as_slice() else {
        panic!("{refused:?}");
    };
    assert_eq!(refused.operation, "POST /Users");
    assert_eq!(refused.error.status, 400);
}

#[tokio::test]
async fn groups_are_made_without_reading_their_members() {
    let server = Server::new();
    let group = |name: &str| {
        json!({
            "method": "POST",
            "path": "/groups",
            "bulkId": name,
            "data": { "schemas": [GROUP], "displayName": name },
        })
    };
    let answered = outcomes(&server, json!([group("g"), group("h")])).await;
    assert_eq!(statuses(&answered), ["201", "201"]);
    assert_eq!(
        answered[1]["location"],
        "http://h.example/scim/v2/Groups/id-2"
    );
}
