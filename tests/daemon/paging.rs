//! Pages: by cursor (RFC 9865) and by index, from outside.

use std::time::Duration;

use serde_json::{Value, json};
use testkit::{Client, Process};

use crate::{start, user};

const SEARCH: &str = "urn:ietf:params:scim:api:messages:2.0:SearchRequest";

/// Users who came one after the other: `meta.created` counts milliseconds, and among equal ones age
/// decides in either direction.
async fn with_users(names: impl IntoIterator<Item = String>) -> Process {
    let daemon = start();
    let scim = daemon.client();
    for name in names {
        scim.post("/Users", &user(&name)).await.expect(201);
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    daemon
}

fn numbered(count: usize) -> impl Iterator<Item = String> {
    (0..count).map(|number| format!("u{number:02}"))
}

fn names(page: &Value) -> Vec<String> {
    let resources = page["Resources"].as_array().unwrap();
    let name = |user: &Value| user["displayName"].as_str().unwrap().to_owned();
    resources.iter().map(name).collect()
}

/// One page by its cursor, and the cursor of the next one.
async fn page(scim: &Client, query: &str, cursor: &str) -> (Value, Option<String>) {
    let path = format!("/Users?{query}&cursor={cursor}");
    let page = scim.get(&path).await.expect(200).json();
    assert_eq!(page.get("startIndex"), None);
    assert_eq!(page["itemsPerPage"], names(&page).len());
    let next = page
        .get("nextCursor")
        .map(|next| next.as_str().unwrap().to_owned());
    (page, next)
}

/// Everybody whom a walk shows, in its order.
async fn walk(scim: &Client, query: &str) -> Vec<String> {
    let mut seen = Vec::new();
    let mut cursor = String::new();
    loop {
        let (page, next) = page(scim, query, &cursor).await;
        seen.extend(names(&page));
        match next {
            Some(next) => cursor = next,
            None => return seen,
        }
    }
}

#[tokio::test]
async fn a_cursor_walk_shows_everybody_once_in_every_order() {
    let daemon = with_users(numbered(23)).await;
    let scim = daemon.client();
    let oldest_first: Vec<_> = numbered(23).collect();
    let newest_first: Vec<_> = oldest_first.iter().rev().cloned().collect();
    for (query, expected) in [
        ("count=5", &oldest_first),
        ("count=23", &oldest_first),
        ("count=5&filter=userName+sw+%22u%22", &oldest_first),
        (
            "count=5&sortBy=userName&sortOrder=Descending",
            &newest_first,
        ),
        (
            "count=5&sortBy=emails.value&filter=active+eq+true",
            &oldest_first,
        ),
        ("count=5&sortBy=id", &oldest_first),
        (
            "count=5&sortBy=meta.created&sortOrder=DESCENDING",
            &newest_first,
        ),
        ("count=5&sortBy=emails&sortOrder=descending", &newest_first),
        (
            "count=5&sortBy=name.givenName&filter=meta.resourceType+eq+%22User%22",
            &oldest_first,
        ),
        // What no type has is no order.
        (
            "count=5&sortBy=shoeSize&sortOrder=descending",
            &oldest_first,
        ),
        // Nobody has one: age decides.
        (
            "count=5&sortBy=nickName&sortOrder=descending",
            &oldest_first,
        ),
    ] {
        assert_eq!(&walk(&scim, query).await, expected, "{query}");
    }
}

#[tokio::test]
async fn a_walk_is_not_disturbed_by_those_who_come_and_go() {
    let daemon = with_users(numbered(20)).await;
    let scim = daemon.client();
    let (first, next) = page(&scim, "count=8", "").await;
    assert_eq!(first["totalResults"], 20);
    // One who was shown already goes, and one who was not.
    for gone in ["u02", "u09"] {
        let filter = format!("/Users?filter=displayName+eq+%22{gone}%22");
        let found = scim.get(&filter).await.expect(200).json();
        let id = found["Resources"][0]["id"].as_str().unwrap();
        scim.delete(&format!("/Users/{id}")).await.expect(204);
    }
    scim.post("/Users", &user("new")).await.expect(201);

    let mut seen = names(&first);
    let mut cursor = next;
    while let Some(next) = cursor {
        let (page, next) = page(&scim, "count=8", &next).await;
        seen.extend(names(&page));
        cursor = next;
    }
    let expected = numbered(20)
        .filter(|name| name != "u09")
        .chain([String::from("new")]);
    assert_eq!(seen, expected.collect::<Vec<_>>());
}

#[tokio::test]
async fn a_search_pages_by_cursor_too() {
    let daemon = with_users(numbered(5)).await;
    let scim = daemon.client();
    let search = async |cursor: &str| {
        let body =
            json!({ "schemas": [SEARCH], "cursor": cursor, "count": 3, "sortBy": "userName" });
        scim.post("/Users/.search", &body).await.expect(200).json()
    };
    let first = search("").await;
    let second = search(first["nextCursor"].as_str().unwrap()).await;
    assert_eq!(names(&first), ["u00", "u01", "u02"]);
    assert_eq!(names(&second), ["u03", "u04"]);
    assert_eq!(second.get("nextCursor"), None);
    assert_eq!(second["totalResults"], 5);
}

#[tokio::test]
async fn a_cursor_outlasts_a_restart() {
    let daemon = with_users(numbered(4)).await;
    let (_, next) = page(&daemon.client(), "count=3", "").await;
    let daemon = daemon.kill_and_restart();
    let (rest, _) = page(&daemon.client(), "count=3", &next.unwrap()).await;
    assert_eq!(names(&rest), ["u03"]);
}

#[tokio::test]
async fn every_cursor_that_is_not_of_this_query_is_refused_in_the_same_words() {
    let daemon = with_users(numbered(4)).await;
    let scim = daemon.client();
    let (_, cursor) = page(&scim, "count=3", "").await;
    let cursor = cursor.unwrap();
    assert!(cursor.len() <= 600);
    assert!(
        cursor
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
    );

    let other = daemon.cli(&[
        "tenant", "create", "Other", "--kind", "school", "--sso", "saml",
    ]);
    let other = other[0]["id"].as_str().unwrap();
    let token = daemon.cli(&["token", "create", other, "Okta"]);
    let foreign = Client::new(&daemon.base_url, token[0]["token"].as_str().unwrap());

    let truncated = &cursor[..cursor.len() - 4];
    let mut answers = Vec::new();
    for path in [
        "/Users?cursor=nonsense".to_owned(),
        "/Users?cursor=%ff".to_owned(),
        format!("/Users?cursor={truncated}"),
        format!("/Users?cursor={cursor}AAAA"),
        format!("/Users?cursor={cursor}&filter=active+eq+true"),
        format!("/Users?cursor={cursor}&sortBy=userName"),
        format!("/Groups?cursor={cursor}"),
    ] {
        answers.push(scim.get(&path).await.expect(400).body);
    }
    let stolen = foreign.get(&format!("/Users?cursor={cursor}")).await;
    answers.push(stolen.expect(400).body);
    answers.dedup();
    assert_eq!(answers.len(), 1, "{answers:?}");
    let answer: Value = serde_json::from_slice(&answers[0]).unwrap();
    assert_eq!(answer["scimType"], "invalidCursor");
}

#[tokio::test]
async fn a_query_pages_one_way_at_a_time() {
    let daemon = with_users(numbered(2)).await;
    let scim = daemon.client();
    for (query, scim_type) in [
        ("startIndex=1&cursor=", "invalidValue"),
        ("cursor&count=many", "invalidCount"),
    ] {
        let refused = scim.get(&format!("/Users?{query}")).await.expect(400);
        assert_eq!(refused.json()["scimType"], scim_type, "{query}");
    }
    let by_index = scim.get("/Users?count=1").await.expect(200).json();
    assert_eq!(
        (&by_index["startIndex"], by_index.get("nextCursor")),
        (&json!(1), None)
    );
    let total_only = scim.get("/Users?cursor&count=-1").await.expect(200).json();
    assert_eq!(
        (&total_only["totalResults"], &total_only["Resources"]),
        (&json!(2), &json!([]))
    );
    let config = scim.get("/ServiceProviderConfig").await.expect(200).json();
    let expected = json!({
        "cursor": true,
        "index": true,
        "defaultPaginationMethod": "index",
        "defaultPageSize": 100,
        "maxPageSize": 1000,
        "cursorTimeout": 3600,
    });
    assert_eq!(config["pagination"], expected);
}

/// 20 users of whom the second, third and fourth are deleted at the given place of a walk.
async fn shifted(before: &[usize], after: &[usize]) -> (Process, Client) {
    let daemon = with_users(numbered(20)).await;
    let scim = daemon.client();
    let page = async |start: usize| {
        let path = format!("/Users?startIndex={start}&count=5");
        names(&scim.get(&path).await.expect(200).json())
    };
    let everybody = scim.get("/Users?sortBy=id").await.expect(200).json();
    let mut seen = Vec::new();
    for start in before {
        seen.extend(page(*start).await);
    }
    for user in &everybody["Resources"].as_array().unwrap()[1..4] {
        let path = format!("/Users/{}", user["id"].as_str().unwrap());
        scim.delete(&path).await.expect(204);
    }
    for start in after {
        seen.extend(page(*start).await);
    }
    assert_eq!(seen, numbered(20).collect::<Vec<_>>(), "the walk itself");
    (daemon, scim)
}

#[tokio::test]
async fn a_page_beside_a_walk_is_exact_though_others_were_deleted() {
    let (_daemon, scim) = shifted(&[1], &[6, 11, 16]).await;
    let left: Vec<_> = numbered(20)
        .filter(|name| !["u01", "u02", "u03"].contains(&&**name))
        .collect();
    for (start, count) in [(12, 3), (2, 4), (15, 3), (6, 5), (17, 1), (18, 5)] {
        let path = format!("/Users?startIndex={start}&count={count}");
        let page = scim.get(&path).await.expect(200).json();
        let expected: Vec<_> = left.iter().skip(start - 1).take(count).cloned().collect();
        assert_eq!(names(&page), expected, "{path}");
        assert_eq!(page["totalResults"], 17);
    }
}

#[tokio::test]
async fn a_walk_that_has_ended_moves_no_later_page() {
    let (_daemon, scim) = shifted(&[1, 6, 11, 16], &[]).await;
    scim.get("/Users?startIndex=1&count=100").await.expect(200);
    for (start, expected) in [
        (16, vec!["u18", "u19"]),
        (11, vec!["u13", "u14", "u15", "u16", "u17"]),
    ] {
        let path = format!("/Users?startIndex={start}&count=5");
        let page = scim.get(&path).await.expect(200).json();
        assert_eq!(names(&page), expected, "{path}");
    }
}

#[tokio::test]
async fn a_start_beyond_all_counting_is_echoed_as_a_64_bit_number() {
    let daemon = with_users(numbered(1)).await;
    for start in ["9223372036854775808", "99999999999999999999"] {
        let path = format!("/Users?startIndex={start}");
        let page = daemon.client().get(&path).await.expect(200).json();
        assert_eq!(page["startIndex"].as_i64(), Some(i64::MAX), "{start}");
        assert_eq!(page["Resources"], json!([]));
    }
}
