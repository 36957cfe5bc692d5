//! Too many removals at once, and the way back.

use serde_json::{Value, json};

use super::{in_state, people, set, state};
use crate::{activity, start};

/// I1, I2, D17: a wipe removes at most a tenth, the directory sees no error, and one command makes
/// the state what it was.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_wipe_is_held_and_undone() {
    let daemon = start();
    let scim = daemon.client();
    set(&daemon, &["grace_days=0"]);
    let ids = people(&scim, 200).await;
    let before = state(&daemon);
    for id in &ids {
        scim.delete(&format!("/Users/{id}")).await.expect(204);
    }
    let after = state(&daemon);
    assert_eq!(
        (&after["members"], &after["held"]),
        (&json!(180), &json!(180))
    );
    assert_eq!(in_state(&daemon, "removed"), 20);
    let listed = scim.get("/Users?count=0").await.expect(200).json();
    assert_eq!(listed["totalResults"], 0, "the directory sees what it did");

    let holds = daemon.cli(&["hold", "list", &daemon.tenant]);
    assert_eq!(holds.len(), 1);
    assert_eq!(
        (&holds[0]["state"], &holds[0]["members"]),
        (&json!("open"), &json!(180))
    );
    let dry = daemon.cli(&["undo", &daemon.tenant, "--dry-run"]).remove(0);
    assert_eq!(dry["restored"], 200);
    assert_eq!(state(&daemon)["held"], 180);
    let undone = daemon.cli(&["undo", &daemon.tenant]).remove(0);
    assert_eq!(
        (&undone["restored"], &undone["refused"]),
        (&json!(200), &json!([]))
    );
    assert_eq!(
        state(&daemon)["hash"],
        before["hash"],
        "as if nothing had happened"
    );
}

/// D17: an admin approves or discards a batch; each removal says what became of it.
#[tokio::test]
async fn a_hold_is_approved_or_discarded_as_a_batch() {
    let daemon = start();
    let scim = daemon.client();
    set(&daemon, &["grace_days=0", "hold_minimum=2"]);
    let ids = people(&scim, 9).await;
    for id in &ids[..4] {
        scim.delete(&format!("/Users/{id}")).await.expect(204);
    }
    assert_eq!(
        (in_state(&daemon, "removed"), in_state(&daemon, "held")),
        (2, 2)
    );
    let held = activity(&daemon, &daemon.tenant).pop().unwrap();
    assert_eq!(held["events"][0]["type"], "member.removal_held");
    assert_eq!(held["source"]["kind"], "token");
    let one = daemon
        .cli(&["hold", "discard", &daemon.tenant, "1"])
        .remove(0);
    assert_eq!(
        (&one["state"], &one["members"]),
        (&json!("discarded"), &json!(0))
    );
    assert_eq!(in_state(&daemon, "active"), 7);
    let (code, _, _) = daemon.try_cli(&["hold", "approve", &daemon.tenant, "1"]);
    assert_eq!(code, Some(1), "it was decided");

    scim.delete(&format!("/Users/{}", ids[4])).await.expect(204);
    assert_eq!(in_state(&daemon, "held"), 1);
    daemon.cli(&["hold", "approve", &daemon.tenant, "2"]);
    assert_eq!(
        (in_state(&daemon, "held"), in_state(&daemon, "removed")),
        (0, 3)
    );
    let (code, _, words) = daemon.try_cli(&["hold", "approve", &daemon.tenant, "7"]);
    assert_eq!(code, Some(1));
    assert!(words.contains("hold"), "{words}");
}

/// I2: by token, by time, by state, one by one.
#[tokio::test]
async fn undo_takes_what_is_meant() {
    let daemon = start();
    let scim = daemon.client();
    set(&daemon, &["hold_percent=100"]);
    let ids = people(&scim, 6).await;
    for id in &ids[..2] {
        scim.delete(&format!("/Users/{id}")).await.expect(204);
    }
    set(&daemon, &["grace_days=0", "--confirm"]);
    scim.delete(&format!("/Users/{}", ids[2])).await.expect(204);
    let undo = |arguments: &[&str]| -> Value {
        let mut all = vec!["undo", &daemon.tenant];
        all.extend(arguments);
        daemon.cli(&all).remove(0)["restored"].clone()
    };
    assert_eq!(undo(&["--token", "nobody", "--dry-run"]), 0);
    assert_eq!(undo(&["--token", "Demo", "--dry-run"]), 3);
    assert_eq!(undo(&["--until", "1h", "--dry-run"]), 0);
    assert_eq!(undo(&["--since", "1h", "--dry-run"]), 3);
    assert_eq!(undo(&["--state", "held"]), 0);
    let removed = in_state(&daemon, "removed");
    assert_eq!(undo(&["--state", "removed"]), removed);
    daemon.cli(&["undo", &daemon.tenant]);
    assert_eq!(in_state(&daemon, "active"), 6);
}
