//! Lists and searches.

use serde_json::{Value, json};

use crate::client::Server;

const SEARCH: &str = "urn:ietf:params:scim:api:messages:2.0:SearchRequest";

async fn three_users() -> Server {
    let server = Server::new();
    for name in ["c", "a", "b"] {
        server.user(name).await;
    }
    server.group("g").await;
    server
}

fn names(list: &Value) -> Vec<&str> {
    let resources = list["Resources"].as_array().unwrap();
    resources
        .iter()
        .map(|user| user["userName"].as_str().unwrap())
        .collect()
}

#[tokio::test]
async fn a_query_finds_sorts_and_pages() {
    let server = three_users().await;
    for (query, total, expected) in [
        ("", 3, vec!["c", "a", "b"]),
        ("?", 3, vec!["c", "a", "b"]),
        ("?aadOptscim062020", 3, vec!["c", "a", "b"]),
        ("?filter=userName+eq+%22A%22&", 1, vec!["a"]),
        ("?filter=userName%20eq%20%22nobody%22", 0, vec![]),
        ("?sortBy=userName", 3, vec!["a", "b", "c"]),
        (
            "?sortBy=userName&sortOrder=descending",
            3,
            vec!["c", "b", "a"],
        ),
        ("?sortBy=userName&startIndex=2&count=1", 3, vec!["b"]),
        ("?count=0", 3, vec![]),
    ] {
        let reply = server
            .ask("GET", &format!("/scim/v2/Users{query}"), Value::Null)
            .await;
        let list = reply.json();
        assert_eq!(reply.status, 200, "{query}");
        assert_eq!(reply.header("content-type"), "application/scim+json");
        assert_eq!(list["totalResults"], total, "{query}");
        assert_eq!(list["itemsPerPage"], expected.len(), "{query}");
        assert_eq!(names(&list), expected, "{query}");
    }
}

#[tokio::test]
async fn a_cursor_leads_from_page_to_page() {
    let server = three_users().await;
    let get = |query: &str| {
        let path = format!("/scim/v2/Users?{query}");
        let server = &server;
        async move { server.ask("GET", &path, Value::Null).await.json() }
    };
    let first = get("cursor&count=2").await;
    assert_eq!(
        (&first["totalResults"], &first["itemsPerPage"]),
        (&json!(3), &json!(2))
    );
    assert_eq!(first.get("startIndex"), None);
    let next = first["nextCursor"].as_str().unwrap();
    let last = get(&format!("cursor={next}&count=2")).await;
    assert_eq!((names(&first), names(&last)), (vec!["c", "a"], vec!["b"]));
    assert_eq!(last.get("nextCursor"), None);

    let search = |cursor: Value| {
        let body = json!({ "schemas": [SEARCH], "cursor": cursor, "count": 2 });
        let server = &server;
        async move {
            server
                .ask("POST", "/scim/v2/Users/.search", body)
                .await
                .json()
        }
    };
    assert_eq!(search(json!("")).await, first);
    assert_eq!(search(json!(next)).await, last);
    // Null is nothing (RFC 7643 §2.5): this is paged by index.
    assert_eq!(search(Value::Null).await["startIndex"], 1);
}

#[tokio::test]
async fn a_search_answers_as_the_query_does() {
    let server = three_users().await;
    let body = json!({
        "schemas": [SEARCH],
        "filter": "userName gt \"a\"",
        "sortBy": "userName",
        "count": 1,
        "attributes": ["userName"],
    });
    let found = server.ask("POST", "/scim/v2/Users/.search", body).await;
    let query =
        "/scim/v2/Users?filter=userName+gt+%22a%22&sortBy=userName&count=1&attributes=userName";
    assert_eq!(found.status, 200);
    assert_eq!(
        found.json(),
        server.ask("GET", query, Value::Null).await.json()
    );
    assert_eq!(names(&found.json()), ["b"]);
}

#[tokio::test]
async fn a_query_that_makes_no_sense_is_refused_and_recorded() {
    let server = Server::new();
    for (query, scim_type) in [
        ("filter=userName+eqq+1", "invalidFilter"),
        ("filter=%FF", "invalidValue"),
        ("startIndex=one", "invalidValue"),
        ("startIndex=1&cursor=", "invalidValue"),
        ("cursor&count=one", "invalidCount"),
        ("attributes=id&excludedAttributes=id", "invalidValue"),
    ] {
        let reply = server
            .ask("GET", &format!("/scim/v2/Users?{query}"), Value::Null)
            .await;
        assert_eq!(reply.status, 400, "{query}");
        assert_eq!(reply.json()["scimType"], scim_type, "{query}");
        let recorded = server.directory.refused.lock().unwrap().pop().unwrap();
        assert_eq!(recorded.operation, "GET /Users");
        assert_eq!(recorded.error.detail, reply.detail());
    }
}

#[tokio::test]
async fn the_base_url_is_asked_for_all_types() {
    let server = three_users().await;
    for path in ["", "/", "?count=9", "/?filter=id+pr&"] {
        let list = server
            .ask("GET", &format!("/scim/v2{path}"), Value::Null)
            .await;
        assert_eq!(
            (list.status.as_u16(), &list.json()["totalResults"]),
            (200, &json!(4)),
            "{path}"
        );
    }
    let search = |body| server.ask("POST", "/scim/v2/.search", body);
    let body = json!({ "schemas": [SEARCH], "filter": "displayName eq \"g\"" });
    let found = search(body).await.json();
    assert_eq!(found["Resources"][0]["displayName"], "g");
    // A lenient tenant need not say what the body is.
    let found = search(json!({ "filter": "userName pr" })).await.json();
    assert_eq!(found["totalResults"], 3);

    for (method, path, allow) in [("POST", "", "GET, HEAD"), ("GET", "/.search", "POST")] {
        let refused = server
            .ask(method, &format!("/scim/v2{path}"), json!({}))
            .await;
        assert_eq!(
            (refused.status.as_u16(), refused.header("allow")),
            (405, allow),
            "{method} {path}"
        );
    }
}
