//! Okta: the integration wizard, which puts, and the catalogue's test app, which patches too.

use http::Method;
use serde_json::{Value, json};

use super::{GROUP, USER, members};
use crate::{group, start, user};

fn new_user() -> Value {
    json!({
        "schemas": [USER],
        "userName": "a@x.com",
        "name": { "givenName": "A", "familyName": "B", "middleName": "" },
        "emails": [{ "primary": true, "value": "a@x.com", "type": "work" }],
        "displayName": "A B",
        "locale": "en-US",
        "externalId": "00ujl29u0le5T6Aj10h7",
        "groups": [],
        "password": "1mz050nq",
        "active": true,
    })
}

const HEADERS: [(&str, &str); 4] = [
    ("user-agent", "Okta SCIM Client 1.0.0"),
    ("accept", "application/scim+json"),
    ("accept-charset", "utf-8"),
    ("content-type", "application/scim+json; charset=utf-8"),
];

#[tokio::test]
async fn the_connector_test_gets_whole_numbers() {
    let daemon = start();
    let scim = daemon.client();
    scim.post("/Users", &new_user()).await.expect(201);
    for path in [
        "/Users?startIndex=1&count=2",
        "/Groups?startIndex=1&count=100",
        "/Users?count=1&startIndex=1",
    ] {
        let page = scim
            .send(Method::GET, path, &HEADERS, None)
            .await
            .expect(200);
        assert_eq!(page.header("content-type"), Some("application/scim+json"));
        let page = page.json();
        for name in ["totalResults", "startIndex", "itemsPerPage"] {
            assert!(page[name].is_u64(), "{path} {name}");
        }
        assert!(page["Resources"].is_array(), "{path}");
    }
}

#[tokio::test]
async fn a_person_is_looked_up_made_and_found() {
    let daemon = start();
    let scim = daemon.client();
    let look_up = "/Users?filter=userName%20eq%20%22a%40x.com%22&startIndex=1&count=100";
    assert_eq!(
        scim.get(look_up).await.expect(200).json()["totalResults"],
        0
    );
    let body = Some(new_user().to_string());
    let made = scim
        .send(Method::POST, "/Users", &HEADERS, body.clone())
        .await
        .expect(201);
    let text = made.json().to_string();
    assert!(!text.contains("1mz050nq"), "the password is never echoed");
    for name in [
        "userName",
        "emails",
        "displayName",
        "locale",
        "externalId",
        "active",
    ] {
        assert_eq!(made.json()[name], new_user()[name], "{name}");
    }
    scim.send(Method::POST, "/Users", &HEADERS, body)
        .await
        .expect(409);
    let upper = look_up.replace("a%40x.com", "A%40X.COM");
    let found = scim.get(&upper).await.expect(200).json();
    assert_eq!(found["Resources"][0]["id"], made.json()["id"]);
}

#[tokio::test]
async fn what_was_read_is_put_back_with_a_change() {
    let daemon = start();
    let scim = daemon.client();
    let id = scim.post("/Users", &new_user()).await.expect(201).id();
    scim.post("/Groups", &group("Staff", &[&id]))
        .await
        .expect(201);
    let path = format!("/Users/{id}");
    let same = scim.get(&path).await.json();
    let put = scim.put(&path, &same).await.expect(200).json();
    assert_eq!(put, same, "nothing has changed, not even the version");
    for active in [false, true] {
        let mut body = scim.get(&path).await.json();
        body["active"] = json!(active);
        body["name"]["familyName"] = json!("C");
        body["password"] = json!("another");
        let put = scim.put(&path, &body).await.expect(200).json();
        assert_eq!(put["active"], active);
        assert_eq!(put["name"]["familyName"], "C");
        assert_eq!(put["groups"], same["groups"]);
    }
}

#[tokio::test]
async fn the_catalogue_app_deactivates_without_a_path() {
    let daemon = start();
    let scim = daemon.client();
    let id = scim.post("/Users", &new_user()).await.expect(201).id();
    let path = format!("/Users/{id}");
    for active in [false, true] {
        let switch = json!([{ "op": "replace", "value": { "active": active } }]);
        scim.patch(&path, &switch).await.expect(200);
        assert_eq!(scim.get(&path).await.json()["active"], active);
    }
    let password = json!([{ "op": "replace", "value": { "password": "new" } }]);
    scim.patch(&path, &password).await.expect(200);
}

#[tokio::test]
async fn a_pushed_group_follows_in_either_mode() {
    let daemon = start();
    let scim = daemon.client();
    let one = scim.post("/Users", &user("one")).await.expect(201).id();
    let two = scim.post("/Users", &user("two")).await.expect(201).id();
    let new = json!({ "schemas": [GROUP], "displayName": "G", "members": [] });
    let id = scim.post("/Groups", &new).await.expect(201).id();
    let path = format!("/Groups/{id}");
    let named = |id: &str| json!({ "value": id, "display": "anything" });
    let rename = json!({ "op": "replace", "value": { "id": id, "displayName": "G2" } });
    for (operations, left) in [
        (
            json!([{ "op": "add", "path": "members", "value": [named(&one)] }]),
            vec![&one],
        ),
        (json!([rename]), vec![&one]),
        (
            json!([
                rename,
                { "op": "remove", "path": format!("members[value eq \"{one}\"]") },
                { "op": "add", "path": "members", "value": [named(&two)] },
            ]),
            vec![&two],
        ),
        (
            json!([{ "op": "replace", "path": "members", "value": [named(&one), named(&two)] }]),
            vec![&one, &two],
        ),
        (
            json!([{ "op": "replace", "path": "members", "value": [] }]),
            vec![],
        ),
    ] {
        scim.patch(&path, &operations).await.expect(204);
        let found = members(&scim, &id).await;
        assert_eq!(found.iter().collect::<Vec<_>>(), left, "{operations}");
    }
    let put = json!({ "schemas": [GROUP], "displayName": "G3", "members": [named(&two)] });
    scim.put(&path, &put).await.expect(200);
    assert_eq!(members(&scim, &id).await, [two]);
    scim.delete(&path).await.expect(204);
}

#[tokio::test]
async fn errors_are_sentences_for_an_admin() {
    let daemon = start();
    let scim = daemon.client();
    let unknown = scim
        .get("/Users/00919288221112222")
        .await
        .expect(404)
        .json();
    assert_eq!(unknown["status"], "404");
    assert!(unknown["detail"].as_str().unwrap().ends_with('.'));
    let stranger = scim.with_authorization(Some("Bearer wrong"));
    let refused = stranger.get("/Users").await.expect(401).json();
    assert_eq!(refused["status"], "401");
    assert!(refused["detail"].as_str().unwrap().ends_with('.'));
    let raw = scim.with_authorization(Some(&daemon.token));
    raw.get("/Users").await.expect(200);
}
