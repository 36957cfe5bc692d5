//! Sixty-four at once for what there is little of: tokens, seats, names. As many get it as there is
//! of it, whoever comes first.
//!
//! `ROSTERD_RACE_TRIES` sets how many tries there are in each race.

use std::{env, fmt::Debug, sync::Arc};

use http::StatusCode;
use serde_json::{Value, json};
use testkit::{Client, Process};
use tokio::{sync::Barrier, task::JoinSet};

use crate::{admin, start, user};

const AT_ONCE: usize = 64;

/// How often to let them loose.
fn rounds() -> usize {
    let tries = env::var("ROSTERD_RACE_TRIES");
    let tries = tries.map_or(1_024, |text| text.parse().expect("a number"));
    usize::div_ceil(tries, AT_ONCE)
}

/// What each of them got, all begun at the same moment.
async fn at_once<T, F>(one: impl Fn(usize) -> F) -> Vec<T>
where
    T: Send + 'static,
    F: Future<Output = T> + Send + 'static,
{
    let barrier = Arc::new(Barrier::new(AT_ONCE));
    let mut racers = JoinSet::new();
    for number in 0..AT_ONCE {
        let (barrier, one) = (Arc::clone(&barrier), one(number));
        racers.spawn(async move {
            barrier.wait().await;
            one.await
        });
    }
    racers.join_all().await
}

#[track_caller]
fn assert_split<T: PartialEq + Debug>(outcomes: &[T], winners: usize, (won, lost): (T, T)) {
    let count = |wanted: &T| outcomes.iter().filter(|outcome| *outcome == wanted).count();
    assert_eq!(
        (count(&won), count(&lost)),
        (winners, AT_ONCE - winners),
        "{outcomes:?}"
    );
}

/// R45: five tokens, of which an admin makes sixty-four.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn there_are_never_more_than_five_tokens() {
    let daemon = Arc::new(start());
    let made = daemon.cli(&["tenant", "create", "Tokens", "--sso", "saml"]);
    let path = format!("/v1/tenants/{}/tokens", made[0]["id"].as_str().unwrap());
    for _ in 0..rounds() {
        let outcomes = at_once(|number| {
            let (daemon, path) = (Arc::clone(&daemon), path.clone());
            async move {
                let create = move || {
                    let body = json!({ "name": format!("Race {number}") });
                    admin(&daemon, "POST", &path, &body).0
                };
                tokio::task::spawn_blocking(create).await.unwrap()
            }
        })
        .await;
        assert_split(&outcomes, 5, (201, 409));
        let tokens = admin(&daemon, "GET", &path, &Value::Null).1;
        let tokens = tokens["items"].as_array().unwrap().iter();
        let active: Vec<_> = tokens.filter(|token| token["state"] == "active").collect();
        assert_eq!(active.len(), 5);
        for token in active {
            let one = format!("{path}/{}", token["id"].as_str().unwrap());
            assert_eq!(admin(&daemon, "DELETE", &one, &Value::Null).0, 200);
        }
    }
}

/// D8: ten seats, which sixty-four are to have.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_gets_a_seat_that_is_not_there() {
    let daemon = start();
    let scim = daemon.client();
    for round in 0..rounds() {
        let seats = 10 * (round + 1);
        set_seats(&daemon, seats);
        let outcomes = at_once(|number| {
            let scim = scim.clone();
            let body = user(&format!("r{round}-{number}"));
            async move { scim.post("/Users", &body).await.status }
        })
        .await;
        assert_split(&outcomes, 10, (StatusCode::CREATED, StatusCode::FORBIDDEN));
        let path = format!("/v1/tenants/{}/state", daemon.tenant);
        let state = admin(&daemon, "GET", &path, &Value::Null).1;
        assert_eq!(
            (&state["seats"], &state["members"]),
            (&json!(seats), &json!(seats))
        );
    }
}

fn set_seats(daemon: &Process, seats: usize) {
    let path = format!("/v1/tenants/{}/settings", daemon.tenant);
    let (status, answer) = admin(daemon, "PATCH", &path, &json!({ "seat_limit": seats }));
    assert_eq!(status, 200, "{answer}");
}

/// RFC 7643 §4.1.1: one name, in whatever case, that sixty-four are to have.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_name_is_given_once() {
    let daemon = start();
    let scim: Client = daemon.client();
    for round in 0..rounds() {
        let name = format!("twin{round}");
        let outcomes = at_once(|number| {
            let scim = scim.clone();
            let mut body = user(&format!("{name}-{number}"));
            let as_written = if number % 2 == 0 {
                name.clone()
            } else {
                name.to_uppercase()
            };
            body["userName"] = json!(as_written);
            async move { scim.post("/Users", &body).await.status }
        })
        .await;
        assert_split(&outcomes, 1, (StatusCode::CREATED, StatusCode::CONFLICT));
    }
    let all = scim.get("/Users?count=0").await.expect(200).json();
    assert_eq!(all["totalResults"], rounds());
}
