use super::*;

#[tokio::test]
async fn it_stops_after_as_many_errors_as_were_allowed() {
    let fails = json!({ "method": "DELETE", "path": "/Users/none" });
    let operations = json!([post_user("a"), fails, post_user("b"), fails, post_user("c")]);
    for (limit, processed) in [(1, 2), (2, 4), (3, 5)] {
        let server = Server::new();
        let body = json!({ "schemas": [BULK], "failOnErrors": limit, "Operations": operations });
        let reply = server.ask("POST", "/scim/v2/Bulk", body).await;
        assert_eq!(reply.status, 200);
        let answered = reply.json()["Operations"].as_array().unwrap().clone();
        let expected = ["201", "404", "201", "404", "201"];
        assert_eq!(statuses(&answered), expected[..processed], "{limit}");
        let users = server.ask("GET", "/scim/v2/Users", Value::Null).await;
        assert_eq!(
            users.json()["totalResults"],
            processed.div_ceil(2),
            "{limit}"
        );
    }
}

#[tokio::test]
async fn what_no_bulk_request_can_do_fails_alone() {
    let server = Server::new();
    let id = server.user("a").await;
    let nested = json!({ "schemas": [BULK], "Operations": [post_user("x")] });
    for (operation, status) in [
        (
            json!({ "method": "GET", "path": format!("/Users/{id}") }),
            "405",
        ),
        (json!({ "method": "HEAD", "path": "/Users" }), "405"),
        (json!({ "method": "no method", "path": "/Users" }), "405"),
        (
            json!({ "method": "POST", "path": "/Bulk", "bulkId": "n", "data": nested }),
            "400",
        ),
        (
            json!({ "method": "POST", "path": "/Users/.search", "bulkId": "n", "data": {} }),
            "400",
        ),
        (json!({ "method": "DELETE", "path": "/Schemas" }), "400"),
        (json!({ "method": "DELETE", "path": "/Me" }), "400"),
        (json!({ "method": "DELETE", "path": "/" }), "400"),
        (json!({ "method": "DELETE", "path": "/Users" }), "405"),
        (
            json!({ "method": "POST", "path": format!("/Users/{id}"), "bulkId": "n", "data": {} }),
            "405",
        ),
        (json!({ "method": "DELETE", "path": "/Devices/1" }), "404"),
        (
            json!({ "method": "DELETE", "path": format!("/Users%2F{id}") }),
            "404",
        ),
        (
            json!({ "method": "DELETE", "path": format!("http://evil.example/scim/v2/Users/{id}") }),
            "404",
        ),
        (
            json!({ "method": "DELETE", "path": format!("/../v2/Users/{id}") }),
            "404",
        ),
    ] {
        let answered = outcomes(&server, json!([operation, post_user("b")])).await;
        assert_eq!(answered[0]["status"], status, "{operation}");
        assert_eq!(answered[0]["response"]["status"], status, "{operation}");
        let made = answered[1]["location"]
            .as_str()
            .unwrap_or_else(|| panic!("{operation}"));
        let made = made.strip_prefix("http://h.example").unwrap();
        server.ask("DELETE", made, Value::Null).await;
        let recorded = server.directory.refused.lock().unwrap().pop().unwrap();
        assert_eq!(recorded.error.status.to_string(), status, "{operation}");
    }
    let path = format!("/scim/v2/Users/{id}");
    assert_eq!(server.ask("GET", &path, Value::Null).await.status, 200);
}

#[tokio::test]
async fn what_is_no_bulk_request_changes_nothing() {
    let server = Server::new();
    for body in [
        json!({ "schemas": [BULK], "Operations": [] }),
        json!({ "schemas": [BULK] }),
        json!([post_user("a")]),
        json!({ "schemas": [BULK], "Operations": [post_user("a"), post_user("a")] }),
        json!({ "schemas": [BULK], "Operations": [post_user("a"), {}] }),
        json!({ "schemas": [BULK], "Operations": [post_user("a")], "failOnErrors": "1" }),
    ] {
        let reply = server.ask("POST", "/scim/v2/Bulk", body.clone()).await;
        assert_eq!(reply.status, 400, "{body}");
        let recorded = server.directory.refused.lock().unwrap().pop().unwrap();
        assert_eq!((recorded.operation, recorded.kind), ("POST /Bulk", None));
    }
    let users = server.ask("GET", "/scim/v2/Users", Value::Null).await;
    assert_eq!(users.json()["totalResults"], 0);
}

#[tokio::test]
async fn both_limits_are_413_and_named() {
    let server = Server::with(Limits {
        bulk_operations: 2,
        body_bytes: 2_000,
        ..Limits::default()
    });
    let users = ["a", "b", "c"].map(post_user);
    for (operations, words) in [
        (json!(users), "maxOperations is 2"),
        (
            json!([post_user(&"x".repeat(2_000))]),
            "2000 bytes, which is the limit (maxPayloadSize)",
        ),
    ] {
        let reply = bulk(&server, operations).await;
        assert_eq!(reply.status, 413);
        assert!(reply.detail().contains(words), "{}", reply.detail());
    }
    assert_eq!(
        statuses(&outcomes(&server, json!(users[..2])).await),
        ["201", "201"]
    );
    let config = server
        .ask("GET", "/scim/v2/ServiceProviderConfig", Value::Null)
        .await
        .json();
    assert_eq!(
        config["bulk"],
        json!({ "supported": true, "maxOperations": 2, "maxPayloadSize": 2_000 })
    );
}

#[tokio::test]
async fn a_bulk_request_is_posted_and_nothing_else() {
    let server = Server::new();
    for method in ["GET", "PUT", "PATCH", "DELETE"] {
        let reply = server.ask(method, "/scim/v2/Bulk", Value::Null).await;
        assert_eq!(
            (reply.status.as_u16(), reply.header("allow")),
            (405, "POST"),
            "{method}"
        );
    }
}
