//! Thousands of removals that are due at once are worked off while everybody is served.
//!
//! `ROSTERD_DUE_REMOVALS` sets how many there are.

use std::{collections::BTreeSet, env, time::Instant};

use serde_json::{Value, json};
use testkit::Process;

use crate::{admin, isolation::second_tenant, many, start, user};

/// How often a request of each kind must be answered between the first removal and the last. There
/// is a commit of removals for every sixty-four, so that it is far more often.
const LEAST: usize = 10;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn removals_that_are_due_starve_nobody() {
    let count = env::var("ROSTERD_DUE_REMOVALS");
    let count: usize = count.map_or(5_000, |text| text.parse().expect("a number"));
    let daemon = start();
    let tenant = daemon.tenant.clone();
    daemon.cli(&["setting", "set", &tenant, "hold_percent=100"]);
    let scim = daemon.client();
    let stays = scim.post("/Users", &user("stays")).await.expect(201).id();
    let ids = many::users(&scim, count).await;
    many::delete(&scim, &ids).await;
    let other = second_tenant(&daemon);
    let theirs = other.post("/Users", &user("theirs")).await.expect(201).id();
    assert_eq!(waiting(&daemon), count);

    daemon.fault("clock-offset", &(8 * 24 * 60 * 60).to_string());
    let path = format!("/v1/tenants/{tenant}");
    assert_eq!(admin(&daemon, "PATCH", &path, &json!({})).0, 200);
    let begun = Instant::now();
    let mut served = 0;
    let mut left = BTreeSet::new();
    loop {
        let before = waiting(&daemon);
        left.insert(before);
        if before == 0 {
            break;
        }
        let title = json!([{ "op": "replace", "path": "title", "value": before.to_string() }]);
        scim.patch(&format!("/Users/{stays}"), &title)
            .await
            .expect(200);
        let body = scim
            .get(&format!("/Users/{stays}"))
            .await
            .expect(200)
            .json();
        assert_eq!(body["title"], before.to_string());
        other
            .patch(&format!("/Users/{theirs}"), &title)
            .await
            .expect(200);
        // Some were removed before these three, and some after.
        served += usize::from(before < count && waiting(&daemon) > 0);
    }
    println!(
        "{count} removals in {:.1?}; meanwhile {served} writes and as many reads of the tenant, and \
         as many writes of another",
        begun.elapsed()
    );
    assert!(served >= LEAST, "{served} times all three were answered");
    assert!(left.len() > LEAST, "the removals came in steps: {left:?}");
    let state = admin(&daemon, "GET", &format!("{path}/state"), &Value::Null).1;
    assert_eq!(
        (&state["members"], &state["pending"]),
        (&json!(1), &json!(0))
    );
    let verified = daemon.cli(&["activity", "verify", &tenant]).remove(0);
    assert_eq!(verified["whole"], true);
}

/// Who is still a member, but for the one who stays.
fn waiting(daemon: &Process) -> usize {
    let path = format!("/v1/tenants/{}", daemon.tenant);
    let (status, tenant) = admin(daemon, "GET", &path, &Value::Null);
    assert_eq!(status, 200, "{tenant}");
    let members: usize = tenant["members"].as_u64().unwrap().try_into().unwrap();
    members - 1
}
