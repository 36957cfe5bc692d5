//! What the provider can't do, and what is said then.

use std::{sync::atomic::Ordering, time::Duration};

use rosterd_http::provider::Failure;
use scim::ScimError;
use serde_json::{Value, json};
use settings::Limits;

use crate::{client::Server, directory::Trouble};

fn user() -> Value {
    json!({"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "z"})
}

#[tokio::test]
async fn each_failure_has_its_answer_and_is_not_recorded_twice() {
    let server = Server::new();
    for (failure, status, retry_after) in [
        (
            Failure::Scim(ScimError::new(403, "single sign-on is off")),
            403,
            "",
        ),
        (Failure::RateLimited { retry_after: 4 }, 429, "4"),
        (Failure::Busy { retry_after: 2 }, 503, "2"),
        (Failure::Unknown, 504, ""),
        (Failure::Broken, 500, ""),
    ] {
        *server.directory.next.lock().unwrap() = Some(Trouble::Fails(failure.clone()));
        let reply = server.ask("POST", "/scim/v2/Users", user()).await;
        assert_eq!(reply.status, status, "{failure:?}");
        assert_eq!(reply.json()["status"], status.to_string(), "{failure:?}");
        assert_eq!(reply.header("retry-after"), retry_after, "{failure:?}");
        assert_eq!(reply.header("content-type"), "application/scim+json");
    }
    assert!(server.directory.refused.lock().unwrap().is_empty());
}

#[tokio::test]
async fn a_panic_costs_its_one_request() {
    let server = Server::new();
    *server.directory.next.lock().unwrap() = Some(Trouble::Panics);
    let reply = server.ask("GET", "/scim/v2/Users", Value::Null).await;
    assert_eq!(
        (reply.status.as_u16(), &reply.json()["status"]),
        (500, &"500".into())
    );
    *server.directory.next.lock().unwrap() = None;
    assert_eq!(
        server
            .ask("GET", "/scim/v2/Users", Value::Null)
            .await
            .status,
        200
    );
}

#[tokio::test(start_paused = true)]
async fn a_late_read_may_be_repeated_and_a_late_write_is_unknown() {
    let server = Server::with(Limits {
        request: Duration::from_secs(3),
        ..Limits::default()
    });
    *server.directory.next.lock().unwrap() = Some(Trouble::NeverAnswers);
    let read = server.ask("GET", "/scim/v2/Users/1", Value::Null).await;
    assert_eq!(
        (read.status.as_u16(), read.header("retry-after")),
        (503, "1")
    );
    let write = server.ask("POST", "/scim/v2/Users", user()).await;
    assert_eq!(write.status, 504);
}

#[tokio::test]
async fn the_rate_limit_spares_removals_but_not_bad_requests() {
    let server = Server::new();
    let id = server.user("a").await;
    server.directory.exhausted.store(true, Ordering::Relaxed);
    let path = format!("/scim/v2/Users/{id}");
    for (method, path, body, status) in [
        ("GET", path.as_str(), Value::Null, 429),
        ("POST", "/scim/v2/Users", user(), 429),
        ("POST", "/scim/v2/Users", json!([]), 429),
        ("GET", "/scim/v2/Nothing", Value::Null, 429),
        ("DELETE", path.as_str(), Value::Null, 204),
    ] {
        let reply = server.ask(method, path, body).await;
        assert_eq!(reply.status, status, "{method} {path}");
        if status == 429 {
            assert_eq!(reply.header("retry-after"), "3");
        }
    }
    assert!(server.directory.refused.lock().unwrap().is_empty());
}
