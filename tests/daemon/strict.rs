//! Strict mode: every tolerance that has a name is taken and told in lenient mode, and refused in
//! strict mode.

mod table;

use std::collections::BTreeSet;

use ::scim::leniency::Tolerance;
use http::Method;
use serde_json::{Value, json};
use testkit::{Answer, Client, Process};

use self::table::{Row, rows};
use crate::{activity, group, start, user};

/// What a request is about: made by the book, so that either mode takes it.
struct Scene {
    /// In the group.
    user: String,
    /// Not in the group.
    other: String,
    group: String,
    /// Nobody has this name yet.
    name: String,
}

impl Scene {
    async fn make(scim: &Client, name: String) -> Self {
        let make = async |path, body: &Value| scim.post(path, body).await.expect(201).id();
        let member = make("/Users", &user(&format!("{name}-member"))).await;
        Self {
            other: make("/Users", &user(&format!("{name}-other"))).await,
            group: make("/Groups", &group(&name, &[&member])).await,
            user: member,
            name,
        }
    }
}

#[tokio::test]
async fn every_tolerance_that_has_a_name_is_told_in_lenient_mode_and_refused_in_strict_mode() {
    let daemon = start();
    let scim = daemon.client();
    let number = rows(&Scene::make(&scim, "counted".to_owned()).await).len();
    let mut seen = BTreeSet::new();
    for strict in [false, true] {
        let word = strict.to_string();
        daemon.cli(&["tenant", "set", &daemon.tenant, "--strict", &word]);
        for index in 0..number {
            let scene = Scene::make(&scim, format!("{strict}-{index}")).await;
            let row = rows(&scene).remove(index);
            let answer = send(&scim, &row).await;
            if strict {
                let error = answer.expect(400).json();
                assert_eq!(error["scimType"], row.scim_type, "{row:?}: {error}");
            } else {
                accepted(&daemon, &row, &answer);
                seen.insert(row.tolerance);
            }
        }
    }
    let all: BTreeSet<Tolerance> = Tolerance::ALL.iter().copied().collect();
    assert_eq!(seen, all, "each needs a row in the table");
}

#[test]
fn every_tolerance_is_documented_with_what_strict_mode_answers() {
    let page = include_str!("../../docs/reference/switches.md");
    let mut documented = BTreeSet::new();
    for line in page.lines() {
        if let [_, name, _, words, _] = line.split('|').collect::<Vec<_>>().as_slice()
            && let Some(name) = name.trim().strip_prefix('`')
        {
            let name = name.trim_end_matches('`').to_owned();
            for word in words.split_whitespace() {
                documented.insert((name.clone(), word.trim_matches(['`', ',']).to_owned()));
            }
        }
    }
    let scene = Scene {
        user: String::new(),
        other: String::new(),
        group: String::new(),
        name: String::new(),
    };
    let tested: BTreeSet<(String, String)> = rows(&scene)
        .iter()
        .map(|row| (row.tolerance.to_string(), row.scim_type.to_owned()))
        .collect();
    assert_eq!(documented, tested);
}

async fn send(scim: &Client, row: &Row) -> Answer {
    let body = row.body.as_ref().map(Value::to_string);
    scim.send(row.method.clone(), &row.path, &[], body).await
}

fn accepted(daemon: &Process, row: &Row, answer: &Answer) {
    assert!(answer.status.is_success(), "{row:?}: {answer:?}");
    if row.path == "/Bulk" {
        for operation in answer.json()["Operations"].as_array().unwrap() {
            assert!(
                operation["status"].as_str().unwrap().starts_with('2'),
                "{row:?}: {operation}"
            );
        }
    }
    if row.is_read() {
        return;
    }
    let entry = activity(daemon, &daemon.tenant).pop().unwrap();
    let mut notes = entry["notes"].as_array().into_iter().flatten();
    let told = notes.any(|note| note["tolerance"] == row.tolerance.as_str());
    assert!(told, "{row:?}: {entry}");
}

#[tokio::test]
async fn what_is_by_the_book_is_taken_in_strict_mode() {
    let daemon = start();
    let scim = daemon.client();
    daemon.cli(&["tenant", "set", &daemon.tenant, "--strict", "true"]);
    let ada = scim.post("/Users", &user("ada")).await.expect(201).id();
    let path = format!("/Users/{ada}");
    let search = json!({
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:SearchRequest"],
        "filter": "userName sw \"ada\" and active eq true",
    });
    let found = scim.post("/Users/.search", &search).await.expect(200);
    assert_eq!(found.json()["totalResults"], 1);
    let empty = json!([
        { "op": "replace", "path": "title", "value": "" },
        { "op": "add", "path": "profileUrl", "value": "https://example.com/~ada" },
        { "op": "add", "path": "x509Certificates", "value": [{ "value": "TWFu" }] },
    ]);
    let patched = scim.patch(&path, &empty).await.expect(200).json();
    assert_eq!(patched["title"], "", "a text without characters is a text");
    let staff = scim
        .post("/Groups", &group("Staff", &[&ada]))
        .await
        .expect(201)
        .id();
    let bulk = json!({
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],
        "Operations": [{ "method": "DELETE", "path": format!("/Groups/{staff}") }],
    });
    let done = scim.post("/Bulk", &bulk).await.expect(200).json();
    assert_eq!(done["Operations"][0]["status"], "204");
    scim.send(Method::DELETE, &path, &[], None)
        .await
        .expect(204);
}
