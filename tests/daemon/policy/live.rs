//! Recorded and not acted upon: automatic create and remove off, a pause, observing.

use serde_json::json;
use testkit::Process;

use super::{in_state, people, set, set_active, state};
use crate::{activity, start, user};

/// R60, D2: off, the directory is recorded; on, it is applied, and the plan says so before.
#[tokio::test]
async fn automatic_create_and_remove_is_switched_off_and_on() {
    let daemon = start();
    let scim = daemon.client();
    let ids = people(&scim, 3).await;
    set(&daemon, &["auto_manage=false"]);
    let new = scim.post("/Users", &user("new")).await.expect(201).id();
    scim.get(&format!("/Users/{new}")).await.expect(200);
    let entry = activity(&daemon, &daemon.tenant).pop().unwrap();
    assert_eq!(
        entry["reason"],
        "recorded, not applied: automatic create and remove is off"
    );
    scim.delete(&format!("/Users/{}", ids[0])).await.expect(204);
    set_active(&scim, &ids[1], false).await;
    assert_eq!(
        (
            in_state(&daemon, "active"),
            in_state(&daemon, "deactivated")
        ),
        (2, 1)
    );

    let dry = set(&daemon, &["auto_manage=true", "--dry-run"]);
    let counts = &dry["plan"]["counts"];
    assert_eq!(counts["member.created"], 1, "{dry}");
    assert_eq!(counts["member.removal_scheduled"], 1, "{dry}");
    let done = set(&daemon, &["auto_manage=true"]);
    assert_eq!(
        done["plan"]["hash"], dry["plan"]["hash"],
        "what was shown is done"
    );
    assert_eq!(
        (in_state(&daemon, "active"), in_state(&daemon, "pending")),
        (2, 1)
    );
}

/// D21: in a pause only loss of access is immediate; the end of it brings the rest.
#[tokio::test]
async fn a_pause_ends_with_all_that_was_recorded() {
    let daemon = start();
    let scim = daemon.client();
    let ids = people(&scim, 2).await;
    set(&daemon, &["mode=paused"]);
    set_active(&scim, &ids[0], false).await;
    assert_eq!(in_state(&daemon, "deactivated"), 1, "blocked now");
    scim.post("/Users", &user("new")).await.expect(201);
    let rename = json!([{ "op": "replace", "path": "displayName", "value": "Renamed" }]);
    let path = format!("/Users/{}", ids[1]);
    let shown = scim.patch(&path, &rename).await.expect(200).json();
    assert_eq!(
        shown["displayName"], "Renamed",
        "the directory sees what it said"
    );
    assert_eq!(state(&daemon)["members"], 2);
    scim.delete(&path).await.expect(204);
    let pending = daemon.cli(&["pending", "list", &daemon.tenant]).remove(0);
    assert_eq!(pending["due"], json!(null), "its time stands still");
    set(&daemon, &["mode=live"]);
    assert_eq!(state(&daemon)["members"], 3);
    let pending = daemon.cli(&["pending", "list", &daemon.tenant]).remove(0);
    assert!(pending["due"].is_string());
}

/// I4: a directory that is only observed goes live with exactly the plan that was looked at.
#[tokio::test]
async fn an_observed_directory_goes_live_with_its_plan() {
    let daemon = start();
    let scim = daemon.client();
    daemon.cli(&["member", "add", &daemon.tenant, "p000@example.com"]);
    set(&daemon, &["mode=observing"]);
    people(&scim, 3).await;
    assert_eq!(state(&daemon)["members"], 1, "nothing but recorded");
    let (code, _, words) = daemon.try_cli(&["setting", "set", &daemon.tenant, "mode=live"]);
    assert_eq!(code, Some(1));
    assert!(words.contains("plan"), "{words}");

    let plan = show(&daemon);
    assert_eq!(plan["counts"]["member.created"], 2, "{plan}");
    assert_eq!(plan["counts"]["member.linked"], 1, "{plan}");
    let stale = plan["hash"].as_str().unwrap().to_owned();
    scim.post("/Users", &user("late")).await.expect(201);
    let (code, _, _) = daemon.try_cli(&["plan", "apply", &daemon.tenant, &stale]);
    assert_eq!(code, Some(1), "it is another plan now");
    assert_eq!(state(&daemon)["members"], 1);

    let plan = show(&daemon);
    let hash = plan["hash"].as_str().unwrap();
    let done = daemon
        .cli(&["plan", "apply", &daemon.tenant, hash])
        .remove(0);
    assert_eq!(done["settings"]["mode"], "live");
    assert_eq!(done["plan"]["counts"], plan["counts"]);
    assert_eq!(state(&daemon)["members"], 4);
    assert_eq!(show(&daemon)["total"], 0, "nothing is left to do");
}

fn show(daemon: &Process) -> serde_json::Value {
    daemon.cli(&["plan", "show", &daemon.tenant]).remove(0)
}

/// D20: the members stay, whatever becomes of the connection.
#[tokio::test]
async fn a_connection_ends_and_the_members_stay() {
    let daemon = start();
    let scim = daemon.client();
    let ids = people(&scim, 4).await;
    set_active(&scim, &ids[0], false).await;
    scim.delete(&format!("/Users/{}", ids[1])).await.expect(204);
    let body = crate::group("Staff", &[&ids[2], &ids[3]]);
    scim.post("/Groups", &body).await.expect(201);
    let (code, _, words) = daemon.try_cli(&["tenant", "disconnect", &daemon.tenant]);
    assert_eq!(code, Some(1), "{words}");
    let after = daemon
        .cli(&["tenant", "disconnect", &daemon.tenant, "--confirm"])
        .remove(0);
    assert_eq!(
        (&after["members"], &after["managed"]),
        (&json!(4), &json!(0))
    );
    assert_eq!((&after["seats"], &after["pending"]), (&json!(3), &json!(0)));
    assert_eq!(
        (
            in_state(&daemon, "unmanaged"),
            in_state(&daemon, "deactivated")
        ),
        (3, 1)
    );
    scim.get("/Users").await.expect(401);
    let token = daemon
        .cli(&["token", "create", &daemon.tenant, "again"])
        .remove(0);
    let bearer = format!("Bearer {}", token["token"].as_str().unwrap());
    let again = scim.with_authorization(Some(&bearer));
    let found = again.get("/Users?count=0").await.expect(200).json();
    assert_eq!(found["totalResults"], 0);
    again.post("/Users", &user("p001")).await.expect(201);
    assert_eq!(
        state(&daemon)["members"],
        4,
        "a new connection finds them again"
    );
}
