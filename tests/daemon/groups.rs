//! Groups: nested ones, and large ones.

use std::{collections::BTreeSet, fmt::Write as _};

use serde_json::{Value, json};
use testkit::{Client, Process};
use tokio::task::JoinSet;

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

/// Requests that are under way at once.
const AT_ONCE: usize = 50;

/// Makes so many users, many at once, and gives their ids by age.
async fn people(scim: &Client, number: usize) -> Vec<String> {
    let mut creates = JoinSet::new();
    for worker in 0..AT_ONCE {
        let scim = scim.clone();
        creates.spawn(async move {
            let mut ids = Vec::new();
            for n in (worker..number).step_by(AT_ONCE) {
                let body = json!({ "userName": format!("p{n}@example.com") });
                ids.push(scim.post("/Users", &body).await.expect(201).id());
            }
            ids
        });
    }
    let mut ids = creates.join_all().await.concat();
    ids.sort_unstable();
    ids
}

/// The ids of a group's members.
async fn members(scim: &Client, path: &str) -> BTreeSet<String> {
    let group = scim.get(path).await.expect(200).json();
    let members = group["members"].as_array().cloned().unwrap_or(Vec::new());
    let ids: BTreeSet<String> = members
        .iter()
        .map(|member| member["value"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(ids.len(), members.len(), "each once");
    ids
}

fn set(ids: &[String]) -> BTreeSet<String> {
    ids.iter().cloned().collect()
}

fn body(name: &str, ids: &[String]) -> Value {
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    group(name, &ids)
}

/// `members[value eq "…"]` of each.
fn removals(ids: &[String]) -> Value {
    let one = |id: &String| {
        let mut path = String::new();
        write!(path, "members[value eq \"{id}\"]").unwrap();
        json!({ "op": "remove", "path": path })
    };
    ids.iter().map(one).collect()
}

async fn etag(scim: &Client, path: &str) -> String {
    let path = format!("{path}?excludedAttributes=members");
    let answer = scim.get(&path).await.expect(200);
    answer.header("etag").unwrap().to_owned()
}

/// The last entry of this operation. Those of members who are in another class by it may follow.
fn last(daemon: &Process, operation: &str) -> Value {
    let log = crate::activity(daemon, &daemon.tenant);
    let mut entries = log.into_iter().rev();
    entries
        .find(|entry| entry["operation"] == operation)
        .unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ten_thousand_members_come_and_go_by_one_request() {
    let daemon = start();
    let scim = daemon.client();
    let ids = people(&scim, 10_000).await;
    let path = scim.post("/Groups", &group("All", &[])).await.expect(201);
    let path = format!("/Groups/{}", path.id());

    let everybody: Vec<Value> = ids.iter().map(|id| json!({ "value": id })).collect();
    let add = json!([{ "op": "add", "path": "members", "value": everybody }]);
    scim.patch(&path, &add).await.expect(204);
    assert_eq!(members(&scim, &path).await, set(&ids));
    let before = etag(&scim, &path).await;
    scim.patch(&path, &add).await.expect(204);
    scim.put(&path, &body("All", &ids)).await.expect(200);
    assert_eq!(etag(&scim, &path).await, before, "nothing has changed");

    scim.put(&path, &body("Most", &ids[1..])).await.expect(200);
    let entry = last(&daemon, "group_update");
    assert_eq!(entry["events"][1]["count"], 1, "a merge: {entry}");
    assert_eq!(members(&scim, &path).await, set(&ids[1..]));

    scim.patch(&path, &removals(&ids[..9_990]))
        .await
        .expect(204);
    assert_eq!(members(&scim, &path).await, set(&ids[9_990..]));
    let entry = last(&daemon, "group_members");
    assert_eq!(entry["events"][0]["count"], 9_989);
    assert_eq!(entry["events"][0]["ids"].as_array().unwrap().len(), 50);

    let created = scim.post("/Groups", &body("New", &ids)).await.expect(201);
    let new = format!("/Groups/{}", created.id());
    assert_eq!(created.json()["members"].as_array().unwrap().len(), 10_000);
    scim.post("/Groups", &body("new", &ids)).await.expect(409);
    scim.delete(&new).await.expect(204);
    assert_eq!(groups_of(&scim, &ids[0]).await, []);
    assert_eq!(
        groups_of(&scim, &ids[9_999]).await,
        [pair("Most", "direct")]
    );
    scim.get(&new).await.expect(404);
    let query = format!("/Users?count=0&filter=groups.value eq \"{}\"", created.id());
    assert_eq!(found(&scim, &query).await, 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn readers_see_a_large_change_whole_or_not_at_all() {
    let daemon = start();
    let scim = daemon.client();
    let ids = people(&scim, 1_500).await;
    let (one, other) = (&ids[..1_000], &ids[500..]);
    let created = scim.post("/Groups", &body("G", one)).await.expect(201);
    let (id, path) = (created.id(), format!("/Groups/{}", created.id()));
    let changes = {
        let (scim, path) = (scim.clone(), path.clone());
        let turns = [body("G", other), body("G", one)];
        tokio::spawn(async move {
            for turn in turns.iter().cycle().take(6) {
                scim.put(&path, turn).await.expect(200);
            }
        })
    };
    let mut seen = BTreeSet::new();
    while !changes.is_finished() {
        let now = members(&scim, &path).await;
        let is_one = now == set(one);
        assert!(is_one || now == set(other), "{} members", now.len());
        seen.insert(is_one);
        let query = format!("/Users?count=0&filter=groups.value eq \"{id}\"");
        assert_eq!(found(&scim, &query).await, 1_000);
    }
    changes.await.unwrap();
    assert_eq!(seen.len(), 2, "both were seen");
    assert_eq!(members(&scim, &path).await, set(one));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_small_change_waits_for_a_large_one() {
    let daemon = start();
    let scim = daemon.client();
    let ids = people(&scim, 1_200).await;
    let created = scim.post("/Groups", &group("G", &[])).await.expect(201);
    let path = format!("/Groups/{}", created.id());
    let large = {
        let (scim, path, body) = (scim.clone(), path.clone(), body("G", &ids[..1_000]));
        tokio::spawn(async move { scim.put(&path, &body).await.expect(200) })
    };
    let mut small = JoinSet::new();
    for few in ids[1_000..].chunks(10) {
        let (scim, path, few) = (scim.clone(), path.clone(), few.to_vec());
        small.spawn(async move {
            for id in few {
                scim.patch(&path, &add(&id)).await.expect(204);
            }
        });
    }
    small.join_all().await;
    large.await.unwrap();
    // Those who came before it were replaced, those after it are there.
    let now = members(&scim, &path).await;
    assert!(now.is_superset(&set(&ids[..1_000])));
}
