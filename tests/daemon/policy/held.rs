//! Too many removals at once, and the way back.

use std::env;

use serde_json::{Value, json};
use simulate::{Persona, Plan, Report, Unwatched};
use testkit::Process;

use super::{in_state, people, set, state};
use crate::{activity, start};

/// I1, I2, D17: a wipe removes at most a tenth, the directory sees no error, and one command makes
/// the state what it was. `ROSTERD_WIPED_PEOPLE` sets how many the directory has.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_wipe_is_held_and_undone() {
    let people = env::var("ROSTERD_WIPED_PEOPLE");
    let people: u32 = people.map_or(300, |text| text.parse().expect("a number"));
    let daemon = start();
    let tenant = daemon.tenant.clone();
    // Some come and go in the everyday of a directory: they are not to be held.
    set(&daemon, &["grace_days=0", "hold_percent=100"]);
    let mut plan = Plan::new(&daemon.base_url, &daemon.token);
    (plan.users, plan.groups) = (people, 3);
    play(&plan).await;
    set(&daemon, &["hold_percent=10"]);
    daemon.fault("clock-offset", &(2 * 24 * 60 * 60).to_string());
    let (gone, before) = (in_state(&daemon, "removed"), state(&daemon));
    assert_eq!(before["members"], people);

    let token = daemon.cli(&["token", "create", &tenant, "Wiped"]).remove(0);
    token["token"].as_str().unwrap().clone_into(&mut plan.token);
    plan.wipe = true;
    let wipe = play(&plan).await;
    assert_eq!((wipe.total.deleted, wipe.objections), (people.into(), 0));
    let tenth = people / 10;
    let held = people - tenth;
    let after = state(&daemon);
    assert_eq!(
        (&after["members"], &after["held"], &after["open_hold"]),
        (&json!(held), &json!(held), &json!(1))
    );
    assert_eq!(in_state(&daemon, "removed") - gone, tenth as usize);
    let listed = daemon.client().get("/Users?count=0").await;
    let listed = listed.expect(200).json();
    assert_eq!(listed["totalResults"], 0, "the directory sees what it did");
    assert_hold(&daemon, "open", held);

    let dry = ["undo", &tenant, "--token", "Wiped", "--dry-run"];
    assert_eq!(daemon.cli(&dry).remove(0)["restored"], people);
    assert_eq!(state(&daemon)["held"], held);
    let undone = daemon.cli(&dry[..4]).remove(0);
    assert_eq!(
        (&undone["restored"], &undone["refused"]),
        (&json!(people), &json!([]))
    );
    let after = state(&daemon);
    assert_eq!(after["hash"], before["hash"], "as if nothing had happened");
    assert_eq!(
        (&after["held"], &after["open_hold"]),
        (&json!(0), &Value::Null)
    );
    assert_hold(&daemon, "undone", 0);
    let (code, _, words) = daemon.try_cli(&["hold", "approve", &tenant, "1"]);
    assert_eq!(code, Some(1));
    assert!(words.contains("closed"), "{words}");
}

async fn play(plan: &Plan) -> Report {
    let played = simulate::play(Persona::Entra, plan, &Unwatched).await;
    played.expect("no objection")
}

/// The only hold.
#[track_caller]
fn assert_hold(daemon: &Process, state: &str, members: u32) {
    let holds = daemon.cli(&["hold", "list", &daemon.tenant]);
    assert_eq!(holds.len(), 1);
    assert_eq!(
        (&holds[0]["state"], &holds[0]["members"]),
        (&json!(state), &json!(members))
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
