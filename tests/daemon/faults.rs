//! What breaks must break alone: a panicking handler, a store that hangs, a client that goes away.

use std::time::Duration;

use serde_json::json;
use testkit::Client;

use crate::{start, user};

#[tokio::test]
async fn a_panic_costs_its_one_request() {
    let daemon = start();
    let scim = daemon.client();
    let other_tenant = &daemon.cli(&["tenant", "create", "Other", "--sso", "oidc"])[0];
    let other_token = &daemon.cli(&[
        "token",
        "create",
        other_tenant["id"].as_str().unwrap(),
        "Okta",
    ])[0];
    let other = Client::new(&daemon.base_url, other_token["token"].as_str().unwrap());

    for (round, fault) in ["panic-http", "panic-directory"].into_iter().enumerate() {
        daemon.fault(fault, "");
        let broken = scim
            .post("/Users", &user(&format!("lost{round}")))
            .await
            .expect(500);
        assert_eq!(broken.json()["status"], "500", "{fault}");
        scim.post("/Users", &user(&format!("next{round}")))
            .await
            .expect(201);
        other
            .post("/Users", &user(&format!("other{round}")))
            .await
            .expect(201);
    }
    let names = scim.get("/Users").await.json().to_string();
    assert!(!names.contains("lost"), "{names}");
}

#[tokio::test]
async fn a_directory_actor_that_dies_is_replaced() {
    let daemon = start();
    let scim = daemon.client();
    scim.post("/Users", &user("before")).await.expect(201);
    daemon.fault("kill-directory", "");
    let lost = scim.post("/Users", &user("lost")).await;
    assert!(lost.status.is_server_error(), "{}", lost.status);
    let mut answered = 0;
    for _ in 0..100 {
        let answer = scim.post("/Users", &user("after")).await;
        answered = answer.status.as_u16();
        if answered == 201 {
            break;
        }
        assert_eq!(answered, 503, "only busy while it restarts");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert_eq!(answered, 201);
}

#[tokio::test]
async fn with_the_store_stuck_the_answer_is_503_and_memory_stays_flat() {
    let daemon = start();
    let scim = daemon.client();
    scim.post("/Users", &user("before")).await.expect(201);
    daemon.fault("stall-commit", "");
    let push = |n: usize| {
        let scim = scim.clone();
        tokio::spawn(async move {
            let body = user(&format!("person{n}")).to_string();
            let wait = scim.try_send(http::Method::POST, "/Users", &[], Some(body));
            tokio::time::timeout(Duration::from_secs(3), wait)
                .await
                .ok()
                .flatten()
        })
    };
    let wave = async |from: usize| {
        let pushes: Vec<_> = (from..from + 2_000).map(push).collect();
        let mut busy = 0;
        for push in pushes {
            if let Some(answer) = push.await.unwrap() {
                assert_eq!(answer.status.as_u16(), 503);
                let wait: u32 = answer.header("retry-after").unwrap().parse().unwrap();
                assert!((1..=30).contains(&wait));
                busy += 1;
            }
        }
        busy
    };
    assert!(wave(0).await > 0, "what does not fit is refused at once");
    let settled = daemon.resident_kib();
    for round in 1..5 {
        wave(round * 2_000).await;
    }
    let grown = daemon.resident_kib().saturating_sub(settled);
    assert!(
        grown < 32 * 1024,
        "{grown} KiB more after 8,000 refused writes"
    );
    // Reads do not wait for writes.
    scim.get("/Users?filter=userName%20eq%20%22before@example.com%22")
        .await
        .expect(200);

    daemon.heal("stall-commit");
    let mut last = 0;
    for _ in 0..100 {
        last = scim.post("/Users", &user("after")).await.status.as_u16();
        if last == 201 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    assert_eq!(last, 201, "it comes back by itself");
}

#[tokio::test]
async fn an_unknown_outcome_is_said_and_the_store_comes_back() {
    let daemon = start();
    let scim = daemon.client();
    daemon.fault("fail-commit", "");
    let unknown = scim.post("/Users", &user("ada")).await;
    assert!(unknown.status.is_server_error(), "{}", unknown.status);
    daemon.heal("fail-commit");
    let mut last = 0;
    for _ in 0..100 {
        last = scim.post("/Users", &user("ben")).await.status.as_u16();
        if last == 201 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    assert_eq!(last, 201);
    let off = json!([{ "op": "replace", "value": { "displayName": "Ben" } }]);
    let found = scim
        .get("/Users?filter=userName%20eq%20%22ben@example.com%22")
        .await
        .json();
    let id = found["Resources"][0]["id"].as_str().unwrap().to_owned();
    scim.patch(&format!("/Users/{id}"), &off).await.expect(200);
}

#[tokio::test(flavor = "multi_thread")]
async fn status_is_not_well_while_the_store_is_stuck() {
    let daemon = start();
    let (well, ..) = daemon.try_cli(&["status"]);
    assert_eq!(well, Some(0));
    daemon.fault("stall-commit", "");
    let scim = daemon.client();
    let waiting = tokio::spawn(async move { scim.post("/Users", &user("ada")).await });

    let mut status = json!(null);
    let mut code = Some(0);
    for _ in 0..100 {
        let (now, mut lines, _) = daemon.try_cli(&["status"]);
        (code, status) = (now, lines.remove(0));
        if code != Some(0) {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert_eq!(code, Some(1), "{status}");
    assert_eq!(
        status["problems"],
        json!(["the store does not answer: writes wait"])
    );
    assert_eq!(status["store"]["answers"], false);

    daemon.heal("stall-commit");
    waiting.await.unwrap().expect(201);
    let (well, lines, _) = daemon.try_cli(&["status"]);
    assert_eq!(well, Some(0), "{lines:?}");
}

#[tokio::test]
async fn while_the_store_is_opened_again_every_call_is_asked_to_come_back() {
    let daemon = start();
    let scim = daemon.client();
    let id = scim.post("/Users", &user("ada")).await.expect(201).id();
    let ada = format!("/Users/{id}");
    daemon.fault("stall-reopen", "");
    daemon.fault("fail-commit", "");
    scim.post("/Users", &user("ben")).await.expect(504);
    let off = json!([{ "op": "replace", "path": "active", "value": false }]);
    let body = json!({}).to_string();
    for answer in [
        scim.get(&ada).await,
        scim.get("/Users").await,
        scim.post("/Users", &user("cyd")).await,
        scim.patch(&ada, &off).await,
        scim.delete(&ada).await,
        scim.send(http::Method::POST, "/Bulk", &[], Some(body))
            .await,
    ] {
        let answer = answer.expect(503);
        let wait: u32 = answer.header("retry-after").unwrap().parse().unwrap();
        assert!((1..=30).contains(&wait));
    }
    let (code, _, words) = daemon.try_cli(&["tenant", "list"]);
    assert_eq!(code, Some(1));
    assert!(words.contains("Try again"), "{words}");

    daemon.heal("fail-commit");
    daemon.heal("stall-reopen");
    let mut last = 503;
    for _ in 0..100 {
        last = scim.get(&ada).await.status.as_u16();
        if last != 503 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert_eq!(last, 200, "reads are back with the store");
}
