//! Bulk requests, end to end.

use std::time::Duration;

use serde_json::{Value, json};
use testkit::Client;

use crate::{activity, group, isolation::second_tenant, start, user};

fn post(path: &str, bulk_id: &str, data: &Value) -> Value {
    json!({ "method": "POST", "path": path, "bulkId": bulk_id, "data": data })
}

fn delete(path: &str) -> Value {
    json!({ "method": "DELETE", "path": path })
}

/// A bulk request with these members.
fn message(members: Value) -> Value {
    let mut message = json!({ "schemas": ["urn:ietf:params:scim:api:messages:2.0:BulkRequest"] });
    let Value::Object(members) = members else {
        panic!("not an object")
    };
    message.as_object_mut().unwrap().extend(members);
    message
}

/// What became of each operation.
async fn bulk(scim: &Client, operations: Value) -> Vec<Value> {
    let body = message(json!({ "Operations": operations }));
    outcomes(&scim.post("/Bulk", &body).await.expect(200).json())
}

fn outcomes(response: &Value) -> Vec<Value> {
    let schema = "urn:ietf:params:scim:api:messages:2.0:BulkResponse";
    assert_eq!(response["schemas"], json!([schema]));
    response["Operations"].as_array().unwrap().clone()
}

fn statuses(outcomes: &[Value]) -> Vec<&str> {
    outcomes
        .iter()
        .map(|outcome| outcome["status"].as_str().unwrap())
        .collect()
}

/// The id at the end of the operation's location.
fn id(outcome: &Value) -> &str {
    let location = outcome["location"].as_str().unwrap();
    location.rsplit('/').next().unwrap()
}

/// The ids of a group's members, sorted.
async fn members(scim: &Client, group: &str) -> Vec<String> {
    let group = scim
        .get(&format!("/Groups/{group}"))
        .await
        .expect(200)
        .json();
    let members = group["members"].as_array().unwrap().iter();
    let mut ids: Vec<_> = members
        .map(|member| member["value"].as_str().unwrap().to_owned())
        .collect();
    ids.sort();
    ids
}

#[tokio::test]
async fn a_department_comes_in_one_request_with_its_group_first() {
    let daemon = start();
    let scim = daemon.client();
    let enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
    let mut ada = user("ada");
    ada["schemas"] = json!(["urn:ietf:params:scim:schemas:core:2.0:User", enterprise]);
    ada[enterprise] = json!({ "manager": { "value": "bulkId:ben" } });
    let made = bulk(
        &scim,
        json!([
            post("/Groups", "staff", &group("Staff", &["bulkId:ada", "bulkId:ben"])),
            post("/Users", "ada", &ada),
            post("/Users", "ben", &user("ben")),
            {
                "method": "PATCH",
                "path": "/Groups/bulkId:staff",
                "data": {
                    "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
                    "Operations": [{ "op": "remove", "path": "members[value eq \"bulkId:ada\"]" }],
                },
            },
        ]),
    )
    .await;
    assert_eq!(statuses(&made), ["201", "201", "201", "200"]);
    for (outcome, endpoint) in made.iter().zip(["/Groups", "/Users", "/Users", "/Groups"]) {
        let path = format!("{endpoint}/{}", id(outcome));
        assert_eq!(outcome["location"], format!("{}{path}", daemon.base_url));
        let read = scim.get(&path).await.expect(200);
        assert_eq!(read.json()["id"], id(outcome));
    }
    let read = scim.get(&format!("/Users/{}", id(&made[1]))).await.json();
    assert_eq!(read[enterprise]["manager"]["value"], id(&made[2]));
    assert_eq!(members(&scim, id(&made[0])).await, [id(&made[2])]);
}

#[tokio::test]
async fn groups_in_a_circle_end_up_whole() {
    let daemon = start();
    let scim = daemon.client();
    let made = bulk(
        &scim,
        json!([
            post("/Groups", "a", &group("A", &["bulkId:b", "bulkId:ada"])),
            post("/Groups", "b", &group("B", &["bulkId:c"])),
            post("/Groups", "c", &group("C", &["bulkId:a"])),
            post("/Users", "ada", &user("ada")),
        ]),
    )
    .await;
    assert_eq!(statuses(&made), ["201"; 4]);
    let ids: Vec<&str> = made.iter().map(id).collect();
    let mut of_a = [ids[1], ids[3]];
    of_a.sort_unstable();
    assert_eq!(members(&scim, ids[0]).await, of_a);
    assert_eq!(members(&scim, ids[1]).await, [ids[2]]);
    assert_eq!(members(&scim, ids[2]).await, [ids[0]]);
    for (outcome, id) in made.iter().zip(&ids).take(3) {
        let read = scim.get(&format!("/Groups/{id}")).await;
        assert_eq!(read.header("etag"), outcome["version"].as_str());
    }
}

#[tokio::test]
async fn errors_end_it_only_where_the_client_says_so() {
    let daemon = start();
    let scim = daemon.client();
    let unknown = delete("/Users/00000000-0000-7000-8000-000000000000");
    let operations = json!([
        unknown,
        post("/Users", "ada", &user("ada")),
        unknown,
        post("/Users", "again", &user("ada")),
        post("/Users", "ben", &user("ben")),
    ]);
    for (limit, expected) in [
        (json!(1), vec!["404"]),
        (json!(3), vec!["404", "201", "404", "409"]),
        // Ada is there now.
        (json!(null), vec!["404", "409", "404", "409", "201"]),
    ] {
        let body = message(json!({ "failOnErrors": limit, "Operations": operations }));
        let answered = outcomes(&scim.post("/Bulk", &body).await.expect(200).json());
        assert_eq!(statuses(&answered), expected, "{limit}");
    }
    let wrong = message(json!({ "failOnErrors": "1", "Operations": operations }));
    let refused = scim.post("/Bulk", &wrong).await.expect(400).json();
    assert_eq!(refused["scimType"], "invalidValue");
}

#[tokio::test]
async fn both_announced_limits_hold() {
    let daemon = start();
    let scim = daemon.client();
    let config = scim.get("/ServiceProviderConfig").await.expect(200).json();
    assert_eq!(config["bulk"]["supported"], true);
    let most = usize::try_from(config["bulk"]["maxOperations"].as_u64().unwrap()).unwrap();
    let largest = usize::try_from(config["bulk"]["maxPayloadSize"].as_u64().unwrap()).unwrap();
    let nobody = delete("/Users/nobody");

    let too_many = message(json!({ "Operations": vec![nobody.clone(); most + 1] }));
    let refused = scim.post("/Bulk", &too_many).await.expect(413).json();
    assert_eq!(refused["status"], "413");
    let detail = refused["detail"].as_str().unwrap();
    assert!(
        detail.contains(&format!("maxOperations is {most}")),
        "{detail}"
    );

    let mut too_large = message(json!({ "Operations": [nobody] }));
    too_large["Operations"][0]["data"] = json!("x".repeat(largest));
    let refused = scim.post("/Bulk", &too_large).await.expect(413).json();
    let detail = refused["detail"].as_str().unwrap();
    assert!(detail.contains(&largest.to_string()), "{detail}");
    assert!(detail.contains("maxPayloadSize"), "{detail}");
}

#[tokio::test]
async fn another_tenants_ids_are_unknown_inside_too() {
    let daemon = start();
    let (ours, theirs) = (daemon.client(), second_tenant(&daemon));
    let person = theirs.post("/Users", &user("ada")).await.expect(201).id();
    let answered = bulk(
        &ours,
        json!([
            delete(&format!("/Users/{person}")),
            { "method": "PUT", "path": format!("/Users/{person}"), "data": user("eve") },
            delete(&format!("{}/Users/{person}", daemon.base_url)),
            post("/Groups", "own", &group("Own", &[&person])),
        ]),
    )
    .await;
    assert_eq!(statuses(&answered)[..3], ["404"; 3]);
    assert!(members(&ours, id(&answered[3])).await.is_empty());
    theirs.get(&format!("/Users/{person}")).await.expect(200);
}

#[tokio::test]
async fn each_operation_has_its_entry_in_the_activity_also_a_refused_one() {
    let daemon = start();
    let scim = daemon.client();
    let before = activity(&daemon, &daemon.tenant).len();
    let body = message(json!({ "Operations": [
        post("/Users", "ada", &user("ada")),
        post("/Users", "nameless", &json!({ "userName": 7, "displayName": "x" })),
        post("/Groups", "staff", &group("Staff", &["bulkId:nobody"])),
        delete("/Users/bulkId:ada"),
    ] }));
    let headers = [("x-request-id", "import-7")];
    let answered = scim
        .send(
            http::Method::POST,
            "/Bulk",
            &headers,
            Some(body.to_string()),
        )
        .await;
    let answered = outcomes(&answered.expect(200).json());
    assert_eq!(statuses(&answered), ["201", "400", "400", "204"]);
    let entries = activity(&daemon, &daemon.tenant);
    let told: Vec<_> = entries[before..]
        .iter()
        .map(|entry| {
            assert_eq!(entry["request_id"], "import-7");
            [&entry["operation"], &entry["result"]].map(|word| word.as_str().unwrap())
        })
        .collect();
    assert_eq!(
        told,
        [
            ["create", "succeeded"],
            ["create", "failed"],
            ["group_create", "failed"],
            ["remove", "succeeded"],
        ]
    );
}

#[tokio::test]
async fn the_same_request_again_changes_nothing() {
    let daemon = start();
    let scim = daemon.client();
    let ada = scim.post("/Users", &user("ada")).await.expect(201).id();
    let operations = json!([
        { "method": "PUT", "path": format!("/Users/{ada}"), "data": user("ada") },
        post("/Users", "ben", &user("ben")),
        post("/Groups", "staff", &group("Staff", &["bulkId:ben", &ada])),
    ]);
    let first = bulk(&scim, operations.clone()).await;
    assert_eq!(statuses(&first), ["200", "201", "201"]);
    let staff = scim.get(&format!("/Groups/{}", id(&first[2]))).await.json();
    let second = bulk(&scim, operations).await;
    assert_eq!(statuses(&second), ["200", "409", "409"]);
    // As it is now that she is in a group.
    let shown = scim.get(&format!("/Users/{ada}")).await;
    assert_eq!(second[0]["version"], shown.header("etag").unwrap());
    let detail = second[2]["response"]["detail"].as_str().unwrap();
    assert!(detail.contains("bulkId:ben"), "{detail}");
    let still = scim.get(&format!("/Groups/{}", id(&first[2]))).await.json();
    assert_eq!(still, staff);
}

#[tokio::test]
async fn a_thousand_operations_are_one_request_until_their_token_is_revoked() {
    let daemon = start();
    let scim = daemon.client();
    let thousand = |name: &str| -> Value {
        let posts =
            (0..1_000).map(|n| post("/Users", &n.to_string(), &user(&format!("{name}{n}"))));
        posts.collect()
    };
    let made = bulk(&scim, thousand("ada")).await;
    assert_eq!(made.len(), 1_000);
    assert!(made.iter().all(|outcome| outcome["status"] == "201"));
    assert_eq!(scim.get("/Users").await.json()["totalResults"], 1_000);

    let token = &daemon.cli(&["token", "create", &daemon.tenant, "Import"])[0];
    let import = Client::new(&daemon.base_url, token["token"].as_str().unwrap());
    let running = tokio::spawn(async move { bulk(&import, thousand("ben")).await });
    while scim.get("/Users?count=0").await.json()["totalResults"] == 1_000 {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    daemon.cli(&[
        "token",
        "revoke",
        &daemon.tenant,
        token["id"].as_str().unwrap(),
    ]);
    let answered = running.await.unwrap();
    let users = scim.get("/Users?count=0").await.json()["totalResults"].as_u64();
    let (made, refused): (Vec<_>, Vec<_>) = answered
        .iter()
        .partition(|outcome| outcome["status"] == "201");
    assert_eq!(users, Some(1_000 + made.len() as u64));
    assert!(
        !refused.is_empty(),
        "the request had ended before the token was revoked"
    );
    for outcome in refused {
        assert_eq!(outcome["response"]["status"], "401", "{outcome}");
    }
}

#[tokio::test]
async fn a_sloppy_message_is_taken_with_a_note_and_refused_in_strict_mode() {
    let daemon = start();
    let scim = daemon.client();
    let body = json!({ "operations": [
        { "method": "post", "path": "/Users", "bulkId": "ada", "data": user("ada") },
        post("/Users", "ben", &user("ben")),
    ] });
    let answered = outcomes(&scim.post("/Bulk", &body).await.expect(200).json());
    assert_eq!(statuses(&answered), ["201", "201"]);
    let entries = activity(&daemon, &daemon.tenant);
    let [.., ada, ben] = entries.as_slice() else {
        panic!("{entries:?}")
    };
    let notes = ada["notes"].as_array().unwrap().iter();
    let names: Vec<_> = notes.map(|note| &note["tolerance"]).collect();
    assert_eq!(
        names,
        ["missing-schemas", "keyword-case", "keyword-case"],
        "{ada}"
    );
    assert_eq!(ben.get("notes"), None);

    daemon.cli(&["tenant", "set", &daemon.tenant, "--strict", "true"]);
    let refused = scim.post("/Bulk", &body).await.expect(400).json();
    let detail = refused["detail"].as_str().unwrap();
    assert!(detail.contains("BulkRequest"), "{detail}");
}

#[tokio::test]
async fn a_bulk_request_that_is_refused_as_a_whole_is_told_as_one() {
    let daemon = start();
    let scim = daemon.client();
    let wrong = message(json!({ "failOnErrors": "1", "Operations": [delete("/Users/1")] }));
    scim.post("/Bulk", &wrong).await.expect(400);
    let most = message(json!({ "Operations": vec![delete("/Users/1"); 1_001] }));
    scim.post("/Bulk", &most).await.expect(413);
    let entries = activity(&daemon, &daemon.tenant);
    let told = entries.iter().rev().take(2);
    for (entry, status) in told.zip([413, 400]) {
        assert_eq!(entry["operation"], "bulk", "{entry}");
        assert_eq!(entry["error"]["status"], status, "{entry}");
    }
}

#[tokio::test]
async fn an_import_beyond_the_limit_waits_as_a_whole_and_removals_pass() {
    let daemon = testkit::Process::start_with(crate::ROSTERD, &["--limits"]);
    let scim = daemon.client();
    let leaver = scim.post("/Users", &user("eve")).await.expect(201).id();
    while scim.get("/Users?count=0").await.status.as_u16() == 200 {
        let reads = (0..200).map(|_| {
            let scim = scim.clone();
            tokio::spawn(async move { drop(scim.get("/Users?count=0").await) })
        });
        for read in reads.collect::<Vec<_>>() {
            read.await.unwrap();
        }
    }
    let posts = (0..500).map(|n| post("/Users", &n.to_string(), &user(&format!("ada{n}"))));
    let import = message(json!({ "Operations": posts.collect::<Vec<_>>() }));
    let refused = scim.post("/Bulk", &import).await.expect(429);
    let wait: u64 = refused.header("retry-after").unwrap().parse().unwrap();
    assert!((1..=30).contains(&wait), "{wait}");
    assert_eq!(refused.json()["status"], "429");

    let removal = json!([delete(&format!("/Users/{leaver}"))]);
    assert_eq!(statuses(&bulk(&scim, removal).await), ["204"]);

    tokio::time::sleep(Duration::from_secs(wait + 1)).await;
    let made = outcomes(&scim.post("/Bulk", &import).await.expect(200).json());
    assert_eq!(statuses(&made), ["201"; 500]);
}
