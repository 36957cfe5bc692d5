//! What a tenant can choose where directories differ: each switch both ways.

use serde_json::{Value, json};
use testkit::Process;

use crate::{activity, group, member, start, user};

const NOBODY: &str = "0190b7a4-7f3e-7cc1-8f6e-1a2b3c4d5e6f";

fn set(daemon: &Process, switch: &str, word: &str) -> Value {
    daemon.cli(&["tenant", "set", &daemon.tenant, switch, word])[0].clone()
}

fn last_entry(daemon: &Process) -> Value {
    activity(daemon, &daemon.tenant).pop().unwrap()
}

#[test]
fn switches_are_shown_set_at_birth_and_told_in_the_activity_log() {
    // The flag, the field, and the words with the default first.
    for (flag, field, words) in SWITCHES {
        let daemon = start();
        let shown = daemon.cli(&["tenant", "show", &daemon.tenant]).remove(0);
        assert_eq!(shown[field], words[0], "{field}");
        let born = daemon.cli(&["tenant", "create", "Born", flag, words[1]]);
        assert_eq!(born[0][field], words[1]);
        assert_eq!(set(&daemon, flag, words[1])[field], words[1]);
        let entry = last_entry(&daemon);
        let expected = json!({ field: { "from": words[0], "to": words[1] } });
        assert_eq!(entry["changes"], expected);

        let wrong = ["tenant", "set", &daemon.tenant, flag, "maybe"];
        let (code, _, errors) = daemon.try_cli(&wrong);
        assert_eq!(code, Some(2));
        for word in words {
            assert!(errors.contains(word), "{errors}");
        }
    }
}

const SWITCHES: [(&str, &str, [&str; 2]); 3] = [
    ("--group-names", "group_names", ["unique", "shared"]),
    ("--replace", "replace", ["clear", "keep"]),
    ("--unknown-members", "unknown_members", ["report", "fail"]),
];

#[tokio::test]
async fn an_unknown_member_is_reported_or_fails() {
    let daemon = start();
    let scim = daemon.client();
    let ada = scim.post("/Users", &user("ada")).await.expect(201).id();
    let made = scim.post("/Groups", &group("Staff", &[&ada, NOBODY])).await;
    let made = made.expect(201);
    assert_eq!(made.json()["members"].as_array().unwrap().len(), 1);
    let noted = last_entry(&daemon)["notes"][0].clone();
    let expected = json!({ "tolerance": "unknown-member", "subject": NOBODY });
    assert_eq!(noted, expected);

    set(&daemon, "--unknown-members", "fail");
    let path = format!("/Groups/{}", made.id());
    let add = json!([{ "op": "add", "path": "members", "value": [{ "value": NOBODY }] }]);
    for answer in [
        scim.post("/Groups", &group("Pupils", &[&ada, NOBODY]))
            .await,
        scim.put(&path, &group("Staff", &[NOBODY])).await,
        scim.patch(&path, &add).await,
    ] {
        let refused = answer.expect(400).json();
        assert_eq!(refused["scimType"], "invalidValue");
        assert!(refused["detail"].as_str().unwrap().contains(NOBODY));
    }
    assert_eq!(last_entry(&daemon)["result"], "failed");
    let kept = scim.get(&path).await.expect(200).json();
    assert_eq!(kept["members"][0]["value"], json!(ada));

    set(&daemon, "--unknown-members", "report");
    scim.patch(&path, &add).await.expect(204);
}

#[tokio::test]
async fn group_names_are_unique_or_shared() {
    let daemon = start();
    let scim = daemon.client();
    let first = scim.post("/Groups", &group("Staff", &[])).await.expect(201);
    let refused = scim.post("/Groups", &group("STAFF", &[])).await.expect(409);
    assert_eq!(refused.json()["scimType"], "uniqueness");

    set(&daemon, "--group-names", "shared");
    let second = scim.post("/Groups", &group("STAFF", &[])).await.expect(201);
    let both = scim
        .get("/Groups?filter=displayName%20eq%20%22staff%22")
        .await;
    let both = both.expect(200).json();
    assert_eq!(both["totalResults"], 2);
    let ids = [0, 1].map(|place| both["Resources"][place]["id"].as_str().unwrap().to_owned());
    assert_eq!(ids, [first.id(), second.id()], "by age");

    let answer = set(&daemon, "--group-names", "unique");
    let remark = answer["remarks"][0].as_str().unwrap();
    assert!(remark.contains("keep it"), "{remark}");
    let path = format!("/Groups/{}", second.id());
    let same = group("STAFF", &[]);
    scim.put(&path, &same).await.expect(200);
    scim.post("/Groups", &same).await.expect(409);
    scim.delete(&path).await.expect(204);
    assert_eq!(
        set(&daemon, "--group-names", "unique")["remarks"],
        Value::Null
    );
}

#[tokio::test]
async fn a_put_clears_or_keeps_what_it_is_silent_on() {
    let daemon = start();
    let scim = daemon.client();
    let mut whole = user("ada");
    whole["title"] = json!("T");
    whole["active"] = json!(false);
    let ada = scim.post("/Users", &whole).await.expect(201);
    let path = format!("/Users/{}", ada.id());
    let silent = json!({
        "schemas": whole["schemas"],
        "userName": whole["userName"],
        "displayName": null,
    });

    set(&daemon, "--replace", "keep");
    let kept = scim.put(&path, &silent).await.expect(200).json();
    for name in ["externalId", "name", "emails", "active", "title"] {
        assert_eq!(kept[name], whole[name], "{name}");
    }
    assert_eq!(kept["displayName"], Value::Null);

    set(&daemon, "--replace", "clear");
    let cleared = scim.put(&path, &silent).await.expect(200).json();
    for name in ["externalId", "name", "emails", "title"] {
        assert_eq!(cleared[name], Value::Null, "{name}");
    }
    assert_eq!(cleared["active"], false, "nobody gets access by silence");

    let mut staff = group("Staff", &[&ada.id()]);
    staff["externalId"] = json!("7");
    let path = format!(
        "/Groups/{}",
        scim.post("/Groups", &staff).await.expect(201).id()
    );
    let silent = json!({ "schemas": staff["schemas"], "displayName": "Team" });
    for (word, external_id) in [("keep", json!("7")), ("clear", Value::Null)] {
        set(&daemon, "--replace", word);
        let put = scim.put(&path, &silent).await.expect(200).json();
        assert_eq!(put["externalId"], external_id, "{word}");
        assert_eq!(put["members"][0]["value"], json!(ada.id()), "{word}");
    }
}

#[tokio::test]
async fn only_a_word_of_the_directorys_gives_or_takes_access() {
    let daemon = start();
    let scim = daemon.client();
    for (replace, strict) in [("clear", "false"), ("keep", "false"), ("clear", "true")] {
        set(&daemon, "--replace", replace);
        set(&daemon, "--strict", strict);
        let made = scim
            .post("/Users", &user(&format!("ada-{replace}-{strict}")))
            .await;
        let made = made.expect(201);
        let path = format!("/Users/{}", made.id());
        for active in [false, true] {
            let said = json!([{ "op": "replace", "path": "active", "value": active }]);
            scim.patch(&path, &said).await.expect(200);
            for silent in [
                json!({ "op": "replace", "path": "active", "value": null }),
                json!({ "op": "replace", "value": { "active": null } }),
            ] {
                let answer = scim.patch(&path, &json!([silent])).await;
                assert_ne!(answer.status, 500);
                agrees(&daemon, &path, active, &silent).await;
            }
            let mut body = made.json();
            body["active"] = Value::Null;
            scim.put(&path, &body).await.expect(200);
            agrees(&daemon, &path, active, &body).await;
            body.as_object_mut().unwrap().remove("active");
            scim.put(&path, &body).await.expect(200);
            agrees(&daemon, &path, active, &body).await;
            if strict == "false" {
                body["active"] = json!("");
                scim.put(&path, &body).await.expect(200);
                agrees(&daemon, &path, active, &body).await;
            }
        }
    }
}

#[tokio::test]
async fn access_outlasts_the_attribute_that_gave_or_took_it() {
    let daemon = start();
    let scim = daemon.client();
    for active in [false, true] {
        let mut ada = user(&format!("ada-{active}"));
        ada["active"] = json!(active);
        let made = scim.post("/Users", &ada).await.expect(201);
        let path = format!("/Users/{}", made.id());
        let address = ada["emails"][0]["value"].as_str().unwrap().to_owned();
        let remove = json!([{ "op": "remove", "path": "active" }]);
        let removed = scim.patch(&path, &remove).await.expect(200).json();
        assert_eq!(
            removed["active"],
            Value::Null,
            "removed (RFC 7644 §3.5.2.2)"
        );
        for replace in ["clear", "keep"] {
            set(&daemon, "--replace", replace);
            let mut body = removed.clone();
            body["title"] = json!(replace);
            let put = scim.put(&path, &body).await.expect(200).json();
            assert_eq!(put["active"], Value::Null, "{replace}: no default");
            let member = member(&daemon, &daemon.tenant, &address);
            assert_eq!(member["may_sign_in"], active, "{replace}");
        }
        let said = json!([{ "op": "add", "path": "active", "value": !active }]);
        scim.patch(&path, &said).await.expect(200);
        agrees(&daemon, &path, !active, &said).await;
    }
}

/// What is answered, what filters find and whether the member may sign in.
async fn agrees(daemon: &Process, path: &str, active: bool, after: &Value) {
    let scim = daemon.client();
    let shown = scim.get(path).await.expect(200).json();
    assert_eq!(shown["active"], active, "{after}");
    let filter = format!(
        "userName%20eq%20%22{}%22",
        shown["userName"].as_str().unwrap()
    );
    let found = scim
        .get(&format!(
            "/Users?filter={filter}%20and%20active%20eq%20{active}"
        ))
        .await
        .json();
    assert_eq!(found["totalResults"], 1, "{after}");
    let address = shown["emails"][0]["value"].as_str().unwrap();
    let member = member(daemon, &daemon.tenant, address);
    assert_eq!(member["may_sign_in"], active, "{after}");
}

#[tokio::test]
async fn the_schema_says_whether_group_names_are_unique() {
    let daemon = start();
    let scim = daemon.client();
    let stranger = scim.with_authorization(None);
    let uniqueness = async |scim: &testkit::Client| {
        let urn = "urn:ietf:params:scim:schemas:core:2.0:Group";
        let schema = scim
            .get(&format!("/Schemas/{urn}"))
            .await
            .expect(200)
            .json();
        let all = scim.get("/Schemas").await.expect(200).json();
        let listed = all["Resources"].as_array().unwrap().iter();
        assert_eq!(listed.filter(|listed| **listed == schema).count(), 1);
        let name = &schema["attributes"][0];
        assert_eq!(name["name"], "displayName");
        name["uniqueness"].as_str().unwrap().to_owned()
    };
    assert_eq!(uniqueness(&scim).await, "server");
    assert_eq!(uniqueness(&stranger).await, "none");
    daemon.cli(&["tenant", "set", &daemon.tenant, "--group-names", "shared"]);
    assert_eq!(uniqueness(&scim).await, "none");
}
