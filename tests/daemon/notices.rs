//! What admins should know, out of the activity log (D24).

use serde_json::{Value, json};
use testkit::Process;

use crate::{admin, start, user};

/// Those of a type, newest first.
fn of(daemon: &Process, event: &str) -> Vec<Value> {
    let notices = daemon.cli(&["notices", &daemon.tenant]);
    let mut found = notices;
    found.retain(|notice| notice["event"] == event);
    found
}

fn says(notice: &Value) -> &str {
    assert!(!notice["advice"].as_str().unwrap().is_empty(), "{notice}");
    notice["says"].as_str().unwrap()
}

/// Within half a minute: refused sign-ins and uses are written a little later.
async fn eventually(daemon: &Process, event: &str) -> Value {
    for _ in 0..300 {
        if let Some(notice) = of(daemon, event).pop() {
            return notice;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    panic!("no notice of {event}");
}

fn new_token(daemon: &Process, name: &str) -> (String, String) {
    let made = daemon
        .cli(&["token", "create", &daemon.tenant, name])
        .remove(0);
    let text = |key: &str| made[key].as_str().unwrap().to_owned();
    (text("id"), text("token"))
}

#[tokio::test]
async fn tokens_that_are_made_used_revoked_and_used_still_are_told() {
    let daemon = start();
    let (id, secret) = new_token(&daemon, "Entra ID");
    let client = daemon.client().with_authorization(Some(&secret));
    client.get("/Users").await.expect(200);
    let used = eventually(&daemon, "token.first_used").await;
    assert!(says(&used).contains("'Entra ID'"), "{used}");
    daemon.cli(&["token", "revoke", &daemon.tenant, &id]);
    for _ in 0..3 {
        client.get("/Users").await.expect(401);
    }
    let still = eventually(&daemon, "token.revoked_used").await;
    assert!(says(&still).contains("'Entra ID' is still used"), "{still}");
    for event in ["token.created", "token.revoked"] {
        let told = of(&daemon, event);
        assert!(says(&told[0]).contains("'Entra ID' was"), "{told:?}");
    }
    let notices = daemon.cli(&["notices", &daemon.tenant]);
    let numbers: Vec<_> = notices.iter().map(|one| one["entry"].as_u64()).collect();
    assert!(numbers.is_sorted_by(|one, next| one > next), "newest first");
    assert_eq!(of(&daemon, "token.revoked_used").len(), 1);

    let path = format!("/v1/tenants/{}/notices?limit=1", daemon.tenant);
    let (status, page) = admin(&daemon, "GET", &path, &Value::Null);
    assert_eq!(status, 200);
    assert_eq!(page["items"][0], notices[0]);
}

#[tokio::test]
async fn the_first_failure_of_a_kind_is_told_and_its_repetitions_are_not() {
    let daemon = start();
    let scim = daemon.client();
    scim.post("/Users", &user("ada")).await.expect(201);
    scim.get("/Users/nobody").await.expect(404);
    assert_eq!(of(&daemon, "sync.failed").len(), 0, "a look is no failure");
    for n in 0..3 {
        scim.post("/Users", &user("ada")).await.expect(409);
        scim.post("/Users", &user(&format!("p{n}")))
            .await
            .expect(201);
    }
    let told = of(&daemon, "sync.failed");
    assert_eq!(
        told.len(),
        1,
        "a success of another person is no end of it: {told:?}"
    );
    assert!(says(&told[0]).contains("(create)"), "{told:?}");
    let nameless = json!({ "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"] });
    scim.post("/Users", &nameless).await.expect(400);
    assert_eq!(of(&daemon, "sync.failed").len(), 2, "another kind");

    let hour = 60 * 60;
    daemon.fault("clock-offset", &(24 * hour).to_string());
    scim.post("/Users", &user("ada")).await.expect(409);
    assert_eq!(of(&daemon, "sync.failed").len(), 2, "it goes on");
    daemon.fault("clock-offset", &(73 * hour).to_string());
    scim.post("/Users", &user("ada")).await.expect(409);
    assert_eq!(of(&daemon, "sync.failed").len(), 3, "it has come back");
    let failed = daemon.cli(&["activity", &daemon.tenant, "--result", "failed"]);
    let events = failed.iter().filter(|entry| entry["events"].is_array());
    assert_eq!(events.count(), 3, "in the entries themselves: {failed:?}");
}

#[tokio::test]
async fn a_hold_is_told_once_and_a_protected_member_by_name() {
    let daemon = start();
    let scim = daemon.client();
    let mut ids = Vec::new();
    for n in 0..9 {
        ids.push(
            scim.post("/Users", &user(&format!("p{n}")))
                .await
                .expect(201)
                .id(),
        );
    }
    let tenant = daemon.tenant.as_str();
    daemon.cli(&["member", "protect", tenant, "p8@example.com"]);
    for id in &ids {
        scim.delete(&format!("/Users/{id}")).await.expect(204);
    }
    let raised = of(&daemon, "hold.raised");
    assert_eq!(raised.len(), 1, "{raised:?}");
    assert!(says(&raised[0]).contains("removals wait"));
    let held = of(&daemon, "member.removal_held");
    assert_eq!(held.len(), 1, "only the protected one: {held:?}");
    assert!(says(&held[0]).contains("p8@example.com"), "{held:?}");
}
