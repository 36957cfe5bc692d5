//! Settings: taken, refused, shown, and what they do at once.

use serde_json::{Value, json};

use super::{in_state, people, set, set_active, state};
use crate::{activity, member, start, user};

/// R60, R61, R62, D3, D8, D18: each has a value, a meaning and a rule.
#[tokio::test]
async fn settings_are_listed_set_and_refused_by_name() {
    let daemon = start();
    let tenant = daemon.tenant.clone();
    let listed = daemon.cli(&["setting", "list", &tenant]);
    assert!(listed.len() >= 19);
    for setting in &listed {
        assert!(
            setting["meaning"].as_str().unwrap().ends_with('.'),
            "{setting}"
        );
    }
    for wrong in [
        "grace_days=-1",
        "grace_days=91",
        "grace_days=1.5",
        "grace_days=",
        "grace_days=seven",
        "retention_days=29",
        "hold_percent=101",
        "seat_limit=-1",
        "mode=off",
        "auto_manage=yes",
        "nothing=1",
    ] {
        let (code, _, words) = daemon.try_cli(&["setting", "set", &tenant, wrong]);
        assert_eq!(code, Some(1), "{wrong}");
        let name = wrong.split('=').next().unwrap();
        assert!(words.contains(name), "{wrong}: {words}");
    }
    let both = set(&daemon, &["grace_days=14", "seat_limit=9"]);
    assert_eq!(
        both["changes"]["grace_days"],
        json!({ "from": 7, "to": 14 })
    );
    let got = daemon
        .cli(&["setting", "get", &tenant, "seat_limit"])
        .remove(0);
    assert_eq!(got["value"], 9);
    let entry = activity(&daemon, &tenant).pop().unwrap();
    assert_eq!(entry["operation"], "tenant_change");
    assert_eq!(entry["changes"]["seat_limit"]["to"], 9);

    set(&daemon, &["auto_manage=false"]);
    let (code, _, words) = daemon.try_cli(&["setting", "set", &tenant, "grace_days=3"]);
    assert_eq!(code, Some(1), "not editable while it has no effect (R61)");
    assert!(words.contains("auto_manage"), "{words}");
}

/// The page of settings says of each what the daemon says.
#[test]
fn the_reference_has_every_setting() {
    let page = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/reference/settings.md");
    let page = std::fs::read_to_string(page).unwrap();
    for setting in &roster::tenant::setting::SETTINGS {
        let row = format!("| `{}` | {} |", setting.name, setting.meaning);
        assert!(page.contains(&row), "{row}");
    }
}

/// D4: a longer grace period protects those who wait, a shorter one asks first.
#[tokio::test]
async fn a_shorter_grace_period_names_who_would_go_and_asks() {
    let daemon = start();
    let scim = daemon.client();
    let id = people(&scim, 1).await.remove(0);
    scim.delete(&format!("/Users/{id}")).await.expect(204);
    let due = |daemon: &testkit::Process| {
        let pending = daemon.cli(&["pending", "list", &daemon.tenant]).remove(0);
        let at = |name: &str| pending[name].as_str().unwrap()[..10].to_owned();
        (at("waits_since"), at("due"))
    };
    let week = due(&daemon);
    set(&daemon, &["grace_days=30"]);
    assert_ne!(due(&daemon), week, "it moves at once");
    let (code, _, words) = daemon.try_cli(&["setting", "set", &daemon.tenant, "grace_days=0"]);
    assert_eq!(code, Some(1));
    assert!(
        words.contains("p000@example.com") && words.contains("onfirm"),
        "{words}"
    );
    assert_eq!(in_state(&daemon, "pending"), 1);
    let dry = set(&daemon, &["grace_days=0", "--dry-run"]);
    assert_eq!(dry["plan"]["counts"]["member.removed"], 1);
    assert_eq!(in_state(&daemon, "pending"), 1, "nothing was changed");
    set(&daemon, &["grace_days=0", "--confirm"]);
    for _ in 0..100 {
        if in_state(&daemon, "removed") == 1 {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("who was confirmed to go is still there");
}

/// R64, D3: access during the grace period, unless the tenant wants it otherwise.
#[tokio::test]
async fn whoever_waits_may_sign_in_or_not_as_the_tenant_says() {
    let daemon = start();
    let scim = daemon.client();
    let id = people(&scim, 1).await.remove(0);
    scim.delete(&format!("/Users/{id}")).await.expect(204);
    let sign_in = |daemon: &testkit::Process| {
        let (code, lines, _) =
            daemon.try_cli(&["member", "sign-in", &daemon.tenant, "p000@example.com"]);
        (code, lines[0]["reason"].clone())
    };
    assert_eq!(sign_in(&daemon), (Some(0), Value::Null));
    set(&daemon, &["block_sign_in_during_grace=true"]);
    assert_eq!(sign_in(&daemon), (Some(1), json!("leaving")));
    assert_eq!(in_state(&daemon, "pending"), 1, "still a member");
}

/// D8, R90: no more members with access than there are seats, and no fewer in a race.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_race_for_seats_has_as_many_winners_as_there_are_seats() {
    let daemon = start();
    let scim = daemon.client();
    set(&daemon, &["seat_limit=10"]);
    let mut creates = tokio::task::JoinSet::new();
    for n in 0..64 {
        let scim = scim.clone();
        creates.spawn(async move {
            let body = user(&format!("r{n:02}"));
            scim.post("/Users", &body).await.status
        });
    }
    let answers = creates.join_all().await;
    assert_eq!(answers.iter().filter(|status| **status == 201).count(), 10);
    assert_eq!(answers.iter().filter(|status| **status == 403).count(), 54);
    assert_eq!(state(&daemon)["seats"], 10);
    let refused = scim.post("/Users", &user("late")).await.expect(403).json();
    let detail = refused["detail"].as_str().unwrap();
    assert!(detail.contains("10 of 10"), "{detail}");
    let entry = activity(&daemon, &daemon.tenant).pop().unwrap();
    assert_eq!(entry["result"], "failed");
    assert_eq!(entry["events"][0]["type"], "seats.blocked");

    let found = scim.get("/Users?count=1").await.expect(200).json();
    let one = found["Resources"][0]["id"].as_str().unwrap().to_owned();
    set_active(&scim, &one, false).await;
    scim.post("/Users", &user("late")).await.expect(201);
    let operations = json!([{ "op": "replace", "path": "active", "value": true }]);
    let path = format!("/Users/{one}");
    scim.patch(&path, &operations).await.expect(403);
}

/// R14–R17, D6, D7: a closed gate refuses what gives access and nothing else, in words of its own.
#[tokio::test]
async fn a_closed_gate_refuses_what_gives_access_and_nothing_that_takes_it() {
    let daemon = start();
    let scim = daemon.client();
    let ids = people(&scim, 4).await;
    for (n, (close, open, word)) in [
        ("sso=none", "sso=oidc", "set up"),
        ("sso_active=false", "sso_active=true", "activate"),
        ("plan=false", "plan=true", "plan"),
    ]
    .into_iter()
    .enumerate()
    {
        set(&daemon, &[close]);
        let refused = scim.post("/Users", &user("new")).await.expect(403).json();
        let detail = refused["detail"].as_str().unwrap();
        assert!(detail.contains(word), "{close}: {detail}");
        scim.get("/Users").await.expect(200);
        let (id, address) = (&ids[n], format!("p00{n}@example.com"));
        set_active(&scim, id, false).await;
        assert_eq!(
            member(&daemon, &daemon.tenant, &address)["may_sign_in"],
            false
        );
        let operations = json!([{ "op": "replace", "path": "active", "value": true }]);
        let path = format!("/Users/{id}");
        scim.patch(&path, &operations).await.expect(403);
        let rename = json!([{ "op": "replace", "path": "displayName", "value": close }]);
        scim.patch(&path, &rename).await.expect(200);
        assert_eq!(
            member(&daemon, &daemon.tenant, &address)["display_name"],
            close
        );
        scim.delete(&path).await.expect(204);
        assert_eq!(
            member(&daemon, &daemon.tenant, &address)["state"],
            "pending"
        );
        set(&daemon, &[open]);
    }
    scim.post("/Users", &user("new")).await.expect(201);
}

/// D10: the directory's word on a protected member is recorded, held, and told.
#[tokio::test]
async fn a_protected_member_is_never_locked_out_by_the_directory() {
    let daemon = start();
    let scim = daemon.client();
    let id = people(&scim, 1).await.remove(0);
    let (tenant, owner) = (daemon.tenant.clone(), "p000@example.com");
    daemon.cli(&["member", "protect", &tenant, owner]);
    let shown = set_active(&scim, &id, false).await;
    assert_eq!(shown["active"], false, "recorded");
    let kept = member(&daemon, &tenant, owner);
    assert_eq!(
        (&kept["state"], &kept["may_sign_in"]),
        (&json!("active"), &json!(true))
    );
    let entry = activity(&daemon, &tenant).pop().unwrap();
    assert_eq!(entry["events"][0]["type"], "member.deactivation_held");
    scim.delete(&format!("/Users/{id}")).await.expect(204);
    assert_eq!(member(&daemon, &tenant, owner)["state"], "active");
    let protected = daemon.cli(&["member", "list", &tenant, "--protected", "true"]);
    assert_eq!(protected.len(), 1);
    let after = daemon
        .cli(&["member", "unprotect", &tenant, owner])
        .remove(0);
    assert_eq!(after["state"], "pending", "what was held is acted upon");
}

/// D1, R66: deactivation alone removes nobody, unless the tenant wants it.
#[tokio::test]
async fn the_long_deactivated_go_only_where_the_tenant_wants_it() {
    let daemon = start();
    let scim = daemon.client();
    let id = people(&scim, 1).await.remove(0);
    set_active(&scim, &id, false).await;
    daemon.fault("clock-offset", &(8 * 24 * 3600).to_string());
    tokio::time::sleep(std::time::Duration::from_secs(2)).await;
    assert_eq!(in_state(&daemon, "deactivated"), 1);
    let answer = set(&daemon, &["remove_deactivated=true"]);
    assert_eq!(answer["plan"]["counts"]["member.removed"], 1, "{answer}");
    let before = member(&daemon, &daemon.tenant, "p000@example.com")["id"].clone();
    for _ in 0..600 {
        if in_state(&daemon, "removed") == 1 {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    assert_eq!(in_state(&daemon, "removed"), 1, "at most a minute late");
    set_active(&scim, &id, true).await;
    let back = member(&daemon, &daemon.tenant, "p000@example.com");
    assert_eq!((&back["id"], &back["state"]), (&before, &json!("active")));
}
