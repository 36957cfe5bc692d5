//! Members: what becomes of a person, over days (the clock is moved by an injected offset).

use serde_json::json;

use crate::{activity, group, member, start, user};

const DAY: i64 = 24 * 60 * 60;

#[tokio::test]
async fn a_deleted_person_is_removed_when_the_grace_period_ends_and_not_before() {
    let daemon = start();
    let scim = daemon.client();
    daemon.cli(&["tenant", "set", &daemon.tenant, "--grace-days", "7"]);
    let id = scim.post("/Users", &user("ada")).await.expect(201).id();
    let before = member(&daemon, &daemon.tenant, "ada@example.com");
    assert_eq!(before["state"], "active");
    scim.delete(&format!("/Users/{id}")).await.expect(204);
    let pending = member(&daemon, &daemon.tenant, "ada@example.com");
    assert_eq!(pending["state"], "pending");
    assert_eq!(
        pending["may_sign_in"], true,
        "access stays until the period ends"
    );

    daemon.fault("clock-offset", &(7 * DAY - 120).to_string());
    tokio::time::sleep(std::time::Duration::from_secs(2)).await;
    assert_eq!(
        member(&daemon, &daemon.tenant, "ada@example.com")["state"],
        "pending"
    );

    daemon.fault("clock-offset", &(7 * DAY + 60).to_string());
    let mut state = json!(null);
    for _ in 0..600 {
        state = member(&daemon, &daemon.tenant, "ada@example.com")["state"].clone();
        if state == "removed" {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    assert_eq!(state, "removed", "at most a minute late");
    let log = activity(&daemon, &daemon.tenant);
    let removal = log
        .iter()
        .find(|entry| entry["events"].to_string().contains("member.removed"));
    assert_eq!(
        removal.expect("an entry of the removal")["source"]["kind"],
        "timer"
    );
}

#[tokio::test]
async fn zero_days_remove_in_the_same_commit() {
    let daemon = start();
    let scim = daemon.client();
    daemon.cli(&["tenant", "set", &daemon.tenant, "--grace-days", "0"]);
    let id = scim.post("/Users", &user("ada")).await.expect(201).id();
    scim.delete(&format!("/Users/{id}")).await.expect(204);
    assert_eq!(
        member(&daemon, &daemon.tenant, "ada@example.com")["state"],
        "removed"
    );
}

#[tokio::test]
async fn who_returns_is_the_same_member_with_a_new_record() {
    let daemon = start();
    let scim = daemon.client();
    for (days, back_from) in [("7", "pending"), ("0", "removed")] {
        daemon.cli(&["tenant", "set", &daemon.tenant, "--grace-days", days]);
        let name = format!("ada{days}");
        let email = format!("{name}@example.com");
        let first = scim.post("/Users", &user(&name)).await.expect(201).id();
        let before = member(&daemon, &daemon.tenant, &email);
        scim.delete(&format!("/Users/{first}")).await.expect(204);
        assert_eq!(member(&daemon, &daemon.tenant, &email)["state"], back_from);
        let second = scim.post("/Users", &user(&name)).await.expect(201).id();
        assert_ne!(first, second, "ids are never used again");
        scim.get(&format!("/Users/{first}")).await.expect(404);
        let entry = activity(&daemon, &daemon.tenant).pop().unwrap();
        assert_eq!(entry["operation"], "restore", "{entry}");
        let after = member(&daemon, &daemon.tenant, &email);
        assert_eq!(after["id"], before["id"]);
        assert_eq!(after["state"], "active");
    }
}

#[tokio::test]
async fn a_deactivated_person_is_out_and_keeps_everything() {
    let daemon = start();
    let scim = daemon.client();
    let id = scim.post("/Users", &user("ada")).await.expect(201).id();
    let staff = scim
        .post("/Groups", &group("Staff", &[&id]))
        .await
        .expect(201)
        .id();
    let path = format!("/Users/{id}");
    let off = json!([{ "op": "Replace", "path": "active", "value": "False" }]);
    let answer = scim.patch(&path, &off).await.expect(200).json();
    assert_eq!(answer["active"], false);
    let blocked = member(&daemon, &daemon.tenant, "ada@example.com");
    assert_eq!(blocked["state"], "deactivated");
    assert_eq!(blocked["may_sign_in"], false);
    let members = scim.get(&format!("/Groups/{staff}")).await.json()["members"].clone();
    assert_eq!(members[0]["value"], id.as_str());
    let found = scim
        .get("/Users?filter=userName%20eq%20%22ada@example.com%22")
        .await
        .json();
    assert_eq!(found["totalResults"], 1, "inactive people are found");

    scim.patch(
        &path,
        &json!([{ "op": "replace", "value": { "active": true } }]),
    )
    .await
    .expect(200);
    let back = member(&daemon, &daemon.tenant, "ada@example.com");
    assert_eq!(
        (back["state"].clone(), &back["id"]),
        (json!("active"), &blocked["id"])
    );
}

#[tokio::test]
async fn a_member_whom_the_app_had_is_linked_not_doubled() {
    let daemon = start();
    let scim = daemon.client();
    let added = &daemon.cli(&["member", "add", &daemon.tenant, "ada@example.com"])[0];
    assert_eq!(added["state"], "unmanaged");
    assert_eq!(
        scim.get("/Users").await.json()["totalResults"],
        0,
        "not the directory's business"
    );
    scim.post("/Users", &user("ada")).await.expect(201);
    let linked = member(&daemon, &daemon.tenant, "ada@example.com");
    assert_eq!(linked["id"], added["id"]);
    assert_eq!(linked["state"], "active");
}

#[tokio::test]
async fn without_single_sign_on_nobody_gets_in_and_everybody_gets_out() {
    let daemon = start();
    let scim = daemon.client();
    let ada = scim.post("/Users", &user("ada")).await.expect(201).id();
    let ben = scim.post("/Users", &user("ben")).await.expect(201).id();
    daemon.cli(&["tenant", "set", &daemon.tenant, "--sso", "none"]);
    let refused = scim.post("/Users", &user("cora")).await.expect(403).json();
    assert!(
        refused["detail"]
            .as_str()
            .unwrap()
            .contains("single sign-on"),
        "{refused}"
    );
    let off = json!([{ "op": "replace", "value": { "active": false } }]);
    scim.patch(&format!("/Users/{ada}"), &off).await.expect(200);
    let on = json!([{ "op": "replace", "value": { "active": true } }]);
    scim.patch(&format!("/Users/{ada}"), &on).await.expect(403);
    scim.delete(&format!("/Users/{ben}")).await.expect(204);
    scim.get(&format!("/Users/{ada}")).await.expect(200);
    assert_eq!(
        member(&daemon, &daemon.tenant, "ada@example.com")["state"],
        "deactivated"
    );
}

#[test]
fn the_grace_period_is_a_whole_number_from_0_to_90() {
    let daemon = start();
    for wrong in ["-1", "91", "1.5", "", "soon"] {
        let flag = format!("--grace-days={wrong}");
        let (code, _, words) = daemon.try_cli(&["tenant", "set", &daemon.tenant, &flag]);
        assert_eq!(code, Some(1), "{wrong:?}");
        assert!(words.contains("90"), "{words}");
    }
    for right in ["0", "90"] {
        let set = &daemon.cli(&["tenant", "set", &daemon.tenant, "--grace-days", right])[0];
        assert_eq!(set["grace_days"].to_string(), right);
    }
}

#[tokio::test]
async fn every_operation_is_in_the_log_once_and_without_gaps() {
    let daemon = start();
    let scim = daemon.client();
    let id = scim.post("/Users", &user("ada")).await.expect(201).id();
    let path = format!("/Users/{id}");
    let renamed = json!([{ "op": "replace", "path": "displayName", "value": "Countess" }]);
    scim.patch(&path, &renamed).await.expect(200);
    let off = json!([{ "op": "replace", "path": "active", "value": false }]);
    scim.patch(&path, &off).await.expect(200);
    scim.post("/Groups", &group("Staff", &[])).await.expect(201);
    scim.post("/Users", &user("ada")).await.expect(409);
    scim.delete(&path).await.expect(204);
    let log = activity(&daemon, &daemon.tenant);
    let numbers: Vec<_> = log
        .iter()
        .map(|entry| entry["seq"].as_u64().unwrap())
        .collect();
    let expected: Vec<_> = (1..=numbers.len() as u64).collect();
    assert_eq!(numbers, expected);
    let words: Vec<_> = log
        .iter()
        .map(|entry| {
            (
                entry["operation"].as_str().unwrap(),
                entry["result"].as_str().unwrap(),
            )
        })
        .collect();
    let pushed = &words[words.len() - 6..];
    assert_eq!(
        pushed,
        [
            ("create", "succeeded"),
            ("update", "succeeded"),
            ("deactivate", "succeeded"),
            ("group_create", "succeeded"),
            ("create", "failed"),
            ("remove", "succeeded"),
        ]
    );
    let created = &log[log.len() - 6];
    assert_eq!(created["who"]["name"], "ada", "as she was called then");
    let last = log.last().unwrap();
    assert_eq!(last["who"]["name"], "Countess");
    assert_eq!(last["who"]["email"], "ada@example.com");
    assert_eq!(last["source"]["name"], "Demo");
}
