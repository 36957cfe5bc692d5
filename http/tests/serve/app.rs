//! What the app asks [`Register`], which echoes it.

use rosterd_http::admin::{
    AcknowledgedView, Admin, Calls, EventQuery, Events, FeedView, Problem, ReceiptsView,
    ReplayedView, Snapshot, Watched,
};
use serde_json::json;

use crate::{
    client::{Reply, admin_face, request},
    register::{Register, known, member},
};

impl Events for Register {
    async fn events(&self, query: EventQuery) -> Result<FeedView, Problem> {
        Ok(FeedView {
            items: Vec::new(),
            next: format!(
                "{:?} {:?} {:?} {} {:?}",
                query.after, query.tenant, query.types, query.limit, query.wait
            ),
            more: false,
        })
    }

    async fn acknowledge(
        &self,
        _by: &Admin,
        tenant: &str,
        seq: u64,
    ) -> Result<AcknowledgedView, Problem> {
        known(tenant)?;
        Ok(AcknowledgedView { seq })
    }

    async fn snapshot(&self, tenant: &str) -> Result<Snapshot, Problem> {
        known(tenant)?;
        let pages = [
            Ok(vec![member("active", "a"), member("active", "b")]),
            Ok(Vec::new()),
            Ok(vec![member("active", "c")]),
        ];
        Ok(Snapshot {
            tenant: tenant.to_owned(),
            seq: 7,
            hash: String::from("h"),
            members: Box::pin(futures_util::stream::iter(pages)),
        })
    }

    async fn calls(&self, tenant: &str) -> Result<Calls, Problem> {
        known(tenant)?;
        let seen = [Watched::Lost(3)];
        Ok(Box::pin(futures_util::stream::iter(seen)))
    }

    async fn receipts(
        &self,
        tenant: &str,
        after: Option<u64>,
        limit: usize,
    ) -> Result<ReceiptsView, Problem> {
        known(tenant)?;
        Ok(ReceiptsView {
            items: Vec::new(),
            next: Some(format!("{after:?}/{limit}")),
            p50_ms: None,
            p99_ms: None,
        })
    }

    async fn replay(&self, tenant: &str) -> Result<ReplayedView, Problem> {
        known(tenant)?;
        Ok(ReplayedView {
            same: true,
            events: 0,
            first_entry: 1,
            members: 0,
            untold: 0,
            rebuilt: String::new(),
            stored: String::new(),
            different: 0,
            named: Vec::new(),
        })
    }
}

async fn ask(method: &str, path: &str) -> Reply {
    let request = request(method, path);
    let body = http_body_util::Full::new(bytes::Bytes::new());
    admin_face().send(request.body(body).unwrap()).await
}

#[tokio::test]
async fn every_call_of_the_app_reaches_its_method() {
    for (method, path, member, value) in [
        ("GET", "/v1/events", "next", json!("None None [] 100 0ns")),
        (
            "GET",
            "/v1/events?after=c1-2&tenant=t&types=a,b&types=c&limit=5&wait=30",
            "next",
            json!("Some(\"c1-2\") Some(\"t\") [\"a\", \"b\", \"c\"] 5 30s"),
        ),
        ("PUT", "/v1/tenants/t/events/ack?seq=9", "seq", json!(9)),
        ("GET", "/v1/tenants/t/snapshot", "seq", json!(7)),
        (
            "GET",
            "/v1/tenants/t/receipts?after=3",
            "next",
            json!("Some(3)/100"),
        ),
        ("GET", "/v1/tenants/t/activity/replay", "same", json!(true)),
    ] {
        let reply = ask(method, path).await;
        assert_eq!(reply.status, 200, "{path}");
        assert_eq!(reply.json()[member], value, "{path}");
    }
}

#[tokio::test]
async fn a_snapshot_is_one_document_however_many_pages_it_has() {
    let snapshot = ask("GET", "/v1/tenants/t/snapshot").await.json();
    let members = snapshot["members"].as_array().unwrap();
    let addresses: Vec<_> = members.iter().map(|member| &member["email"]).collect();
    assert_eq!(addresses, ["a", "b", "c"]);
    assert_eq!(
        (&snapshot["tenant"], &snapshot["hash"]),
        (&json!("t"), &json!("h"))
    );
}

#[tokio::test]
async fn calls_are_sent_as_server_sent_events() {
    let reply = ask("GET", "/v1/tenants/t/activity/stream").await;
    assert_eq!(reply.header("content-type"), "text/event-stream");
    assert_eq!(&reply.body[..], b": watching\n\nevent: lost\ndata: 3\n\n");
    assert_eq!(
        ask("GET", "/v1/tenants/u/activity/stream").await.status,
        404
    );
    assert_eq!(
        ask("HEAD", "/v1/tenants/t/activity/stream").await.status,
        405
    );
}

#[tokio::test]
async fn what_the_app_asks_wrongly_is_refused_in_words() {
    for (method, path, status) in [
        ("GET", "/v1/events?wait=31", 400),
        ("GET", "/v1/events?wait=soon", 400),
        ("GET", "/v1/events?order=desc", 400),
        ("GET", "/v1/events?limit=0", 400),
        ("POST", "/v1/events", 405),
        ("PUT", "/v1/tenants/t/events/ack", 400),
        ("PUT", "/v1/tenants/t/events/ack?seq=x", 400),
        ("GET", "/v1/tenants/t/events/ack", 405),
        ("GET", "/v1/tenants/t/events/nak", 404),
        ("GET", "/v1/tenants/t/receipts?after=x", 400),
        ("GET", "/v1/tenants/unknown/snapshot", 404),
    ] {
        let reply = ask(method, path).await;
        assert_eq!(reply.status, status, "{method} {path}");
        assert_eq!(reply.header("content-type"), "application/problem+json");
        assert!(!reply.json()["detail"].as_str().unwrap().is_empty());
    }
}
