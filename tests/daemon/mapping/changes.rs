//! Another table: previewed, applied step by step, cancelled.

use super::*;

/// Many users, by bulk requests.
async fn people(daemon: &Process, count: usize) -> Vec<String> {
    let scim = daemon.client();
    let mut ids = Vec::new();
    for part in (0..count).collect::<Vec<_>>().chunks(250) {
        let operations: Vec<Value> = part
            .iter()
            .map(|number| {
                json!({ "method": "POST", "path": "/Users", "bulkId": number.to_string(),
                        "data": user(&format!("u{number:04}")) })
            })
            .collect();
        let body = json!({
            "schemas": ["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],
            "Operations": operations,
        });
        let answer = scim.post("/Bulk", &body).await.expect(200).json();
        for operation in answer["Operations"].as_array().unwrap() {
            let location = operation["location"].as_str().unwrap();
            ids.push(location.rsplit('/').next().unwrap().to_owned());
        }
    }
    ids
}

fn members(daemon: &Process) -> Vec<Value> {
    daemon.cli(&["member", "list", &daemon.tenant])
}

/// I11: the preview of a table is exactly what the change then does, to thousands, while the account
/// is served.
#[tokio::test]
async fn a_preview_is_exact_and_its_change_blocks_nobody() {
    const COUNT: usize = 2_000;
    let daemon = start();
    let scim = daemon.client();
    let ids = people(&daemon, COUNT).await;
    let some: Vec<&str> = ids.iter().step_by(2).map(String::as_str).collect();
    let others: Vec<&str> = ids.iter().step_by(3).map(String::as_str).collect();
    scim.post("/Groups", &group("Even", &some))
        .await
        .expect(201);
    scim.post("/Groups", &group("Third", &others))
        .await
        .expect(201);
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
    // The account is served meanwhile.
    scim.get(&format!("/Users/{}", ids[0])).await.expect(200);
    let title = json!([{ "op": "add", "path": "title", "value": "x" }]);
    scim.patch(&format!("/Users/{}", ids[0]), &title)
        .await
        .expect(200);
    settled(&daemon).await;

    let after = members(&daemon);
    let mut changed = 0;
    for (before, after) in before.iter().zip(&after) {
        let item = preview["items"].as_array().unwrap().iter();
        let mut item = item.filter(|item| item["member"] == before["id"]);
        let differs = ["user_group", "classes", "teacher"]
            .iter()
            .any(|field| before[field] != after[field]);
        let item = item.next();
        assert_eq!(item.is_some(), differs, "{after}");
        let Some(item) = item else { continue };
        changed += 1;
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
    assert_eq!(preview["changed"], changed);
    assert_eq!(preview["members"], COUNT);
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

/// I11: a change is cancelled; whom it has not reached keeps what they had, and who has something
/// else gets that back.
#[tokio::test]
async fn a_cancelled_change_leaves_everybody_as_they_were() {
    let daemon = start();
    let scim = daemon.client();
    let ids = people(&daemon, 1_500).await;
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
