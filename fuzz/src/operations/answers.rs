//! What every answer is like, and what a tenant's lists say of its resources.

use http::StatusCode;
use scim::urn;
use serde_json::Value;
use testkit::{Answer, Client};

use super::script::Request;

pub(super) fn check(answer: &Answer, request: &Request<'_>) {
    let status = answer.status;
    // `/Me` is not there and says so.
    assert!(
        !status.is_server_error() || status == StatusCode::NOT_IMPLEMENTED,
        "{status} for {request:?}: {answer:?}"
    );
    if answer.body.is_empty() {
        let may_be_empty = status.is_informational()
            || status == StatusCode::NO_CONTENT
            || status == StatusCode::NOT_MODIFIED
            || request.method == "HEAD"
            || request.method == "OPTIONS";
        assert!(may_be_empty, "{status} without a body for {request:?}");
        return;
    }
    let Ok(body) = serde_json::from_slice::<Value>(&answer.body) else {
        panic!("{status} without JSON for {request:?}: {answer:?}");
    };
    if status.is_client_error() {
        // RFC 7644 §3.12.
        let schemas = body.get("schemas");
        assert_eq!(schemas, Some(&Value::from(vec![urn::ERROR])), "{request:?}");
        let said = body.get("status").and_then(Value::as_str);
        assert_eq!(said, Some(status.as_str()), "{request:?}");
        assert!(body.get("detail").is_some_and(Value::is_string));
    }
    if status == StatusCode::CREATED {
        // RFC 7644 §3.3.
        let location = answer.header("location").expect("a location");
        assert!(location.ends_with(&format!("/{}", answer.id())));
    }
}

/// Each list has what it counts, and each of its resources as it is found alone.
pub(super) async fn check_lists(client: &Client) {
    for path in ["/Users", "/Groups"] {
        let list = client.get(path).await.expect(200).json();
        let resources = list.get("Resources").and_then(Value::as_array);
        let resources = resources.map_or(&[][..], Vec::as_slice);
        let total = list.get("totalResults").and_then(Value::as_u64);
        assert_eq!(total, u64::try_from(resources.len()).ok(), "{path}");
        for resource in resources {
            let id = resource.get("id").and_then(Value::as_str);
            let alone = client
                .get(&format!("{path}/{}", id.expect("an id")))
                .await
                .expect(200);
            assert_eq!(&alone.json(), resource, "in the list and alone");
        }
    }
}
