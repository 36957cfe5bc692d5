//! SCIM over HTTP, end to end: what a client sends, gets, and finds again.

use http::Method;
use serde_json::{Value, json};

use crate::{activity, group, start, user};

#[tokio::test]
async fn a_user_lives_from_post_to_delete() {
    let daemon = start();
    let scim = daemon.client();

    let created = scim.post("/Users", &user("ada")).await.expect(201);
    let id = created.id();
    assert_eq!(
        created.header("content-type"),
        Some("application/scim+json")
    );
    assert_eq!(
        created.header("location"),
        Some(&*format!("{}/Users/{id}", daemon.base_url))
    );
    assert_eq!(
        created.json()["meta"]["location"],
        format!("{}/Users/{id}", daemon.base_url)
    );
    assert_eq!(created.json()["externalId"], "ext-ada");

    let read = scim.get(&format!("/Users/{id}")).await.expect(200);
    assert_eq!(read.json(), created.json());

    let path = format!("/Users/{id}");
    let renamed = scim
        .patch(
            &path,
            &json!([{ "op": "Replace", "path": "name.familyName", "value": "Byron" }]),
        )
        .await
        .expect(200);
    assert_eq!(renamed.json()["name"]["familyName"], "Byron");
    assert_eq!(renamed.json()["name"]["givenName"], "ada", "others stay");
    assert_ne!(
        renamed.json()["meta"]["version"],
        read.json()["meta"]["version"]
    );

    let mut body = user("ada");
    body["displayName"] = json!("Ada Lovelace");
    let replaced = scim.put(&path, &body).await.expect(200);
    assert_eq!(replaced.json()["displayName"], "Ada Lovelace");
    assert_eq!(replaced.json()["name"]["familyName"], "Example");

    scim.delete(&path).await.expect(204);
    let gone = scim.get(&path).await.expect(404);
    assert_eq!(gone.json()["status"], "404");
    scim.delete(&path).await.expect(404);
    let none = scim
        .get("/Users?filter=userName%20eq%20%22ada@example.com%22")
        .await
        .expect(200);
    assert_eq!(none.json()["totalResults"], 0);
    assert_eq!(none.json()["Resources"], json!([]));
}

#[tokio::test]
async fn a_password_is_dropped_and_never_seen_again() {
    let daemon = start();
    let scim = daemon.client();
    let mut body = user("ada");
    body["password"] = json!("Tr0ub4dor-and-3");
    let created = scim.post("/Users", &body).await.expect(201);
    let path = format!("/Users/{}", created.id());
    let again = json!([{ "op": "replace", "path": "password", "value": "Tr0ub4dor-and-3" }]);
    scim.patch(&path, &again).await.expect(200);

    assert!(!created.json().to_string().contains("Tr0ub4dor"));
    assert!(
        !scim
            .get(&path)
            .await
            .json()
            .to_string()
            .contains("Tr0ub4dor")
    );
    let log = Value::from(activity(&daemon, &daemon.tenant)).to_string();
    assert!(!log.contains("Tr0ub4dor"), "{log}");
    let file = std::fs::read(daemon.data().join("rosterd.redb")).unwrap();
    assert!(
        !file.windows(9).any(|window| window == b"Tr0ub4dor"),
        "in the database"
    );
}

#[tokio::test]
async fn uniqueness_is_refused_with_the_id_of_the_other() {
    let daemon = start();
    let scim = daemon.client();
    let id = scim.post("/Users", &user("ada")).await.expect(201).id();
    let mut again = user("ada");
    again["userName"] = json!("ADA@example.com");
    let refused = scim.post("/Users", &again).await.expect(409).json();
    assert_eq!(refused["scimType"], "uniqueness");
    assert!(
        refused["detail"].as_str().unwrap().contains(&id),
        "{refused}"
    );
    let entry = activity(&daemon, &daemon.tenant).pop().unwrap();
    assert_eq!(entry["error"]["detail"], refused["detail"], "{entry}");
    scim.post("/Groups", &group("Staff", &[])).await.expect(201);
    scim.post("/Groups", &group("staff", &[])).await.expect(409);
}

#[tokio::test]
async fn sixty_four_equal_creates_make_one_user() {
    let daemon = start();
    let scim = daemon.client();
    let creates: Vec<_> = (0..64)
        .map(|_| {
            let scim = scim.clone();
            tokio::spawn(async move { scim.post("/Users", &user("ada")).await.status.as_u16() })
        })
        .collect();
    let mut statuses = Vec::new();
    for create in creates {
        statuses.push(create.await.unwrap());
    }
    assert_eq!(
        statuses.iter().filter(|status| **status == 201).count(),
        1,
        "{statuses:?}"
    );
    assert_eq!(
        statuses.iter().filter(|status| **status == 409).count(),
        63,
        "{statuses:?}"
    );
    assert_eq!(scim.get("/Users").await.json()["totalResults"], 1);
}

#[tokio::test]
async fn groups_and_users_know_of_each_other() {
    let daemon = start();
    let scim = daemon.client();
    let ada = scim.post("/Users", &user("ada")).await.expect(201).id();
    let ben = scim.post("/Users", &user("ben")).await.expect(201).id();
    let staff = scim
        .post("/Groups", &group("Staff", &[&ada, &ben]))
        .await
        .expect(201)
        .id();
    let path = format!("/Groups/{staff}");

    let groups = scim.get(&format!("/Users/{ada}")).await.json()["groups"].clone();
    assert_eq!(groups[0]["value"], staff.as_str());
    assert_eq!(groups[0]["display"], "Staff");

    // Entra's default: only the ones named go.
    let remove =
        json!([{ "op": "Remove", "path": "members", "value": [{ "$ref": null, "value": ada }] }]);
    scim.patch(&path, &remove).await.expect(204);
    let members = scim.get(&path).await.json()["members"].clone();
    assert_eq!(members.as_array().unwrap().len(), 1);
    assert_eq!(members[0]["value"], ben.as_str());
    assert_eq!(
        scim.get(&format!("/Users/{ada}")).await.json()["groups"],
        Value::Null
    );

    // Okta's rename arrives with every change and leaves the members alone.
    let rename = json!([{ "op": "replace", "value": { "id": staff, "displayName": "All staff" } }]);
    scim.patch(&path, &rename).await.expect(204);
    let read = scim.get(&path).await.json();
    assert_eq!(read["displayName"], "All staff");
    assert_eq!(read["members"].as_array().unwrap().len(), 1);

    let bare = scim
        .get(&format!("{path}?excludedAttributes=members"))
        .await
        .json();
    assert_eq!(bare["members"], Value::Null);

    scim.delete(&format!("/Users/{ben}")).await.expect(204);
    assert_eq!(
        scim.get(&path).await.json()["members"],
        json!([]),
        "a deleted user leaves"
    );
    scim.delete(&path).await.expect(204);
    scim.get(&path).await.expect(404);
}

#[tokio::test]
async fn ten_thousand_members_fit_into_one_patch() {
    let daemon = start();
    let scim = daemon.client();
    let mut ids = Vec::new();
    for batch in 0..100 {
        let creates: Vec<_> = (0..100)
            .map(|n| {
                let scim = scim.clone();
                let name = format!("person{batch}x{n}");
                tokio::spawn(
                    async move { scim.post("/Users", &user(&name)).await.expect(201).id() },
                )
            })
            .collect();
        for create in creates {
            ids.push(create.await.unwrap());
        }
    }
    let all = scim
        .post("/Groups", &group("All", &[]))
        .await
        .expect(201)
        .id();
    let members: Vec<_> = ids.iter().map(|id| json!({ "value": id })).collect();
    let path = format!("/Groups/{all}");
    scim.patch(
        &path,
        &json!([{ "op": "add", "path": "members", "value": members }]),
    )
    .await
    .expect(204);
    let read = scim.get(&path).await.expect(200).json();
    assert_eq!(read["members"].as_array().unwrap().len(), 10_000);
}

#[tokio::test]
async fn a_walk_by_index_shows_everybody_once_in_a_stable_order() {
    let daemon = start();
    let scim = daemon.client();
    for n in 0..25 {
        scim.post("/Users", &user(&format!("p{n}")))
            .await
            .expect(201);
    }
    let mut seen = Vec::new();
    let mut start_index = 1;
    loop {
        let page = scim
            .get(&format!("/Users?startIndex={start_index}&count=10"))
            .await
            .json();
        assert_eq!(page["totalResults"], 25);
        assert_eq!(page["startIndex"], start_index);
        let resources = page["Resources"].as_array().unwrap();
        assert_eq!(page["itemsPerPage"], resources.len());
        if resources.is_empty() {
            break;
        }
        start_index += resources.len();
        seen.extend(resources.iter().map(|user| user["userName"].clone()));
    }
    let expected: Vec<_> = (0..25)
        .map(|n| json!(format!("p{n}@example.com")))
        .collect();
    assert_eq!(seen, expected);
}

#[tokio::test]
async fn a_page_shows_the_same_groups_as_each_user_by_themselves() {
    let daemon = start();
    let scim = daemon.client();
    let mut ids = Vec::new();
    for n in 0..9 {
        ids.push(
            scim.post("/Users", &user(&format!("p{n}")))
                .await
                .expect(201)
                .id(),
        );
    }
    for (name, members) in [
        ("One", vec![1, 4]),
        ("Two", vec![4, 5, 8]),
        ("None", vec![]),
    ] {
        let members: Vec<_> = members
            .into_iter()
            .map(|n: usize| ids[n].as_str())
            .collect();
        scim.post("/Groups", &group(name, &members))
            .await
            .expect(201);
    }
    for path in ["/Users", "/Users?sortBy=userName&sortOrder=descending"] {
        let page = scim.get(path).await.expect(200).json();
        let listed = page["Resources"].as_array().unwrap();
        assert_eq!(listed.len(), 9);
        for user in listed {
            let path = format!("/Users/{}", user["id"].as_str().unwrap());
            assert_eq!(&scim.get(&path).await.json(), user);
        }
        let linked = listed
            .iter()
            .filter(|user| user["groups"].is_array())
            .count();
        assert_eq!(linked, 4);
    }
}

#[tokio::test]
async fn a_walk_misses_nobody_while_others_are_deleted() {
    let daemon = start();
    let scim = daemon.client();
    let mut ids = Vec::new();
    for n in 0..30 {
        ids.push(
            scim.post("/Users", &user(&format!("p{n}")))
                .await
                .expect(201)
                .id(),
        );
    }
    let mut seen = Vec::new();
    for page in 0..3 {
        let path = format!("/Users?startIndex={}&count=10", page * 10 + 1);
        let resources = scim.get(&path).await.json()["Resources"].clone();
        seen.extend(
            resources
                .as_array()
                .unwrap()
                .iter()
                .map(|user| user["id"].clone()),
        );
        // Three who were shown already go: what is left moves up by three.
        for id in &ids[page * 10..page * 10 + 3] {
            scim.delete(&format!("/Users/{id}")).await.expect(204);
        }
    }
    for id in &ids {
        assert!(seen.contains(&json!(id)), "{id} was never shown");
    }
}

#[tokio::test]
async fn lists_filter_sort_and_project() {
    let daemon = start();
    let scim = daemon.client();
    for name in ["cora", "ada", "ben"] {
        scim.post("/Users", &user(name)).await.expect(201);
    }
    let cases = [
        (r#"userName eq "ADA@example.com""#, 1),
        (r#"externalId eq "ext-ben""#, 1),
        (r#"externalId eq "EXT-BEN""#, 0),
        (r#"emails[type eq "work" and value sw "c"]"#, 1),
        (r#"emails[type eq "work"].value eq "ada@example.com""#, 1),
        (r#"active eq true and not (displayName co "b")"#, 2),
        (r#"name.familyName eq "example" or userName pr"#, 3),
        (r#"meta.lastModified gt "2020-01-01T00:00:00Z""#, 3),
        (r#"userName eq "nobody""#, 0),
    ];
    for (filter, expected) in cases {
        let search = json!({
            "schemas": ["urn:ietf:params:scim:api:messages:2.0:SearchRequest"],
            "filter": filter,
        });
        let found = scim
            .post("/Users/.search", &search)
            .await
            .expect(200)
            .json();
        assert_eq!(found["totalResults"], expected, "{filter}: {found}");
    }
    let sorted = scim
        .get("/Users?sortBy=displayName&sortOrder=descending&attributes=displayName")
        .await
        .expect(200)
        .json();
    let first = &sorted["Resources"][0];
    assert_eq!(first["displayName"], "cora");
    assert_eq!(first["userName"], Value::Null);
    assert!(first["id"].is_string(), "id is always returned");
    let bad = scim
        .get("/Users?filter=userName%20eqq%20%22x%22")
        .await
        .expect(400)
        .json();
    assert_eq!(bad["scimType"], "invalidFilter");
}

#[tokio::test]
async fn entity_tags_guard_writes_and_spare_reads() {
    let daemon = start();
    let scim = daemon.client();
    let created = scim.post("/Users", &user("ada")).await.expect(201);
    let path = format!("/Users/{}", created.id());
    let etag = created.header("etag").expect("an ETag").to_owned();
    assert_eq!(created.json()["meta"]["version"], etag.as_str());
    let same = scim
        .send(Method::GET, &path, &[("if-none-match", &etag)], None)
        .await
        .expect(304);
    assert!(same.body.is_empty());
    let body = user("ada").to_string();
    let stale = [("if-match", "W/\"999\"")];
    scim.send(Method::PUT, &path, &stale, Some(body.clone()))
        .await
        .expect(412);
    scim.send(Method::DELETE, &path, &stale, None)
        .await
        .expect(412);
    scim.send(Method::PUT, &path, &[("if-match", &etag)], Some(body))
        .await
        .expect(200);
}

#[tokio::test]
async fn wrong_requests_are_told_what_is_wrong() {
    let daemon = start();
    let scim = daemon.client();
    let root = daemon.base_url.trim_end_matches("/scim/v2");
    let elsewhere = testkit::Client::new(root, &daemon.token);
    let lost = elsewhere.get("/scim/Users").await.expect(404).json();
    assert!(
        lost["detail"].as_str().unwrap().contains(&daemon.base_url),
        "{lost}"
    );

    for (method, path, status) in [
        (Method::PUT, "/Users", 405),
        (Method::DELETE, "/Schemas", 405),
        (Method::GET, "/Users/00919288221112222", 404),
        (Method::GET, "/Schemas/urn:nothing", 404),
        (Method::GET, "/Schemas?filter=id%20pr", 403),
        (Method::GET, "/Me", 501),
    ] {
        let answer = scim.send(method.clone(), path, &[], None).await;
        assert_eq!(answer.status.as_u16(), status, "{method} {path}");
        assert_eq!(
            answer.json()["status"],
            status.to_string(),
            "{method} {path}"
        );
    }
    for (body, scim_type) in [
        ("{", "invalidSyntax"),
        (r#"{"userName":"a","userName":"b"}"#, "invalidSyntax"),
        (r#"{"userName":"a","USERNAME":"b"}"#, "invalidSyntax"),
        (r#"{"displayName":"no name"}"#, "invalidValue"),
        (r#"{"userName":7}"#, "invalidValue"),
    ] {
        let answer = scim
            .send(Method::POST, "/Users", &[], Some(body.to_owned()))
            .await
            .expect(400);
        assert_eq!(answer.json()["scimType"], scim_type, "{body}");
    }
    let deep = format!("{}1{}", "[".repeat(100_000), "]".repeat(100_000));
    scim.send(Method::POST, "/Users", &[], Some(deep))
        .await
        .expect(400);
    let large = format!("{{\"userName\":\"{}\"}}", "x".repeat(9 << 20));
    scim.send(Method::POST, "/Users", &[], Some(large))
        .await
        .expect(413);
    let text = [("content-type", "text/plain")];
    scim.send(Method::POST, "/Users", &text, Some(user("x").to_string()))
        .await
        .expect(415);
    assert_eq!(scim.get("/Users").await.json()["totalResults"], 0);

    let failed: Vec<_> = activity(&daemon, &daemon.tenant)
        .into_iter()
        .filter(|entry| entry["result"] == "failed")
        .collect();
    assert!(failed.len() >= 6, "refusals are in the log: {failed:#?}");
}

#[tokio::test]
async fn discovery_is_readable_without_a_token_and_nothing_else_is() {
    let daemon = start();
    let scim = daemon.client();
    let nobody = scim.with_authorization(None);
    for path in [
        "/ServiceProviderConfig",
        "/Schemas",
        "/ResourceTypes",
        "/ResourceTypes/User",
    ] {
        nobody.get(path).await.expect(200);
    }
    for path in ["/Users", "/Groups", "/Users/x", "/Nothing"] {
        let refused = nobody.get(path).await;
        if path == "/Nothing" {
            drop(refused.expect(404));
        } else {
            assert!(
                refused
                    .header("www-authenticate")
                    .is_some_and(|value| value.starts_with("Bearer"))
            );
            drop(refused.expect(401));
        }
    }
}

#[tokio::test]
async fn a_change_that_changes_nothing_moves_no_version() {
    let daemon = start();
    let scim = daemon.client();
    let created = scim.post("/Users", &user("ada")).await.expect(201).json();
    let path = format!("/Users/{}", created["id"].as_str().unwrap());
    for _ in 0..20 {
        let same = json!([{ "op": "replace", "path": "active", "value": "True" }]);
        let answer = scim.patch(&path, &same).await.expect(200).json();
        assert_eq!(answer["meta"], created["meta"]);
    }
}
