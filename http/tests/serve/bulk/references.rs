use super::*;

#[tokio::test]
async fn references_are_settled_whatever_the_order() {
    let server = Server::new();
    let outcomes = outcomes(
        &server,
        json!([
            retitle("/Users/bulkId:ada", "Countess"),
            post_report("ben", "bulkId:ada"),
            post_user("ada"),
        ]),
    )
    .await;
    assert_eq!(statuses(&outcomes), ["200", "201", "201"]);
    let ada = outcomes[2]["location"].as_str().unwrap();
    assert_eq!(outcomes[0]["location"], ada);
    let ben = outcomes[1]["location"].as_str().unwrap();
    let ben = ben.strip_prefix("http://h.example").unwrap();
    let ben = server.ask("GET", ben, Value::Null).await.json();
    let enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
    let manager = ben[enterprise]["manager"]["value"].as_str().unwrap();
    assert!(ada.ends_with(&format!("/{manager}")), "{ada} {manager}");
}

#[tokio::test]
async fn a_circle_is_closed_by_a_second_write() {
    let server = Server::new();
    let outcomes = outcomes(
        &server,
        json!([post_report("a", "bulkId:b"), post_report("b", "bulkId:a")]),
    )
    .await;
    assert_eq!(statuses(&outcomes), ["201", "201"]);
    let enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
    for (one, other) in [(0, 1), (1, 0)] {
        let path = outcomes[one]["location"].as_str().unwrap();
        let path = path.strip_prefix("http://h.example").unwrap();
        let user = server.ask("GET", path, Value::Null).await;
        assert_eq!(user.header("etag"), outcomes[one]["version"]);
        let manager = user.json()[enterprise]["manager"]["value"].clone();
        let manager = manager.as_str().unwrap().to_owned();
        let other = outcomes[other]["location"].as_str().unwrap();
        assert!(other.ends_with(&format!("/{manager}")), "{other} {manager}");
    }
    let facts = server.directory.facts.lock().unwrap();
    let operations: Vec<_> = facts.iter().map(|facts| facts.operation).collect();
    assert_eq!(
        operations[1..4],
        ["POST /Users", "POST /Users", "PUT /Users/{id}"]
    );
}

#[tokio::test]
async fn what_could_not_be_completed_says_so_and_where_it_is() {
    let server = Server::new();
    server.user("b").await;
    // `b` is taken, so that `a` is made and can't be completed.
    let broken = outcomes(
        &server,
        json!([post_report("a", "bulkId:b"), post_report("b", "bulkId:a")]),
    )
    .await;
    assert_eq!(statuses(&broken), ["409", "409"]);
    assert_eq!(broken[0]["location"], "http://h.example/scim/v2/Users/id-2");
    assert_eq!(broken[0]["version"], "W/\"1\"");
    let detail = broken[0]["response"]["detail"].as_str().unwrap();
    assert!(detail.contains("was made, but without"), "{detail}");
    assert!(detail.contains("bulkId:b"), "{detail}");
    assert_eq!(broken[1].get("location"), None);

    let stopped = json!({
        "schemas": [BULK],
        "failOnErrors": 1,
        "Operations": [post_report("c", "bulkId:b"), post_report("b", "bulkId:c")],
    });
    let reply = server.ask("POST", "/scim/v2/Bulk", stopped).await.json();
    let detail = reply["Operations"][0]["response"]["detail"]
        .as_str()
        .unwrap();
    assert!(detail.contains("ended before"), "{detail}");
}

#[tokio::test]
async fn a_reference_to_nothing_fails_its_operation_and_those_that_need_it() {
    let server = Server::new();
    server.user("taken").await;
    let outcomes = outcomes(
        &server,
        json!([
            post_user("taken"),
            post_report("a", "bulkId:taken"),
            post_report("b", "bulkId:a"),
            post_report("c", "bulkId:nobody"),
            { "method": "DELETE", "path": "/Users/bulkId:taken" },
            post_user("d"),
        ]),
    )
    .await;
    assert_eq!(
        statuses(&outcomes),
        ["409", "409", "409", "400", "409", "201"]
    );
    // The first was refused by the provider, the others here.
    assert_eq!(server.directory.refused.lock().unwrap().len(), 4);
}
