//! What the app is told: the feed, the snapshot that it begins with, receipts, and the replay.

use std::{collections::BTreeMap, io::Read as _, time::Duration};

use serde_json::{Value, json};
use simulate::{Persona, Plan, Unwatched};
use testkit::Process;

use crate::{admin, group, member, start, user};

mod consumer;

use consumer::Fold;

/// All events of a tenant, in pages of so many.
pub(crate) fn events_of(daemon: &Process, tenant: &str, limit: usize) -> Vec<Value> {
    let mut events = Vec::new();
    let mut after = String::from("0");
    loop {
        let path = format!("/v1/events?tenant={tenant}&after={after}&limit={limit}");
        let feed = get(daemon, &path);
        events.extend(feed["items"].as_array().unwrap().clone());
        feed["next"].as_str().unwrap().clone_into(&mut after);
        if feed["more"] == false {
            return events;
        }
    }
}

fn get(daemon: &Process, path: &str) -> Value {
    let (status, body) = admin(daemon, "GET", path, &Value::Null);
    assert_eq!(status, 200, "{path}: {body}");
    body
}

fn kinds(events: &[Value]) -> Vec<&str> {
    events
        .iter()
        .map(|event| event["type"].as_str().unwrap())
        .collect()
}

/// A directory of a few people, some of whom leave, are mapped and come back.
async fn busy(daemon: &Process) -> Vec<String> {
    let scim = daemon.client();
    let tenant = daemon.tenant.as_str();
    let rows = json!({ "rows": [{ "name": "Staff", "user_group": "editors" }] });
    let path = format!("/v1/tenants/{tenant}/mappings");
    assert_eq!(admin(daemon, "PUT", &path, &rows).0, 200);
    let mut ids = Vec::new();
    for name in ["ada", "bob", "cleo", "dora"] {
        ids.push(scim.post("/Users", &user(name)).await.expect(201).id());
    }
    let staff = group("Staff", &[&ids[0], &ids[1]]);
    scim.post("/Groups", &staff).await.expect(201);
    let off = json!([{ "op": "replace", "path": "active", "value": false }]);
    scim.patch(&format!("/Users/{}", ids[0]), &off)
        .await
        .expect(200);
    scim.delete(&format!("/Users/{}", ids[1])).await.expect(204);
    scim.post("/Users", &user("bob")).await.expect(201);
    scim.delete(&format!("/Users/{}", ids[2])).await.expect(204);
    ids
}

#[tokio::test]
async fn events_are_numbered_without_gaps_and_tell_of_members_as_they_were() {
    let daemon = start();
    let ids = busy(&daemon).await;
    let tenant = daemon.tenant.clone();
    let events = events_of(&daemon, &tenant, 3);
    let seqs: Vec<u64> = events
        .iter()
        .map(|one| one["seq"].as_u64().unwrap())
        .collect();
    assert_eq!(seqs, (1..=seqs.len() as u64).collect::<Vec<_>>());
    assert_eq!(
        events,
        events_of(&daemon, &tenant, 1_000),
        "the same each time"
    );

    let ada: Vec<&Value> = events
        .iter()
        .filter(|event| event["data"]["user"] == ids[0].as_str())
        .collect();
    let told: Vec<_> = ada
        .iter()
        .map(|event| {
            let data = &event["data"];
            (
                event["type"].as_str().unwrap(),
                data["state"].as_str().unwrap(),
                data["may_sign_in"].as_bool().unwrap(),
                data["user_group"].as_str(),
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            ("member.created", "active", true, None),
            ("role.changed", "active", true, Some("editors")),
            ("member.deactivated", "deactivated", false, Some("editors")),
        ]
    );
    let created = ada[0];
    assert_eq!(created["tenant"], tenant.as_str());
    assert_eq!(created["member_id"], created["data"]["id"]);
    assert_eq!(created["data"]["email"], "ada@example.com");
    assert_eq!(created["schema"], 1);
    assert_eq!(created["cause"]["source"], "token");
    let tokens = daemon.cli(&["token", "list", &tenant]);
    assert_eq!(created["cause"]["token_id"], tokens[0]["id"]);
    let id = created["id"].as_str().unwrap();
    assert!(
        id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_'),
        "{id}"
    );
    // The entry in the log is that of the same call.
    let entry = created["cause"]["entry"].as_u64().unwrap();
    let entries = crate::activity(&daemon, &tenant);
    let entry = entries.iter().find(|one| one["seq"] == entry).unwrap();
    assert_eq!(entry["request_id"], created["cause"]["request_id"]);
    let off = ada[2];
    assert_eq!(
        off["changes"]["active"],
        json!({ "from": true, "to": false })
    );
}

#[tokio::test]
async fn types_and_places_are_chosen_and_wrong_ones_are_refused() {
    let daemon = start();
    busy(&daemon).await;
    let tenant = daemon.tenant.as_str();
    let of = format!("/v1/events?tenant={tenant}");
    let removals = get(
        &daemon,
        &format!("{of}&types=member.removal_scheduled,member.deactivated"),
    );
    assert_eq!(
        kinds(removals["items"].as_array().unwrap()),
        [
            "member.deactivated",
            "member.removal_scheduled",
            "member.removal_scheduled"
        ]
    );
    let all = events_of(&daemon, tenant, 1_000).len();
    assert_eq!(removals["next"], all.to_string());
    let latest = get(&daemon, &format!("{of}&after=latest"));
    assert_eq!(latest["items"], json!([]));
    assert_eq!(latest["next"], all.to_string());
    for (query, status, kind) in [
        (format!("{of}&after=x"), 400, "/problems/invalid-query"),
        (
            format!("{of}&after={}", all + 1),
            410,
            "/problems/cursor-expired",
        ),
        (format!("{of}&wait=31"), 400, "/problems/invalid-query"),
        (format!("{of}&order=desc"), 400, "/problems/invalid-query"),
        (
            "/v1/events?after=c99".to_owned(),
            410,
            "/problems/cursor-expired",
        ),
        (
            "/v1/events?after=7".to_owned(),
            400,
            "/problems/invalid-query",
        ),
        (
            "/v1/events?tenant=nobody".to_owned(),
            404,
            "/problems/no-such-tenant",
        ),
    ] {
        let (got, problem) = admin(&daemon, "GET", &query, &Value::Null);
        assert_eq!((got, &problem["type"]), (status, &json!(kind)), "{query}");
    }
}

#[tokio::test]
async fn who_waits_is_answered_by_the_next_event() {
    let daemon = start();
    let tenant = daemon.tenant.clone();
    let after = get(&daemon, &format!("/v1/events?tenant={tenant}&after=latest"));
    let after = after["next"].as_str().unwrap().to_owned();
    let none = get(
        &daemon,
        &format!("/v1/events?tenant={tenant}&after={after}&wait=1"),
    );
    assert_eq!((&none["items"], &none["more"]), (&json!([]), &json!(false)));
    let socket = daemon.socket.clone();
    let path = format!("/v1/events?tenant={tenant}&after={after}&wait=30");
    let waiting = tokio::task::spawn_blocking(move || consumer::ask(&socket, &path));
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert!(!waiting.is_finished(), "there is nothing to tell yet");
    daemon
        .client()
        .post("/Users", &user("ada"))
        .await
        .expect(201);
    let heard = tokio::time::timeout(Duration::from_secs(20), waiting).await;
    let heard = heard.expect("long before the wait is over").unwrap();
    assert_eq!(
        kinds(heard["items"].as_array().unwrap()),
        ["member.created"]
    );
}

#[tokio::test]
async fn who_waits_does_not_hold_up_the_end_of_the_daemon() {
    let mut daemon = start();
    let (socket, tenant) = (daemon.socket.clone(), daemon.tenant.clone());
    let path = format!("/v1/events?tenant={tenant}&after=latest&wait=30");
    let waiting = tokio::task::spawn_blocking(move || consumer::ask(&socket, &path));
    tokio::time::sleep(Duration::from_millis(200)).await;
    daemon.signal("TERM");
    let heard = tokio::time::timeout(Duration::from_secs(15), waiting).await;
    assert_eq!(
        heard.expect("the daemon leaves").unwrap()["items"],
        json!([])
    );
    assert_eq!(daemon.wait(), Some(0));
}

#[tokio::test]
async fn however_many_wait_the_operator_is_answered() {
    let daemon = start();
    let path = format!("/v1/events?tenant={}&after=latest&wait=30", daemon.tenant);
    let mut waiting = Vec::new();
    // Who is refused is answered at once.
    let refused = loop {
        let mut call = consumer::begin(&daemon.socket, &path);
        call.set_read_timeout(Some(Duration::from_millis(10)))
            .unwrap();
        let mut answer = [0; 12];
        if call.read_exact(&mut answer).is_ok() {
            break String::from_utf8(answer.to_vec()).unwrap();
        }
        waiting.push(call);
        assert!(waiting.len() < 250, "everybody waits");
    };
    assert_eq!(refused, "HTTP/1.1 503");
    assert!(waiting.len() >= 192, "{}", waiting.len());
    assert_eq!(admin(&daemon, "GET", "/v1/status", &Value::Null).0, 200);
    let tokens = daemon.cli(&["token", "list", &daemon.tenant]);
    let id = tokens[0]["id"].as_str().unwrap();
    daemon.cli(&["token", "revoke", &daemon.tenant, id]);
    // Whoever asks without waiting needs no such place.
    let now = get(&daemon, &path.replace("wait=30", "wait=0"));
    assert_eq!(now["more"], false);
    drop(waiting);
}

#[tokio::test]
async fn without_a_place_the_feed_begins_with_the_first_event_that_is_kept() {
    let daemon = start();
    let tenant = daemon.tenant.clone();
    for path in [
        format!("/v1/events?tenant={tenant}"),
        "/v1/events".to_owned(),
    ] {
        assert_eq!(get(&daemon, &path)["items"][0]["seq"], 1, "{path}");
    }
    // A place beyond all numbers is as wrong as any other.
    for after in ["c18446744073709551615", "c18446744073709551615-7"] {
        let path = format!("/v1/events?after={after}");
        assert_eq!(admin(&daemon, "GET", &path, &Value::Null).0, 410, "{after}");
    }
    daemon
        .client()
        .post("/Users", &user("ada"))
        .await
        .expect(201);
    daemon.fault("clock-offset", &(182 * 24 * 60 * 60).to_string());
    daemon
        .client()
        .post("/Users", &user("bob"))
        .await
        .expect(201);
    let path = format!("/v1/events?tenant={tenant}");
    for _ in 0..600 {
        if get(&daemon, &path)["items"][0]["seq"] != 1 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let kept = get(&daemon, &path);
    let first = kept["items"][0]["seq"].as_u64().unwrap();
    assert!(first > 1, "{kept}");
    assert_eq!(daemon.cli(&["event", "receipts", &tenant]).len(), 0);
    let listed = daemon.cli(&["event", "list", "--tenant", &tenant]);
    assert_eq!(listed[0]["seq"], first);
}

#[tokio::test]
async fn the_feed_of_all_tenants_has_each_tenants_events_in_order() {
    let daemon = start();
    busy(&daemon).await;
    let other = daemon.cli(&["tenant", "create", "other"]).remove(0);
    let other = other["id"].as_str().unwrap().to_owned();
    for name in ["eve", "finn"] {
        let body = json!({ "email": format!("{name}@example.com") });
        let path = format!("/v1/tenants/{other}/members");
        assert_eq!(admin(&daemon, "POST", &path, &body).0, 201);
    }
    let mut by_tenant: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    let mut path = "/v1/events?limit=2".to_owned();
    loop {
        let feed = get(&daemon, &path);
        for event in feed["items"].as_array().unwrap() {
            let tenant = event["tenant"].as_str().unwrap().to_owned();
            by_tenant.entry(tenant).or_default().push(event.clone());
        }
        if feed["more"] == false {
            break;
        }
        path = format!(
            "/v1/events?limit=2&after={}",
            feed["next"].as_str().unwrap()
        );
    }
    for tenant in [daemon.tenant.clone(), other] {
        assert_eq!(by_tenant[&tenant], events_of(&daemon, &tenant, 1_000));
        assert!(!by_tenant[&tenant].is_empty());
    }
    let end = get(&daemon, "/v1/events?after=latest");
    assert_eq!(end["items"], json!([]));
}

#[tokio::test]
async fn the_fold_of_all_events_is_the_snapshot_and_may_begin_with_any() {
    let daemon = start();
    let tenant = daemon.tenant.clone();
    busy(&daemon).await;
    let early = get(&daemon, &format!("/v1/tenants/{tenant}/snapshot"));
    daemon
        .client()
        .post("/Users", &user("gus"))
        .await
        .expect(201);
    daemon.cli(&["tenant", "set", &tenant, "--grace-days", "0", "--confirm"]);
    let hal = daemon
        .client()
        .post("/Users", &user("hal"))
        .await
        .expect(201)
        .id();
    daemon
        .client()
        .delete(&format!("/Users/{hal}"))
        .await
        .expect(204);

    let now = get(&daemon, &format!("/v1/tenants/{tenant}/snapshot"));
    let events = events_of(&daemon, &tenant, 7);
    assert_eq!(now["seq"], events.last().unwrap()["seq"]);
    let state = daemon.cli(&["state", &tenant]).remove(0);
    assert_eq!(now["hash"], state["hash"]);

    let mut fold = Fold::default();
    fold.apply_all(&events);
    assert_eq!(fold, Fold::of(&now));
    // At least once: all of them again, and in parts again.
    fold.apply_all(&events);
    assert_eq!(fold, Fold::of(&now));
    let mut from_snapshot = Fold::of(&early);
    from_snapshot.apply_all(&events);
    assert_eq!(from_snapshot, Fold::of(&now));
}

#[tokio::test]
async fn what_is_no_longer_kept_is_410_and_the_snapshot_goes_on() {
    let daemon = start();
    let tenant = daemon.tenant.clone();
    let scim = daemon.client();
    scim.post("/Users", &user("ada")).await.expect(201);
    daemon.fault("clock-offset", &(182 * 24 * 60 * 60).to_string());
    scim.post("/Users", &user("bob")).await.expect(201);
    let mut answer = (200, Value::Null);
    for _ in 0..600 {
        let path = format!("/v1/events?tenant={tenant}&after=0");
        answer = admin(&daemon, "GET", &path, &Value::Null);
        if answer.0 == 410 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    assert_eq!(answer.0, 410);
    assert_eq!(answer.1["type"], "/problems/cursor-expired");
    let words = answer.1["detail"].as_str().unwrap();
    assert!(words.contains("snapshot"), "{words}");
    let snapshot = get(&daemon, &format!("/v1/tenants/{tenant}/snapshot"));
    assert_eq!(snapshot["members"].as_array().unwrap().len(), 2);
    let seq = snapshot["seq"].as_u64().unwrap();
    scim.post("/Users", &user("cleo")).await.expect(201);
    let feed = get(&daemon, &format!("/v1/events?tenant={tenant}&after={seq}"));
    assert_eq!(feed["items"][0]["seq"], seq + 1);
    // What is left still gives the members, but for the one who is older.
    let replayed = daemon.cli(&["activity", "replay", &tenant]).remove(0);
    assert_eq!(
        (&replayed["same"], &replayed["untold"]),
        (&json!(true), &json!(1))
    );
}

#[tokio::test]
async fn loss_of_access_has_a_receipt_that_the_app_closes() {
    let daemon = start();
    busy(&daemon).await;
    let tenant = daemon.tenant.clone();
    let receipts = || get(&daemon, &format!("/v1/tenants/{tenant}/receipts"));
    let open = receipts();
    let items = open["items"].as_array().unwrap();
    assert_eq!(
        kinds(items),
        [
            "member.deactivated",
            "member.removal_scheduled",
            "member.removal_scheduled"
        ]
    );
    assert!(items.iter().all(|one| one["acknowledged_at"].is_null()));
    assert!(items.iter().all(|one| one["cause"]["source"] == "token"));
    assert_eq!(open["p50_ms"], Value::Null);

    let events = events_of(&daemon, &tenant, 1_000);
    let second = items[1]["seq"].as_u64().unwrap();
    let ack = |seq: u64| {
        let path = format!("/v1/tenants/{tenant}/events/ack?seq={seq}");
        admin(&daemon, "PUT", &path, &Value::Null)
    };
    assert_eq!(ack(second), (200, json!({ "seq": second })));
    assert_eq!(
        ack(1),
        (200, json!({ "seq": second })),
        "it never goes back"
    );
    let (status, problem) = ack(events.len() as u64 + 1);
    assert_eq!(
        (status, &problem["type"]),
        (422, &json!("/problems/invalid"))
    );
    let some = receipts();
    let closed = |receipts: &Value| -> Vec<bool> {
        let items = receipts["items"].as_array().unwrap();
        items
            .iter()
            .map(|one| one["acknowledged_at"].is_string() && one["delivered_at"].is_string())
            .collect()
    };
    assert_eq!(closed(&some), [true, true, false]);
    assert_eq!(ack(events.len() as u64).0, 200);
    let all = receipts();
    assert_eq!(closed(&all), [true, true, true]);
    assert!(all["p50_ms"].as_i64().unwrap() <= all["p99_ms"].as_i64().unwrap());
    assert_eq!(daemon.cli(&["event", "receipts", &tenant]).len(), 3);
}

#[tokio::test]
async fn an_erased_person_is_told_of_by_id_alone() {
    let daemon = start();
    let tenant = daemon.tenant.clone();
    daemon.cli(&["tenant", "set", &tenant, "--grace-days", "0"]);
    let scim = daemon.client();
    let ada = scim.post("/Users", &user("ada")).await.expect(201).id();
    let id = member(&daemon, &tenant, "ada@example.com")["id"].clone();
    scim.delete(&format!("/Users/{ada}")).await.expect(204);
    daemon.cli(&["activity", "erase", &tenant, &ada, "--confirm"]);
    let events = Value::from(events_of(&daemon, &tenant, 100));
    assert!(!events.to_string().contains("ada@example.com"), "{events}");
    let events = events.as_array().unwrap();
    let of_ada = events.iter().filter(|one| one["member_id"] == id);
    assert_eq!(of_ada.clone().count(), 2);
    assert!(of_ada.clone().all(|one| one["data"].is_null()));
    let replayed = daemon.cli(&["activity", "replay", &tenant]).remove(0);
    assert_eq!(replayed["same"], true);
}

#[tokio::test]
async fn the_log_alone_gives_the_members() {
    let daemon = start();
    busy(&daemon).await;
    let tenant = daemon.tenant.clone();
    let mut plan = Plan::new(&daemon.base_url, &daemon.token);
    (plan.users, plan.groups) = (25, 4);
    for persona in [Persona::Entra, Persona::OktaOin, Persona::OneLogin] {
        simulate::play(persona, &plan, &Unwatched).await.unwrap();
    }
    let replayed = daemon.cli(&["activity", "replay", &tenant]).remove(0);
    assert_eq!(replayed["same"], true, "{replayed}");
    assert_eq!(replayed["first_entry"], 1);
    assert_eq!(replayed["rebuilt"], replayed["stored"]);
    let state = daemon.cli(&["state", &tenant]).remove(0);
    assert_eq!(replayed["stored"], state["hash"]);
    assert_eq!(replayed["members"], state["members"]);
    assert_eq!(replayed["untold"], 0);
}
