use super::*;

#[tokio::test]
async fn losses_pass_where_the_limit_stops_the_others() {
    let server = Server::new();
    let (a, b) = (server.user("a").await, server.user("b").await);
    let exhausted = &server.directory.exhausted;
    exhausted.store(true, std::sync::atomic::Ordering::Relaxed);
    let off = json!([{ "op": "replace", "path": "active", "value": false }]);
    let outcomes = outcomes(
        &server,
        json!([
            post_user("c"),
            { "method": "DELETE", "path": format!("/Users/{a}") },
            {
                "method": "PATCH",
                "path": format!("/Users/{b}"),
                "data": { "schemas": [PATCH], "Operations": off },
            },
        ]),
    )
    .await;
    assert_eq!(statuses(&outcomes), ["429", "204", "200"]);
    let detail = outcomes[0]["response"]["detail"].as_str().unwrap();
    assert!(detail.contains("3 seconds"), "{detail}");
}

#[tokio::test]
async fn beyond_the_limit_nothing_is_begun_that_takes_no_access() {
    let server = Server::new();
    let exhausted = &server.directory.exhausted;
    exhausted.store(true, std::sync::atomic::Ordering::Relaxed);
    let body = json!({ "schemas": [BULK], "Operations": [post_user("a"), post_user("b")] });
    let reply = server.ask("POST", "/scim/v2/Bulk", body).await;
    assert_eq!(reply.status, 429);
    assert_eq!(reply.header("retry-after"), "3");
    assert_eq!(server.directory.facts.lock().unwrap().len(), 1);
}

#[tokio::test]
async fn troubles_behind_one_operation_are_its_own_unless_all_would_meet_them() {
    for (trouble, expected) in [
        (Trouble::Panics, ["500", "500"]),
        (Trouble::Fails(Failure::Broken), ["500", "500"]),
        (
            Trouble::Fails(Failure::Busy { retry_after: 2 }),
            ["503", "503"],
        ),
        (Trouble::Fails(Failure::Unknown), ["504", "503"]),
        (
            Trouble::Fails(Failure::Unauthorized(String::from("revoked"))),
            ["401", "401"],
        ),
    ] {
        let server = Server::new();
        *server.directory.next.lock().unwrap() = Some(trouble.clone());
        let answered = outcomes(&server, json!([post_user("a"), post_user("b")])).await;
        assert_eq!(statuses(&answered), expected, "{trouble:?}");
        let opened = server.directory.facts.lock().unwrap().len();
        let tried = if matches!(expected, ["504" | "401", _]) {
            2
        } else {
            3
        };
        assert_eq!(opened, tried, "{trouble:?}");
    }
}

#[tokio::test]
async fn every_operation_has_the_time_of_a_request() {
    let server = Server::with(Limits {
        request: std::time::Duration::from_millis(50),
        ..Limits::default()
    });
    *server.directory.next.lock().unwrap() = Some(Trouble::NeverAnswers);
    let answered = outcomes(&server, json!([post_user("a"), post_user("b")])).await;
    assert_eq!(statuses(&answered), ["504", "503"]);
}
