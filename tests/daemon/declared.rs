//! Schemas and resource types that a tenant declares as data: a badge that users have, and devices
//! with an endpoint of their own.

mod device;

use serde_json::{Value, json};
use testkit::Process;

use self::device::{DEVICE, devices};
use crate::{activity, start, user};

const BADGE: &str = "urn:example:params:scim:schemas:extension:1.0:Badge";

fn badge() -> Value {
    json!({
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:Schema"],
        "id": BADGE,
        "name": "Badge",
        "description": "What opens doors",
        "attributes": [
            { "name": "number", "type": "string", "uniqueness": "server" },
            { "name": "level", "type": "integer" },
            { "name": "issued", "type": "dateTime", "mutability": "immutable" },
            { "name": "pin", "type": "string", "returned": "never", "mutability": "writeOnly" },
            { "name": "history", "type": "string", "multiValued": true, "returned": "request" },
            { "name": "office", "type": "complex", "subAttributes": [
                { "name": "building" }, { "name": "floor", "type": "integer" } ] },
        ],
    })
}

/// Hands a document to a verb as a file.
fn declare(daemon: &Process, verb: &str, document: &Value, more: &[&str]) -> Value {
    let (code, lines, words) = try_declare(daemon, verb, document, more);
    assert_eq!(code, Some(0), "{words}");
    lines.into_iter().next().unwrap()
}

fn try_declare(
    daemon: &Process,
    verb: &str,
    document: &Value,
    more: &[&str],
) -> (Option<i32>, Vec<Value>, String) {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), document.to_string()).unwrap();
    let path = file.path().to_str().unwrap();
    let arguments = [&[verb, "declare", &daemon.tenant, path], more].concat();
    daemon.try_cli(&arguments)
}

fn with_badge(name: &str, badge: &Value) -> Value {
    let mut body = user(name);
    body[BADGE] = badge.clone();
    body
}

#[tokio::test]
async fn an_extension_is_listed_accepted_validated_filtered_patched_and_returned() {
    let daemon = start();
    let scim = daemon.client();
    let before = with_badge("early", &json!({ "number": "E1" }));
    let early = scim.post("/Users", &before).await.expect(201);
    assert_eq!(early.json().get(BADGE), None);
    let entry = activity(&daemon, &daemon.tenant).pop().unwrap();
    assert!(entry["notes"].to_string().contains(BADGE), "{entry}");

    declare(&daemon, "schema", &badge(), &["--extends", "User"]);
    let listed = scim
        .get(&format!("/Schemas/{BADGE}"))
        .await
        .expect(200)
        .json();
    assert_eq!(listed["attributes"][0]["uniqueness"], "server");
    let types = scim.get("/ResourceTypes/User").await.expect(200).json();
    let extension = json!({ "schema": BADGE, "required": false });
    assert!(
        types["schemaExtensions"]
            .as_array()
            .unwrap()
            .contains(&extension)
    );

    let sent = json!({
        "NUMBER": "A1", "level": 3, "pin": "1234", "history": ["B7"], "issued": "2026-01-01T00:00:00Z",
        "office": { "building": "North", "floor": 2 },
    });
    let made = scim
        .post("/Users", &with_badge("ada", &sent))
        .await
        .expect(201);
    let (id, shown) = (made.id(), made.json());
    assert!(shown["schemas"].as_array().unwrap().contains(&json!(BADGE)));
    assert_eq!(shown[BADGE]["number"], "A1");
    assert_eq!(shown[BADGE]["office"]["floor"], 2);
    assert_eq!(shown[BADGE].get("pin"), None);

    let read = scim.get(&format!("/Users/{id}")).await.expect(200).json();
    assert_eq!(read[BADGE].get("history"), None, "{read}");
    assert_eq!(read[BADGE].get("pin"), None);
    let asked = format!("/Users/{id}?attributes={BADGE}:history,{BADGE}:pin");
    let read = scim.get(&asked).await.expect(200).json();
    assert_eq!(read[BADGE], json!({ "history": ["B7"] }));

    for filter in [
        format!("{BADGE}:number eq \"a1\""),
        format!("{BADGE}:level ge 3"),
        format!("{BADGE}:office.building sw \"Nor\" and userName pr"),
        format!("schemas eq \"{BADGE}\""),
    ] {
        let query = format!(
            "/Users?filter={}",
            filter.replace(' ', "%20").replace('"', "%22")
        );
        let found = scim.get(&query).await.expect(200).json();
        assert_eq!(found["totalResults"], 1, "{filter}");
        assert_eq!(found["Resources"][0]["id"], id.as_str(), "{filter}");
    }

    let wrong = with_badge("bob", &json!({ "number": "B1", "level": "high" }));
    let refused = scim.post("/Users", &wrong).await.expect(400).json();
    assert!(
        refused["detail"].as_str().unwrap().contains("level"),
        "{refused}"
    );
    let taken = with_badge("bob", &json!({ "number": "a1" }));
    let refused = scim.post("/Users", &taken).await.expect(409).json();
    assert_eq!(refused["scimType"], "uniqueness");
    assert!(
        refused["detail"].as_str().unwrap().contains(&id),
        "{refused}"
    );

    let path = format!("/Users/{id}");
    let operations = json!([
        { "op": "replace", "path": format!("{BADGE}:office.floor"), "value": 4 },
        { "op": "add", "path": format!("{BADGE}:history"), "value": ["C9"] },
        { "op": "remove", "path": format!("{BADGE}:level") },
    ]);
    let patched = scim.patch(&path, &operations).await.expect(200).json();
    assert_eq!(
        patched[BADGE]["office"],
        json!({ "building": "North", "floor": 4 })
    );
    assert_eq!(patched[BADGE].get("level"), None);
    let change = json!([{ "op": "replace", "path": format!("{BADGE}:issued"), "value": "2027-01-01T00:00:00Z" }]);
    assert_eq!(
        scim.patch(&path, &change).await.expect(400).json()["scimType"],
        "mutability"
    );
    let gone = json!([{ "op": "remove", "path": BADGE }]);
    // What was issued once stays (RFC 7643 §2.2, immutable).
    scim.patch(&path, &gone).await.expect(400);

    let without = scim
        .get(&format!("{path}?excludedAttributes={BADGE}"))
        .await
        .json();
    assert_eq!(without.get(BADGE), None);
    assert_eq!(daemon.cli(&["schema", "list", &daemon.tenant]).len(), 1);
    let (code, _, words) = daemon.try_cli(&["schema", "withdraw", &daemon.tenant, BADGE]);
    assert_eq!(code, Some(1));
    assert!(words.contains("One resource"), "{words}");
    scim.delete(&path).await.expect(204);
    daemon.cli(&["schema", "withdraw", &daemon.tenant, BADGE]);
    scim.get(&format!("/Schemas/{BADGE}")).await.expect(404);
}

#[tokio::test]
async fn a_strict_tenant_refuses_what_nobody_declared() {
    let daemon = start();
    daemon.cli(&["tenant", "set", &daemon.tenant, "--strict", "true"]);
    let scim = daemon.client();
    let mut body = with_badge("ada", &json!({ "number": "A1" }));
    body["schemas"] = json!(["urn:ietf:params:scim:schemas:core:2.0:User", BADGE]);
    scim.post("/Users", &body).await.expect(400);
    declare(&daemon, "schema", &badge(), &["--extends", "User"]);
    scim.post("/Users", &body).await.expect(201);
    body["userName"] = json!("bob@example.com");
    body["emails"] = json!([{ "value": "bob@example.com" }]);
    body[BADGE] = json!({ "number": "B1", "colour": "red" });
    let refused = scim.post("/Users", &body).await.expect(400).json();
    assert!(
        refused["detail"].as_str().unwrap().contains("colour"),
        "{refused}"
    );
}

#[tokio::test]
async fn what_one_tenant_declares_another_does_not_have() {
    let daemon = start();
    devices(&daemon);
    declare(&daemon, "schema", &badge(), &["--extends", "User"]);
    let made = daemon.client();
    let id = made
        .post("/Devices", &json!({ "schemas": [DEVICE], "serial": "S-1" }))
        .await
        .expect(201)
        .id();
    daemon.cli(&["tenant", "create", "Other"]);
    let token = &daemon.cli(&["token", "create", "Other", "Entra ID"])[0];
    let other = made.with_authorization(Some(&format!(
        "Bearer {}",
        token["token"].as_str().unwrap()
    )));
    for path in [
        "/Devices".to_owned(),
        format!("/Devices/{id}"),
        format!("/Schemas/{BADGE}"),
    ] {
        other.get(&path).await.expect(404);
    }
    assert_eq!(other.get("/ResourceTypes").await.json()["totalResults"], 2);
    let body = with_badge("ada", &json!({ "number": "A1" }));
    assert_eq!(
        other
            .post("/Users", &body)
            .await
            .expect(201)
            .json()
            .get(BADGE),
        None
    );
}

#[tokio::test]
async fn declarations_and_their_resources_outlast_a_crash() {
    let daemon = start();
    devices(&daemon);
    let id = daemon
        .client()
        .post("/Devices", &json!({ "schemas": [DEVICE], "serial": "S-1" }))
        .await
        .expect(201)
        .id();
    let daemon = daemon.kill_and_restart();
    let scim = daemon.client();
    assert_eq!(
        scim.get(&format!("/Devices/{id}")).await.expect(200).json()["serial"],
        "S-1"
    );
    scim.post("/Devices", &json!({ "schemas": [DEVICE], "serial": "S-1" }))
        .await
        .expect(409);
}

#[tokio::test]
async fn a_bad_document_is_refused_in_words_and_changes_nothing() {
    let daemon = start();
    let mut document = badge();
    document["attributes"][1]["type"] = json!("int");
    let (code, _, words) = try_declare(&daemon, "schema", &document, &["--extends", "User"]);
    assert_eq!(code, Some(1));
    assert!(
        words.contains("/attributes/1/type") && words.contains("integer"),
        "{words}"
    );
    let (code, _, words) = try_declare(&daemon, "schema", &badge(), &["--extends", "Person"]);
    assert!(code == Some(1) && words.contains("Person"), "{words}");
    daemon
        .client()
        .post("/Users", &user("ada"))
        .await
        .expect(201);
    let (code, _, words) = try_declare(
        &daemon,
        "schema",
        &badge(),
        &["--extends", "User", "--required"],
    );
    assert!(code == Some(1) && words.contains("required"), "{words}");
    assert!(daemon.cli(&["schema", "list", &daemon.tenant]).is_empty());
}
