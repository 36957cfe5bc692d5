//! `ETag`, `meta.version` and what a client may bind a request to (RFC 7644 §3.14).

use http::Method;
use serde_json::json;
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

fn tag(answer: &Answer) -> String {
    answer.header("etag").expect("an ETag").to_owned()
}

async fn known(scim: &Client, path: &str, tag: &str) -> Answer {
    scim.send(Method::GET, path, &[("if-none-match", tag)], None)
        .await
}
