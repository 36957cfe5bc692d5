//! Many people at once, by bulk requests, and groups of them.

use serde_json::{Value, json};
use testkit::Client;

use crate::{group, user};

/// Operations in one request.
const BULK: usize = 100;
/// Such requests under way at once: what they ask for shares its commits.
const AT_ONCE: usize = 16;
/// Members in one request.
const MEMBERS: usize = 10_000;

/// Makes so many; gives their ids.
pub(crate) async fn users(scim: &Client, count: usize) -> Vec<String> {
    let create = |number: usize| {
        json!({ "method": "POST", "path": "/Users", "bulkId": number.to_string(),
                "data": user(&format!("u{number:06}")) })
    };
    let made = all(scim, (0..count).map(create), "201").await;
    let id = |made: Value| {
        let location = made["location"].as_str().unwrap();
        location.rsplit('/').next().unwrap().to_owned()
    };
    made.into_iter().map(id).collect()
}

/// Deletes them.
pub(crate) async fn delete(scim: &Client, ids: &[String]) {
    let delete = |id: &String| json!({ "method": "DELETE", "path": format!("/Users/{id}") });
    all(scim, ids.iter().map(delete), "204").await;
}

/// A group of them.
pub(crate) async fn group_of(scim: &Client, name: &str, ids: &[&str]) {
    let mut parts = ids.chunks(MEMBERS);
    let first = group(name, parts.next().unwrap_or_default());
    let made = scim.post("/Groups", &first).await.expect(201).id();
    for part in parts {
        let members: Vec<Value> = part.iter().map(|id| json!({ "value": id })).collect();
        let add = json!([{ "op": "add", "path": "members", "value": members }]);
        let path = format!("/Groups/{made}");
        scim.patch(&path, &add).await.expect(204);
    }
}

/// What became of each operation, in their order.
async fn all(
    scim: &Client,
    operations: impl Iterator<Item = Value>,
    status: &'static str,
) -> Vec<Value> {
    let operations: Vec<Value> = operations.collect();
    let mut outcomes = Vec::new();
    for wave in operations.chunks(BULK * AT_ONCE) {
        let requests = wave.chunks(BULK).map(|part| {
            let (scim, part) = (scim.clone(), part.to_vec());
            tokio::spawn(async move { bulk(&scim, &part, status).await })
        });
        // All are on their way before the first is waited for.
        for request in requests.collect::<Vec<_>>() {
            outcomes.extend(request.await.unwrap());
        }
    }
    outcomes
}

async fn bulk(scim: &Client, operations: &[Value], status: &str) -> Vec<Value> {
    let body = json!({
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],
        "Operations": operations,
    });
    let answer = scim.post("/Bulk", &body).await.expect(200).json();
    let outcomes = answer["Operations"].as_array().unwrap().clone();
    for outcome in &outcomes {
        assert_eq!(outcome["status"], status, "{outcome}");
    }
    outcomes
}
