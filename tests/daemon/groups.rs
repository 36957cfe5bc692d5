//! Groups: nested ones, and large ones.

use serde_json::{Value, json};
use testkit::{Client, Process};

use crate::{group, start, user};

/// The `display` and `type` of a user's groups.
async fn groups_of(scim: &Client, user: &str) -> Vec<(String, String)> {
    let user = scim.get(&format!("/Users/{user}")).await.expect(200).json();
    let groups = user["groups"].as_array().cloned().unwrap_or(Vec::new());
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    groups
        .iter()
        .map(|group| (text(&group["display"]), text(&group["type"])))
        .collect()
}

async fn found(scim: &Client, query: &str) -> Value {
    let query = query.replace(' ', "%20").replace('"', "%22");
    scim.get(&query).await.expect(200).json()["totalResults"].clone()
}

fn pair(display: &str, kind: &str) -> (String, String) {
    (display.to_owned(), kind.to_owned())
}

fn add(member: &str) -> Value {
    json!([{ "op": "add", "path": "members", "value": [{ "value": member }] }])
}

#[tokio::test]
async fn groups_in_groups_and_in_circles() {
    let daemon: Process = start();
    let scim = daemon.client();
    let ada = scim.post("/Users", &user("ada")).await.expect(201).id();
    let inner = scim.post("/Groups", &group("Inner", &[&ada])).await;
    let inner = inner.expect(201).id();
    let outer = scim.post("/Groups", &group("Outer", &[&inner])).await;
    let shown = outer.json()["members"].clone();
    let outer = outer.expect(201).id();
    let expected = json!([{
        "value": inner,
        "$ref": format!("{}/Groups/{inner}", daemon.base_url),
        "display": "Inner",
        "type": "Group",
    }]);
    assert_eq!(shown, expected);
    let both = [pair("Inner", "direct"), pair("Outer", "indirect")];
    assert_eq!(groups_of(&scim, &ada).await, both);
    scim.patch(&format!("/Groups/{inner}"), &add(&outer))
        .await
        .expect(204);
    assert_eq!(groups_of(&scim, &ada).await, both, "a circle");
    for (query, total) in [
        (format!("/Users?filter=groups.value eq \"{outer}\""), 1),
        ("/Users?filter=groups.type eq \"indirect\"".to_owned(), 1),
        (format!("/Groups?filter=members.value eq \"{ada}\""), 1),
        (format!("/Groups?filter=members.value eq \"{outer}\""), 1),
    ] {
        assert_eq!(found(&scim, &query).await, total, "{query}");
    }

    let rename = json!([{ "op": "replace", "path": "displayName", "value": "Core" }]);
    scim.patch(&format!("/Groups/{inner}"), &rename)
        .await
        .expect(204);
    let read = scim.get(&format!("/Groups/{outer}")).await.json();
    assert_eq!(read["members"][0]["display"], "Core");
    scim.delete(&format!("/Groups/{inner}")).await.expect(204);
    let read = scim.get(&format!("/Groups/{outer}")).await.json();
    assert_eq!(read.get("members").cloned().unwrap_or(json!([])), json!([]));
    assert_eq!(groups_of(&scim, &ada).await, []);
}

#[tokio::test]
async fn a_group_in_itself_is_ignored_or_refused() {
    let daemon = start();
    let scim = daemon.client();
    let path = scim.post("/Groups", &group("Own", &[])).await.expect(201);
    let (id, path) = (path.id(), format!("/Groups/{}", path.id()));
    scim.patch(&path, &add(&id)).await.expect(204);
    assert_eq!(found(&scim, "/Groups?filter=members pr").await, 0);
    daemon.cli(&["tenant", "set", &daemon.tenant, "--strict", "true"]);
    let refused = scim.patch(&path, &add(&id)).await.expect(400).json();
    assert_eq!(refused["scimType"], "invalidValue");
}
