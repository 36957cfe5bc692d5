//! The admin API.

use bytes::Bytes;
use http_body_util::Full;
use serde_json::json;

use crate::client::{Reply, admin_face, request};

async fn ask(method: &str, path: &str, body: &str) -> Reply {
    let request = request(method, path);
    let body = Full::new(Bytes::from(body.to_owned()));
    admin_face().send(request.body(body).unwrap()).await
}

#[tokio::test]
async fn every_read_reaches_its_method() {
    for (path, member, value) in [
        ("/v1/status", "version", json!("0")),
        (
            "/v1/tenants?limit=3&after=c",
            "next",
            json!("Some(\"c\")/3"),
        ),
        ("/v1/tenants/North%20School", "name", json!("North School")),
        ("/v1/tenants/t/tokens", "next", json!(null)),
        ("/v1/tenants/t/members", "next", json!("None/100")),
        ("/v1/tenants/t/groups?limit=1", "next", json!("None/1")),
        (
            "/v1/tenants/t/activity?order=desc",
            "items",
            json!([{"descending": true}]),
        ),
        ("/v1/tenants/t/notices?limit=2", "next", json!("None/2")),
    ] {
        let reply = ask("GET", path, "").await;
        assert_eq!(reply.status, 200, "{path}");
        assert_eq!(reply.header("content-type"), "application/json", "{path}");
        assert_eq!(reply.header("cache-control"), "no-store", "{path}");
        assert_eq!(reply.json()[member], value, "{path}");
    }
}

#[tokio::test]
async fn notices_are_newest_first_unless_it_is_asked_for_otherwise() {
    for (query, says) in [
        ("", "newest first"),
        ("?order=desc", "newest first"),
        ("?order=asc", "oldest first"),
    ] {
        let reply = ask("GET", &format!("/v1/tenants/t/notices{query}"), "").await;
        assert_eq!(reply.json()["items"][0]["says"], says, "{query}");
    }
}

#[tokio::test]
async fn every_change_reaches_its_method() {
    let (named, addressed) = (r#"{"name":"n"}"#, r#"{"email":"a@b.c"}"#);
    for (method, path, body, status, member, value) in [
        ("POST", "/v1/tenants", named, 201, "name", "n"),
        ("PATCH", "/v1/tenants/t", named, 200, "name", "n"),
        (
            "POST",
            "/v1/tenants/t/tokens",
            named,
            201,
            "token",
            "rst_ksecret",
        ),
        (
            "DELETE",
            "/v1/tenants/t/tokens/k",
            "",
            200,
            "state",
            "revoked",
        ),
        (
            "POST",
            "/v1/tenants/t/members",
            addressed,
            201,
            "email",
            "a@b.c",
        ),
        (
            "PATCH",
            "/v1/tenants/t/members/m1",
            r#"{"email":"c@d.e"}"#,
            200,
            "email",
            "c@d.e",
        ),
        (
            "POST",
            "/v1/tenants/t/members/m1/restore",
            "",
            200,
            "email",
            "m1",
        ),
        (
            "POST",
            "/v1/tenants/t/members/m1/remove-now",
            "",
            200,
            "state",
            "removed",
        ),
        (
            "POST",
            "/v1/tenants/t/holds/1/discard",
            "",
            200,
            "state",
            "discarded",
        ),
        (
            "GET",
            "/v1/tenants/t/sign-in-check?member=a%40b.c",
            "",
            200,
            "member",
            "a@b.c",
        ),
    ] {
        let reply = ask(method, path, body).await;
        assert_eq!(reply.status, status, "{method} {path}");
        assert_eq!(reply.json()[member], value, "{method} {path}");
        assert_eq!(
            reply.header("location").is_empty(),
            status == 200,
            "{method} {path}"
        );
    }
    let made = ask("POST", "/v1/tenants/t/tokens", named).await;
    assert_eq!(made.header("location"), "/v1/tenants/t/tokens/k");
}

#[tokio::test]
async fn settings_and_queries_say_what_is_meant() {
    let settings = "/v1/tenants/t/settings";
    let set = ask("PATCH", settings, r#"{"grace_days":3}"#).await.json();
    assert_eq!(set["settings"]["grace_days"], 3);
    let dry = format!("{settings}?dry_run=true&confirm=false");
    assert_eq!(ask("PATCH", &dry, "{}").await.status, 200);
    let undone = ask("POST", "/v1/tenants/t/undo", r#"{"dry_run":true}"#).await;
    assert_eq!(undone.json()["restored"], 0);
    let held = ask("GET", "/v1/tenants/t/members?state=held&limit=5", "").await;
    assert_eq!(held.json()["items"][0]["state"], "held");
    for (method, path) in [
        ("PATCH", "/v1/tenants/t/settings?confirm=yes"),
        ("PATCH", "/v1/tenants/t/settings?sure=true"),
        ("GET", "/v1/tenants/t/members?protected=maybe"),
        ("GET", "/v1/tenants/t/pending?state=held"),
        ("GET", "/v1/tenants/t/sign-in-check"),
        ("GET", "/v1/tenants/t/sign-in-check?who=x"),
    ] {
        let refused = ask(method, path, if method == "PATCH" { "{}" } else { "" }).await;
        assert_eq!(refused.status, 400, "{path}");
        assert_eq!(refused.json()["type"], "/problems/invalid-query", "{path}");
    }
}

#[tokio::test]
async fn what_goes_wrong_is_a_problem() {
    for (method, path, body, status, kind) in [
        ("GET", "/", "", 404, "/problems/no-such-path"),
        ("GET", "/scim/v2/Users", "", 404, "/problems/no-such-path"),
        (
            "GET",
            "/v1/tenants/unknown",
            "",
            404,
            "/problems/no-such-tenant",
        ),
        ("DELETE", "/v1/status", "", 405, "/problems/wrong-method"),
        (
            "GET",
            "/v1/tenants/t/tokens/k",
            "",
            405,
            "/problems/wrong-method",
        ),
        ("POST", "/v1/tenants", "{", 400, "/problems/invalid-body"),
        (
            "POST",
            "/v1/tenants",
            r#"{"name":"n","nmae":1}"#,
            400,
            "/problems/invalid-body",
        ),
        (
            "GET",
            "/v1/tenants?limit=0",
            "",
            400,
            "/problems/invalid-query",
        ),
        ("GET", "/v1/status?x=1", "", 400, "/problems/invalid-query"),
        (
            "POST",
            "/v1/tenants?x=1",
            r#"{"name":"n"}"#,
            400,
            "/problems/invalid-query",
        ),
        (
            "POST",
            "/v1/tenants",
            r#"{"name":"panic"}"#,
            500,
            "/problems/internal",
        ),
    ] {
        let reply = ask(method, path, body).await;
        assert_eq!(reply.status, status, "{method} {path}");
        assert_eq!(reply.header("content-type"), "application/problem+json");
        let problem = reply.json();
        assert_eq!(
            (&problem["type"], &problem["status"]),
            (&json!(kind), &json!(status))
        );
        if status == 405 {
            assert_ne!(reply.header("allow"), "", "{method} {path}");
        }
    }
}

#[tokio::test]
async fn an_unknown_member_is_named() {
    let reply = ask("POST", "/v1/tenants", r#"{"name":"n","nmae":1}"#).await;
    assert!(reply.detail().contains("`nmae`"), "{}", reply.detail());
}

#[tokio::test]
async fn an_import_reaches_its_method() {
    let rows = r#"{"file": "a.csv", "rows": [{"line": 2, "email": "a@b.c", "teacher": true}]}"#;
    let reply = ask("POST", "/v1/tenants/t/members/import", rows).await;
    assert_eq!(
        (reply.status.as_u16(), &reply.json()["seats"]),
        (200, &json!(1))
    );
    let reply = ask("GET", "/v1/tenants/t/members/import", "").await;
    assert_eq!(reply.header("allow"), "POST");
}

#[tokio::test]
async fn a_mapping_table_has_an_entity_tag_that_a_change_may_name() {
    let read = ask("GET", "/v1/tenants/t/mappings", "").await;
    assert_eq!(read.status, 200);
    assert_eq!(read.header("etag"), "\"4\"");
    for (tag, status, answered) in [("\"4\"", 200, "\"5\""), ("*", 200, "\"1\""), ("4", 400, "")] {
        let request = request("PUT", "/v1/tenants/t/mappings").header("if-match", tag);
        let body = Full::new(Bytes::from_static(br#"{"rows":[]}"#));
        let reply = admin_face().send(request.body(body).unwrap()).await;
        assert_eq!(reply.status, status, "{tag}");
        assert_eq!(reply.header("etag"), answered, "{tag}");
    }
    for (path, status) in [
        ("/v1/tenants/t/mappings/cancel", 200),
        ("/v1/tenants/t/mappings/preview", 422),
        ("/v1/tenants/t/mappings/evaluate", 503),
    ] {
        let body = if path.ends_with("evaluate") {
            r#"{"groups":[]}"#
        } else {
            r#"{"rows":[]}"#
        };
        assert_eq!(ask("POST", path, body).await.status, status, "{path}");
    }
}
