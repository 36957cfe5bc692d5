//! Every fault has a name (I3, R79–R86), and every difference a line (I5).

use serde_json::{Value, json};
use testkit::{Client, Process};

use super::{people, set, set_active};
use crate::{group, start, user};

fn why(daemon: &Process, who: &str) -> Value {
    daemon.cli(&["explain", &daemon.tenant, who]).remove(0)
}

#[track_caller]
fn assert_verdict(daemon: &Process, who: &str, verdict: &str) -> Value {
    let explained = why(daemon, who);
    assert_eq!(explained["verdict"], verdict, "{explained}");
    assert!(!explained["says"].as_str().unwrap().is_empty());
    explained
}

/// R82: nobody was sent, or nothing was ever sent.
#[tokio::test]
async fn who_was_never_sent_is_told_apart_from_a_directory_that_never_called() {
    let daemon = start();
    let scim = daemon.client();
    assert_verdict(&daemon, "ada@example.com", "never_connected");
    scim.get("/Users?count=1").await.expect(200);
    people(&scim, 1).await;
    let never = assert_verdict(&daemon, "ada@example.com", "never_received");
    assert!(
        never["says"]
            .as_str()
            .unwrap()
            .contains("never sent this person")
    );
    assert_verdict(&daemon, "p000@example.com", "with_access");
    assert_verdict(&daemon, "P000@Example.com", "with_access");
}

/// R14–R17, R82, D2, D8, D21, I4: what stands in the way of somebody who was sent.
#[tokio::test]
async fn what_stands_in_the_way_of_somebody_is_named() {
    let daemon = start();
    let scim = daemon.client();
    people(&scim, 1).await;
    for (n, (close, open, verdict, status)) in [
        (vec!["sso=none"], vec!["sso=saml"], "sso_missing", 403),
        (
            vec!["sso_active=false"],
            vec!["sso_active=true"],
            "sso_inactive",
            403,
        ),
        (vec!["plan=false"], vec!["plan=true"], "plan_lapsed", 403),
        (
            vec!["seat_limit=1"],
            vec!["seat_limit=null"],
            "seats_taken",
            403,
        ),
        (
            vec!["auto_manage=false"],
            vec!["auto_manage=true"],
            "not_automatic",
            201,
        ),
        (vec!["mode=paused"], vec!["mode=live"], "paused", 201),
        (vec!["mode=observing"], vec![], "observing", 201),
    ]
    .into_iter()
    .enumerate()
    {
        set(&daemon, &close);
        let name = format!("new{n}");
        scim.post("/Users", &user(&name)).await.expect(status);
        let explained = assert_verdict(&daemon, &format!("{name}@example.com"), verdict);
        if status == 403 {
            let failing = explained["steps"]
                .as_array()
                .unwrap()
                .last()
                .unwrap()
                .clone();
            assert_eq!(
                failing["entries"].as_array().unwrap().len(),
                1,
                "{explained}"
            );
        }
        if !open.is_empty() {
            set(&daemon, &open);
        }
    }
    let without = json!({ "userName": "nobody", "active": true });
    scim.post("/Users", &without).await.expect(201);
    assert_verdict(&daemon, "nobody", "no_address");
    let mut twin = user("twin");
    twin["userName"] = json!("p000@example.com");
    scim.post("/Users", &twin).await.expect(409);
    let refused = assert_verdict(&daemon, "twin@example.com", "refused");
    assert!(
        refused["says"].as_str().unwrap().contains("belongs to"),
        "{refused}"
    );
}

/// R84: gone, by whom, and what can still be done; R8: deactivated.
#[tokio::test]
async fn who_left_is_told_how() {
    let daemon = start();
    let scim = daemon.client();
    let ids = people(&scim, 4).await;
    set(&daemon, &["hold_percent=0", "hold_minimum=2"]);
    set_active(&scim, &ids[0], false).await;
    assert_verdict(&daemon, "p000@example.com", "deactivated");
    scim.delete(&format!("/Users/{}", ids[1])).await.expect(204);
    let pending = assert_verdict(&daemon, "p001@example.com", "pending");
    for words in ["Deleted at", "by Demo", "restore it"] {
        assert!(
            pending["says"].as_str().unwrap().contains(words),
            "{pending}"
        );
    }
    set(&daemon, &["grace_days=0", "--confirm"]);
    scim.delete(&format!("/Users/{}", ids[2])).await.expect(204);
    assert_verdict(&daemon, "p002@example.com", "removed");
    scim.delete(&format!("/Users/{}", ids[3])).await.expect(204);
    let held = assert_verdict(&daemon, "p003@example.com", "held");
    assert!(held["says"].as_str().unwrap().contains("hold 1"), "{held}");
    daemon.cli(&["member", "add", &daemon.tenant, "old@example.com"]);
    assert_verdict(&daemon, "old@example.com", "unmanaged");
    set(&daemon, &["only_provisioned_sign_in=true"]);
    assert_verdict(&daemon, "old@example.com", "not_provisioned");
}

/// R83: what becomes of a group, and why nothing does; each fault has a verdict.
#[tokio::test]
async fn what_is_made_of_a_group_is_told() {
    let daemon = start();
    let scim = daemon.client();
    let tenant = daemon.tenant.clone();
    set(&daemon, &["kind=business"]);
    let ids = people(&scim, 1).await;
    let rows = tempfile::NamedTempFile::new().unwrap();
    let table = json!({ "rows": [
        { "name": "Lab Staff", "user_group": "Editors" },
        { "name": "Visitors", "ignore": true },
    ] });
    std::fs::write(rows.path(), table.to_string()).unwrap();
    daemon.cli(&["mapping", "set", &tenant, rows.path().to_str().unwrap()]);
    let waits = assert_verdict(&daemon, "lab staff", "group_never_pushed");
    assert!(
        waits["says"]
            .as_str()
            .unwrap()
            .contains("nor is there any other")
    );

    let members = [ids[0].as_str()];
    for name in ["Lab-Staff", "Visitors", "Cooks"] {
        scim.post("/Groups", &group(name, &members))
            .await
            .expect(201);
    }
    assert_verdict(&daemon, "Lab Staff", "group_never_pushed");
    let near = assert_verdict(&daemon, "Lab-Staff", "group_not_mapped");
    assert!(near["says"].as_str().unwrap().contains("differs in blanks"));
    assert_verdict(&daemon, "Cooks", "group_not_mapped");
    assert_verdict(&daemon, "Visitors", "group_ignored");
    let staff = scim.post("/Groups", &group("Lab Staff", &members)).await;
    let staff = staff.expect(201).id();
    for who in ["lab staff", &staff] {
        let mapped = assert_verdict(&daemon, who, "group_mapped");
        assert_eq!(mapped["steps"][1]["entries"].as_array().unwrap().len(), 1);
        let says = mapped["says"].as_str().unwrap();
        assert!(
            says.contains("gives the user group Editors by row 1"),
            "{says}"
        );
    }
    let person = assert_verdict(&daemon, "p000@example.com", "with_access");
    let groups = person["steps"].as_array().unwrap().last().unwrap()["says"].clone();
    for words in [
        "by row 1",
        "row 1 (name Lab Staff) nearly",
        "Visitors is ignored",
    ] {
        assert!(groups.as_str().unwrap().contains(words), "{groups}");
    }
    set(&daemon, &["sso_active=false"]);
    assert_verdict(&daemon, "Lab Staff", "sso_inactive");
    let path = format!("/Groups/{staff}");
    scim.delete(&path).await.expect(204);
    let deleted = assert_verdict(&daemon, "Lab Staff", "group_deleted");
    assert!(deleted["says"].as_str().unwrap().contains("by Demo"));
    scim.delete(&path).await.expect(404);
    let refused = assert_verdict(&daemon, &staff, "refused");
    let told = refused["steps"][1]["says"].as_str().unwrap();
    assert!(told.contains("Deleted at"), "{refused}");
}

/// R85, R86: a directory that still uses a revoked token.
#[tokio::test]
async fn a_revoked_token_that_is_still_used_is_the_verdict() {
    let daemon = start();
    let scim = daemon.client();
    people(&scim, 1).await;
    let token = daemon.cli(&["token", "list", &daemon.tenant]).remove(0);
    let id = token["id"].as_str().unwrap().to_owned();
    daemon.cli(&["token", "revoke", &daemon.tenant, &id]);
    scim.post("/Users", &user("new")).await.expect(401);
    for _ in 0..100 {
        let explained = why(&daemon, "new@example.com");
        if explained["verdict"] == "revoked_token_in_use" {
            let name = token["name"].as_str().unwrap();
            assert!(
                explained["says"].as_str().unwrap().contains(name),
                "{explained}"
            );
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    panic!("{}", why(&daemon, "new@example.com"));
}

/// I5, N5: directory, membership, and the app's own list.
#[tokio::test]
async fn drift_is_told_from_all_three_sides() {
    let daemon = start();
    let scim: Client = daemon.client();
    let ids = people(&scim, 4).await;
    let drift = |daemon: &Process, app: &[&str]| {
        let mut arguments = vec!["drift", &daemon.tenant];
        arguments.extend(app);
        daemon.try_cli(&arguments)
    };
    let (code, lines, _) = drift(&daemon, &[]);
    assert_eq!((code, &lines[0]["total"]), (Some(0), &json!(0)));

    daemon.cli(&["member", "protect", &daemon.tenant, "p000@example.com"]);
    set_active(&scim, &ids[0], false).await;
    set(&daemon, &["auto_manage=false"]);
    scim.delete(&format!("/Users/{}", ids[1])).await.expect(204);
    scim.post("/Users", &user("new")).await.expect(201);
    daemon.cli(&["member", "add", &daemon.tenant, "old@example.com"]);
    set_active(&scim, &ids[2], false).await;
    let app = daemon.data().join("app.json");
    let members = json!({ "members": [
        { "email": "p000@example.com" },
        { "email": "P001@example.com" },
        { "email": "p002@example.com", "active": true },
        { "email": "stranger@example.com" },
    ] });
    std::fs::write(&app, members.to_string()).unwrap();
    let (code, lines, _) = drift(&daemon, &["--app", app.to_str().unwrap()]);
    assert_eq!(code, Some(1));
    let view = &lines[0];
    let emails = |list: &str| -> Vec<String> {
        let list = view[list].as_array().unwrap().iter();
        list.map(|one| one["email"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(emails("not_members"), ["new@example.com"]);
    assert_eq!(
        emails("not_applied"),
        ["p000@example.com", "p001@example.com"]
    );
    assert_eq!(emails("unmanaged"), ["old@example.com"]);
    assert_eq!(emails("only_in_app"), ["stranger@example.com"]);
    assert_eq!(
        emails("missing_in_app"),
        ["p003@example.com", "old@example.com"]
    );
    assert_eq!(emails("access_differs"), ["p002@example.com"]);
    assert_eq!(view["total"], 8);
}
