//! `ETag`, `meta.version` and what a client may bind a request to (RFC 7644 §3.14).

use http::Method;
use serde_json::{Value, json};
use testkit::{Answer, Client};

use crate::{group, start, user};

#[tokio::test]
async fn a_user_is_not_unmodified_when_their_groups_are_others() {
    let daemon = start();
    let scim = daemon.client();
    let ada = scim.post("/Users", &user("ada")).await.expect(201).id();
    let path = format!("/Users/{ada}");
    let staff = scim.post("/Groups", &group("Staff", &[])).await.expect(201);
    let staff = format!("/Groups/{}", staff.id());

    let alone = tag(&scim.get(&path).await);
    let member = json!([{ "value": ada }]);
    let join = json!([{ "op": "add", "path": "members", "value": member }]);
    scim.patch(&staff, &join).await.expect(204);
    let joined = known(&scim, &path, &alone).await.expect(200);
    assert_eq!(joined.json()["groups"][0]["display"], "Staff");
    let joined = tag(&joined);

    known(&scim, &path, &joined).await.expect(304);
    known(&scim, &path, "*").await.expect(304);
    let lists = format!("W/\"0\", {joined}");
    known(&scim, &path, &lists).await.expect(304);

    let rename = json!([{ "op": "replace", "path": "displayName", "value": "All" }]);
    scim.patch(&staff, &rename).await.expect(204);
    let renamed = tag(&known(&scim, &path, &joined).await.expect(200));
    let leave = json!([{ "op": "remove", "path": format!("members[value eq \"{ada}\"]") }]);
    scim.patch(&staff, &leave).await.expect(204);
    let left = tag(&known(&scim, &path, &renamed).await.expect(200));
    assert_eq!(left, alone, "what is shown is as it was");

    // A write is bound to the user's own version: the groups are no part of what it changes.
    let retitle = json!([{ "op": "replace", "path": "title", "value": "Countess" }]);
    let body = json!({
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
        "Operations": retitle,
    });
    scim.send(
        Method::PATCH,
        &path,
        &[("if-match", &joined)],
        Some(body.to_string()),
    )
    .await
    .expect(200);
}

#[tokio::test]
async fn every_answer_says_the_same_version_twice() {
    let daemon = start();
    let scim = daemon.client();
    let created = scim.post("/Users", &user("ada")).await.expect(201);
    let path = format!("/Users/{}", created.id());
    scim.post("/Groups", &group("Staff", &[&created.id()]))
        .await
        .expect(201);
    let title = json!([{ "op": "replace", "path": "title", "value": "Countess" }]);
    let read = scim.get(&path).await.expect(200);
    for answer in [
        created,
        read,
        scim.get(&format!("{path}?attributes=meta,groups")).await,
        scim.get(&format!("{path}?excludedAttributes=groups")).await,
        scim.get(&format!("{path}?attributes=meta.version")).await,
        scim.patch(&path, &title).await,
        scim.put(&path, &user("ada")).await,
    ] {
        assert_eq!(answer.json()["meta"]["version"], tag(&answer));
    }
    let whole = scim.get(&path).await;
    let head = scim.send(Method::HEAD, &path, &[], None).await.expect(200);
    assert_eq!(tag(&head), tag(&whole));
    let list = scim.get("/Users").await.expect(200).json();
    assert_eq!(list["Resources"][0], whole.json());
}

#[tokio::test]
async fn every_write_can_be_bound_to_a_version() {
    let daemon = start();
    let scim = daemon.client();
    let ada = scim.post("/Users", &user("ada")).await.expect(201);
    let staff = scim.post("/Groups", &group("Staff", &[])).await.expect(201);
    let patch = |path: &str| {
        json!({
            "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
            "Operations": [{ "op": "replace", "path": path, "value": "other" }],
        })
    };
    for (path, body, attribute) in [
        (format!("/Users/{}", ada.id()), user("ada"), "title"),
        (
            format!("/Groups/{}", staff.id()),
            group("Staff", &[]),
            "displayName",
        ),
    ] {
        let writes = [
            (Method::PUT, Some(body.to_string())),
            (Method::PATCH, Some(patch(attribute).to_string())),
            (Method::DELETE, None),
        ];
        for (method, body) in &writes {
            for (header, value, status) in [
                ("if-match", "W/\"999\"", 412),
                ("if-match", "W/\"999\", \"998\"", 412),
                ("if-match", "1", 400),
                ("if-none-match", "*", 412),
                ("if-none-match", "W/\"1\"", 412),
            ] {
                let sent = [(header, value)];
                let answer = scim.send(method.clone(), &path, &sent, body.clone()).await;
                assert_eq!(
                    answer.status.as_u16(),
                    status,
                    "{method} {path} {header}: {value}"
                );
            }
        }
        for (method, body) in writes {
            let current = tag(&scim.get(&path).await.expect(200));
            let either = format!("\"0\", {current}");
            let sent = [("if-match", either.as_str())];
            let answer = scim.send(method.clone(), &path, &sent, body).await;
            assert!(answer.status.is_success(), "{method} {path}");
        }
    }
}

#[tokio::test]
async fn a_create_is_not_bound_to_the_list_it_is_posted_to() {
    let daemon = start();
    let scim = daemon.client();
    let body = Some(user("ada").to_string());
    let sent = [("if-none-match", "*")];
    let post = || scim.send(Method::POST, "/Users", &sent, body.clone());
    post().await.expect(201);
    post().await.expect(409);
}

#[tokio::test]
async fn a_version_that_is_shown_is_found_and_is_the_only_one() {
    let daemon = start();
    let scim = daemon.client();
    let ada = scim.post("/Users", &user("ada")).await.expect(201).id();
    scim.post("/Users", &user("ben")).await.expect(201);
    let staff = scim
        .post("/Groups", &group("Staff", &[&ada]))
        .await
        .expect(201)
        .id();
    let title = json!([{ "op": "replace", "path": "title", "value": "Countess" }]);
    let path = format!("/Users/{ada}");
    for _ in 0..2 {
        let whole = tag(&scim.get(&path).await.expect(200));
        for view in [
            "excludedAttributes=groups",
            "attributes=meta",
            "attributes=userName",
        ] {
            let part = scim.get(&format!("{path}?{view}")).await.expect(200);
            assert_eq!(tag(&part), whole, "{view}");
        }
        let listed = scim.get("/Users?attributes=meta&count=1").await.json();
        assert_eq!(listed["Resources"][0]["meta"]["version"], whole);
        let changed = scim.patch(&format!("{path}?attributes=id"), &title).await;
        let whole = tag(&scim.get(&path).await.expect(200));
        assert_eq!(tag(&changed.expect(200)), whole);

        for (endpoint, version, id) in [
            ("Users", whole, &ada),
            (
                "Groups",
                tag(&scim.get(&format!("/Groups/{staff}")).await),
                &staff,
            ),
        ] {
            let search = json!({
                "schemas": ["urn:ietf:params:scim:api:messages:2.0:SearchRequest"],
                "filter": format!("meta.version eq {}", Value::from(version)),
            });
            let found = scim.post(&format!("/{endpoint}/.search"), &search).await;
            let found = found.expect(200).json();
            assert_eq!(found["totalResults"], 1, "{search}");
            assert_eq!(found["Resources"][0]["id"], *id);
        }
    }
}

#[tokio::test]
async fn a_group_is_not_unmodified_when_a_member_is_called_otherwise() {
    let daemon = start();
    let scim = daemon.client();
    let ada = scim.post("/Users", &user("ada")).await.expect(201).id();
    let inner = scim
        .post("/Groups", &group("Inner", &[&ada]))
        .await
        .expect(201)
        .id();
    let outer = scim
        .post("/Groups", &group("Outer", &[&inner]))
        .await
        .expect(201)
        .id();
    let mut named = group("Named", &[]);
    named["members"] = json!([{ "value": ada, "display": "Ada" }]);
    let named = scim.post("/Groups", &named).await.expect(201).id();
    let rename = |path: &str, name: &str| json!([{ "op": "replace", "path": path, "value": name }]);
    for (renamed, attribute, group, display) in [
        (format!("/Users/{ada}"), "userName", &inner, "countess"),
        (format!("/Groups/{inner}"), "displayName", &outer, "Inside"),
    ] {
        let path = format!("/Groups/{group}");
        let before = tag(&scim.get(&path).await.expect(200));
        let fixed = tag(&scim.get(&format!("/Groups/{named}")).await.expect(200));
        scim.patch(
            &renamed,
            &json!([{ "op": "replace", "path": "externalId", "value": "e" }]),
        )
        .await;
        known(&scim, &path, &before).await.expect(304);
        scim.patch(&renamed, &rename(attribute, display)).await;
        let after = known(&scim, &path, &before).await.expect(200);
        assert_eq!(after.json()["members"][0]["display"], display);
        assert_eq!(after.json()["meta"]["version"], tag(&after));
        // What the directory calls a member in this group stays, and so does the group.
        known(&scim, &format!("/Groups/{named}"), &fixed)
            .await
            .expect(304);
    }
}

#[tokio::test]
async fn a_change_that_answers_nothing_says_the_version() {
    let daemon = start();
    let scim = daemon.client();
    let staff = scim.post("/Groups", &group("Staff", &[])).await.expect(201);
    let path = format!("/Groups/{}", staff.id());
    for name in ["All", "All"] {
        let rename = json!([{ "op": "replace", "path": "displayName", "value": name }]);
        let renamed = scim.patch(&path, &rename).await.expect(204);
        assert_eq!(tag(&renamed), tag(&scim.get(&path).await));
    }
    let gone = scim.delete(&path).await.expect(204);
    assert_eq!(gone.header("etag"), None);
}

fn tag(answer: &Answer) -> String {
    answer.header("etag").expect("an ETag").to_owned()
}

async fn known(scim: &Client, path: &str, tag: &str) -> Answer {
    scim.send(Method::GET, path, &[("if-none-match", tag)], None)
        .await
}
