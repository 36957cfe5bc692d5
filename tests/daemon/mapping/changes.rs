//! Another table: previewed, applied step by step, cancelled.

use std::{collections::HashMap, env};

use super::*;
use crate::{admin, many};

/// A preview names so many of those who are changed.
const MOST_NAMED: usize = 10_000;

fn members(daemon: &Process) -> Vec<Value> {
    daemon.cli(&["member", "list", &daemon.tenant])
}

/// I11: the preview of a table is exactly what the change then does, to thousands, while the account
/// is served.
#[tokio::test]
async fn a_preview_is_exact_and_its_change_blocks_nobody() {
    let count = env::var("ROSTERD_MAPPED_MEMBERS");
    let count = count.map_or(2_000, |text| text.parse().expect("a number"));
    let daemon = start();
    let scim = daemon.client();
    let ids = many::users(&scim, count).await;
    let some: Vec<&str> = ids.iter().step_by(2).map(String::as_str).collect();
    let others: Vec<&str> = ids.iter().step_by(3).map(String::as_str).collect();
    many::group_of(&scim, "Even", &some).await;
    many::group_of(&scim, "Third", &others).await;
    map(
        &daemon,
        &json!([{ "name": "Third", "user_group": "Old", "teacher": true }]),
    )
    .await;
    let before = members(&daemon);
    assert_eq!(
        before
            .iter()
            .filter(|member| member["teacher"] == true)
            .count(),
        others.len()
    );

    let rows = json!([
        { "name": "Even", "user_group": "Lab", "class": "Lab course" },
        { "name": "Third", "user_group": "Old" },
    ]);
    let (code, lines, words) = with_rows(&daemon, "preview", &rows, &[]);
    assert_eq!(code, Some(0), "{words}");
    let preview = lines[0].clone();
    let (_, dry, _) = with_rows(&daemon, "set", &rows, &["--dry-run"]);
    assert_eq!(dry[0], preview, "a dry run is the preview");
    assert_eq!(members(&daemon), before, "and changes nothing");

    let (code, _, words) = with_rows(&daemon, "set", &rows, &[]);
    assert_eq!(code, Some(0), "{words}");
    let served = serve_meanwhile(&daemon, &ids[0]).await;
    println!("{count} members; meanwhile {served} reads and as many writes");
    // With few it may be over as soon as it is looked at.
    assert!(count < 20_000 || served >= 10, "{served}");

    let after = members(&daemon);
    let mut changed = 0;
    let items = preview["items"].as_array().unwrap().iter();
    let mut items: HashMap<&str, &Value> = items
        .map(|item| (item["member"].as_str().unwrap(), item))
        .collect();
    for (before, after) in before.iter().zip(&after) {
        let differs = ["user_group", "classes", "teacher"]
            .iter()
            .any(|field| before[field] != after[field]);
        changed += usize::from(differs);
        let item = items.remove(before["id"].as_str().unwrap());
        let Some(item) = item else {
            assert!(!differs || changed > MOST_NAMED, "{after}");
            continue;
        };
        assert!(differs, "{after}");
        if before["user_group"] != after["user_group"] {
            assert_eq!(item["user_group"]["from"], before["user_group"]);
            assert_eq!(item["user_group"]["to"], after["user_group"]);
        }
        let gained = item["classes_gained"].as_array().unwrap().len();
        assert_eq!(gained, after["classes"].as_array().unwrap().len());
        assert_eq!(
            item["teacher"] == false,
            before["teacher"] != after["teacher"]
        );
    }
    assert!(items.is_empty(), "who is named is changed");
    assert_eq!(preview["changed"], changed);
    assert_eq!(preview["members"], count);
    let total = |what: &str, name: Value| {
        let mut totals = preview["totals"].as_array().unwrap().iter();
        totals
            .find(|total| total["what"] == what && total["name"] == name)
            .map(|total| (total["gain"].clone(), total["lose"].clone()))
    };
    let teachers = others.len();
    assert_eq!(
        total("teacher", json!(null)),
        Some((json!(0), json!(teachers)))
    );
    assert_eq!(
        total("class", json!("Lab course")),
        Some((json!(some.len()), json!(0)))
    );
    assert_eq!(preview["classes_made"][0]["name"], "Lab course");
}

/// Reads and writes somebody until the change has reached everybody; how often, while it had not.
async fn serve_meanwhile(daemon: &Process, id: &str) -> usize {
    let table = format!("/v1/tenants/{}/mappings", daemon.tenant);
    let is_under_way = || {
        let (status, table) = admin(daemon, "GET", &table, &Value::Null);
        assert_eq!(status, 200, "{table}");
        !table["applying"].is_null()
    };
    let (scim, path) = (daemon.client(), format!("/Users/{id}"));
    let mut served = 0;
    loop {
        let title = json!([{ "op": "add", "path": "title", "value": served.to_string() }]);
        scim.patch(&path, &title).await.expect(200);
        let shown = scim.get(&path).await.expect(200).json();
        assert_eq!(shown["title"], served.to_string());
        if !is_under_way() {
            return served;
        }
        served += 1;
    }
}

/// I11: a change is cancelled; whom it has not reached keeps what they had, and who has something
/// else gets that back.
#[tokio::test]
async fn a_cancelled_change_leaves_everybody_as_they_were() {
    let daemon = start();
    let scim = daemon.client();
    let ids = many::users(&scim, 1_500).await;
    let all: Vec<&str> = ids.iter().map(String::as_str).collect();
    scim.post("/Groups", &group("Crew", &all)).await.expect(201);
    map(&daemon, &json!([{ "name": "Crew", "user_group": "Old" }])).await;
    let before = members(&daemon);
    let (code, lines, words) = with_rows(
        &daemon,
        "set",
        &json!([{ "name": "Crew", "user_group": "New" }]),
        &[],
    );
    assert_eq!(code, Some(0), "{words}");
    assert_eq!(lines[0]["version"], 2);
    assert!(lines[0]["applying"].is_object(), "{}", lines[0]);
    let (code, lines, words) = daemon.try_cli(&["mapping", "cancel", &daemon.tenant]);
    assert_eq!(code, Some(0), "{words}");
    assert_eq!(lines[0]["version"], 3);
    assert_eq!(lines[0]["rows"][0]["user_group"], "Old");
    settled(&daemon).await;
    let after = members(&daemon);
    let groups = |members: &[Value]| -> Vec<Value> {
        members
            .iter()
            .map(|member| member["user_group"].clone())
            .collect()
    };
    assert_eq!(groups(&after), groups(&before));
    let (code, _, words) = daemon.try_cli(&["mapping", "cancel", &daemon.tenant]);
    assert_eq!(code, Some(1));
    assert!(words.contains("nothing to cancel"), "{words}");
}

/// I11, R59: a wrong table is refused row by row, a stale one by its version.
#[tokio::test]
async fn a_table_that_cannot_be_meant_is_refused() {
    let daemon = start();
    let rows = json!([{ "name": "a", "teacher": true }, { "name": "b" }, { "nmae": "c", "teacher": true }]);
    for verb in ["set", "preview"] {
        let (code, _, words) = with_rows(&daemon, verb, &rows, &[]);
        assert_eq!(code, Some(1));
        assert!(words.contains("row 2: it gives nothing"), "{words}");
        assert!(words.contains("row 3: unknown field `nmae`"), "{words}");
    }
    map(&daemon, &json!([{ "name": "a", "teacher": true }])).await;
    let (code, _, words) = with_rows(&daemon, "set", &json!([]), &["--if-version", "7"]);
    assert_eq!(code, Some(1));
    assert!(words.contains("version 1 now"), "{words}");
    let (code, ..) = with_rows(&daemon, "set", &json!([]), &["--if-version", "1"]);
    assert_eq!(code, Some(0));
    let table = settled(&daemon).await;
    assert_eq!((&table["version"], &table["rows"]), (&json!(2), &json!([])));
    let log = activity(&daemon, &daemon.tenant);
    assert!(
        log.iter()
            .any(|entry| entry["operation"] == "mapping_change")
    );
}
