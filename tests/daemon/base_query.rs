//! Queries at the base URL: over all resource types of the tenant (RFC 7644 §3.4.2.1).

use std::time::Duration;

use serde_json::{Value, json};
use testkit::{Client, Process};

use crate::{group, start, user};

const SEARCH: &str = "urn:ietf:params:scim:api:messages:2.0:SearchRequest";

/// ada, Art, bob, Bio, cleo, Choir.
async fn school() -> Process {
    let daemon = start();
    let scim = daemon.client();
    for (person, team) in [("ada", "Art"), ("bob", "Bio"), ("cleo", "Choir")] {
        let created = scim.post("/Users", &user(person)).await.expect(201);
        // Times are in milliseconds: each has one of its own.
        tokio::time::sleep(Duration::from_millis(2)).await;
        let body = group(team, &[&created.id()]);
        scim.post("/Groups", &body).await.expect(201);
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    daemon
}

fn names(page: &Value) -> String {
    let resources = page["Resources"].as_array().unwrap();
    let names: Vec<_> = resources
        .iter()
        .map(|resource| resource["displayName"].as_str().unwrap())
        .collect();
    names.join(" ")
}

async fn get(scim: &Client, query: &str) -> Value {
    scim.get(query).await.expect(200).json()
}

#[tokio::test]
async fn every_type_is_found_in_one_list() {
    let daemon = school().await;
    let scim = daemon.client();
    for (query, expected) in [
        ("", "ada bob cleo Art Bio Choir"),
        ("/", "ada bob cleo Art Bio Choir"),
        ("?filter=userName+eq+%22bob@example.com%22", "bob"),
        ("/?filter=displayName+sw+%22b%22&", "bob Bio"),
        (
            "?filter=meta.resourceType+eq+%22Group%22&startIndex=2",
            "Bio Choir",
        ),
        ("?filter=meta.resourceType+eq+User", "ada bob cleo"),
        (
            "?sortBy=displayName&sortOrder=descending",
            "cleo Choir bob Bio Art ada",
        ),
        ("?startIndex=3&count=2", "cleo Art"),
        ("?startIndex=7", ""),
    ] {
        assert_eq!(names(&get(&scim, query).await), expected, "{query}");
    }
    let list = get(&scim, "?attributes=displayName,members,groups").await;
    assert_eq!(list["totalResults"], 6);
    assert_eq!(list["Resources"][0]["groups"][0]["display"], "Art");
    assert_eq!(
        list["Resources"][3]["members"][0]["display"],
        "ada@example.com"
    );
    assert_eq!(list["Resources"][0].get("userName"), None);
}

#[tokio::test]
async fn a_cursor_leads_through_all_types() {
    let daemon = school().await;
    let scim = daemon.client();
    let mut body = json!({ "schemas": [SEARCH], "cursor": "", "count": 2, "filter": "id pr" });
    let mut seen = Vec::new();
    loop {
        let page = scim.post("/.search", &body).await.expect(200).json();
        assert_eq!(page["totalResults"], 6);
        seen.push(names(&page));
        match page.get("nextCursor") {
            Some(next) => body["cursor"] = next.clone(),
            None => break,
        }
    }
    assert_eq!(seen, ["ada bob", "cleo Art", "Bio Choir"]);
    // A cursor of all types is none of one type.
    let first = get(&scim, "?cursor&count=1").await;
    let cursor = first["nextCursor"].as_str().unwrap();
    let refused = scim
        .get(&format!("/Users?cursor={cursor}&count=1"))
        .await
        .expect(400);
    assert_eq!(refused.json()["scimType"], "invalidCursor");
}

#[tokio::test]
async fn times_are_compared_as_times_and_types_by_name() {
    let daemon = school().await;
    let scim = daemon.client();
    let ada = get(&scim, "/Users?count=1").await["Resources"][0].clone();
    let created = ada["meta"]["created"]
        .as_str()
        .unwrap()
        .trim_end_matches('Z');
    let urn = "urn:ietf:params:scim:schemas:core:2.0:Group";
    for (filter, expected) in [
        // The same moment, written with an offset.
        (format!("meta.created+le+%22{created}%2B00:00%22"), "ada"),
        (format!("meta.created+lt+%22{created}Z%22"), ""),
        (
            format!("meta.lastModified+gt+%22{created}%2B01:00%22"),
            "ada bob cleo Art Bio Choir",
        ),
        (format!("meta.lastModified+gt+%22{created}-01:00%22"), ""),
        (format!("schemas+eq+%22{urn}%22"), "Art Bio Choir"),
        (
            format!("meta.location+ew+%22{}%22", ada["id"].as_str().unwrap()),
            "ada",
        ),
        (
            "meta.version+pr+and+meta.resourceType+ne+%22Group%22".to_owned(),
            "ada bob cleo",
        ),
    ] {
        let found = get(&scim, &format!("?filter={filter}")).await;
        assert_eq!(names(&found), expected, "{filter}");
    }
}

#[tokio::test]
async fn a_strict_tenant_says_what_it_cannot_do() {
    let daemon = school().await;
    let scim = daemon.client();
    let search = json!({ "filter": "userName pr" });
    assert_eq!(get(&scim, "?sortBy=shoeSize").await["totalResults"], 6);
    scim.post("/.search", &search).await.expect(200);

    daemon.cli(&["tenant", "set", &daemon.tenant, "--strict", "true"]);
    for (query, scim_type) in [
        ("?sortBy=shoeSize", "invalidPath"),
        ("?sortBy=name", "invalidPath"),
        ("?filter=shoeSize+pr", "invalidFilter"),
    ] {
        let refused = scim.get(query).await.expect(400).json();
        assert_eq!(refused["scimType"], scim_type, "{query}");
    }
    let refused = scim.post("/.search", &search).await.expect(400).json();
    assert_eq!(refused["scimType"], "invalidSyntax");
    // What one type has is enough.
    let filter = "?filter=userName+pr+or+members+pr&sortBy=userName";
    assert_eq!(get(&scim, filter).await["totalResults"], 6);
}
