//! Members and activity as CSV.

use std::{fs, process::Command};

use serde_json::json;
use testkit::Process;

use crate::{
    ROSTERD, activity, admin,
    import::{Files, import},
    start, user,
};

/// What an export writes to standard output.
fn export(daemon: &Process, tenant: &str, flags: &[&str]) -> String {
    let output = Command::new(ROSTERD)
        .args(["export", tenant])
        .args(flags)
        .arg("--socket")
        .arg(&daemon.socket)
        .output()
        .unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{errors}");
    String::from_utf8(output.stdout).unwrap()
}

fn records(text: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(text.as_bytes());
    let records = reader.records().map(|record| {
        let record = record.unwrap();
        record.iter().map(str::to_owned).collect()
    });
    records.collect()
}

/// The columns that an import reads.
fn people(text: &str) -> Vec<Vec<String>> {
    let mut records = records(text);
    for record in &mut records {
        record.truncate(6);
    }
    records
}

#[test]
fn what_is_exported_can_be_imported_elsewhere_and_is_the_same() {
    let daemon = start();
    let files = Files::new();
    for name in ["one", "other"] {
        daemon.cli(&["tenant", "create", name]);
    }
    let rows = json!([
        {"line": 2, "email": "ada@x.org", "display_name": "Ada \"the first\", B.",
         "user_name": "=1+1", "user_group": "Staff; all", "teacher": true,
         "classes": ["7A", "Smith, Room 2", "a;b", "back\\slash", "=x"]},
        {"line": 3, "email": "=ben@x.org", "display_name": "two\nlines", "user_group": "'=quoted"},
        {"line": 4, "email": "cora@x.org", "display_name": "Zoë 山田"},
    ]);
    let body = json!({"file": "x", "rows": rows});
    let (status, answer) = admin(&daemon, "POST", "/v1/tenants/one/members/import", &body);
    assert_eq!(status, 200, "{answer}");

    let first = export(&daemon, "one", &["members"]);
    let said = import(&daemon, "other", &files.write("one.csv", &first), &[]);
    assert_eq!(said.totals["added"], 3);
    let second = export(&daemon, "other", &["members", "--csv"]);
    assert_eq!(people(&first), people(&second));
    assert_eq!(records(&first)[1][8], "import");
}

#[tokio::test]
async fn formulas_do_not_run_unless_raw_is_asked_for_and_tombstones_are_left_out() {
    let daemon = start();
    let (scim, tenant) = (daemon.client(), daemon.tenant.as_str());
    let mut body = user("ada");
    body["displayName"] = json!("=HYPERLINK(\"http://x\")");
    scim.post("/Users", &body).await.expect(201);
    daemon.cli(&["tenant", "set", tenant, "--grace-days", "0"]);
    let ben = scim.post("/Users", &user("ben")).await.expect(201).id();
    scim.delete(&format!("/Users/{ben}")).await.expect(204);

    let text = export(&daemon, tenant, &["members"]);
    assert!(text.contains("\"'=HYPERLINK(\"\"http://x\"\")\""), "{text}");
    assert!(
        text.starts_with("email,user_name,display_name,user_group,classes,teacher,"),
        "{text}"
    );
    assert_eq!(
        text.matches("\r\n").count(),
        2,
        "a heading and a member: {text}"
    );
    let raw = export(&daemon, tenant, &["members", "--raw"]);
    assert!(raw.contains("\"=HYPERLINK("), "{raw}");
    let json = daemon.cli(&["export", tenant, "members"]);
    assert_eq!(json[0]["display_name"], "=HYPERLINK(\"http://x\")");
}

#[tokio::test]
async fn the_activity_has_a_row_for_each_entry_on_every_page() {
    let daemon = start();
    let (tenant, files) = (daemon.tenant.as_str(), Files::new());
    let people = (0..1_200).map(|number| format!("u{number}@x.org"));
    let text = ["email".to_owned()].into_iter().chain(people);
    let text = text.collect::<Vec<_>>().join("\n");
    import(&daemon, tenant, &files.write("people.csv", text), &[]);
    let path = files.path("activity.csv");
    let output = path.to_str().unwrap();
    let shown = export(&daemon, tenant, &["activity", "--output", output]);
    assert!(shown.is_empty(), "{shown}");
    let records = records(&fs::read_to_string(&path).unwrap());
    let log = activity(&daemon, tenant);
    assert_eq!(records.len(), log.len() + 1);
    let column = |name: &str| records[0].iter().position(|column| column == name).unwrap();
    for (record, entry) in records[1..].iter().zip(&log) {
        assert_eq!(record[column("seq")], entry["seq"].to_string());
        assert_eq!(
            record[column("operation")],
            entry["operation"].as_str().unwrap()
        );
    }
    let last = records.last().unwrap();
    assert_eq!(last[column("source_name")], "people.csv");
    let left: Vec<_> = fs::read_dir(path.parent().unwrap()).unwrap().collect();
    assert_eq!(left.len(), 2, "nothing but the two files");
}

#[test]
fn an_export_that_fails_leaves_what_was_there() {
    let daemon = start();
    let files = Files::new();
    let before = files.write("members.csv", "before");
    let (code, _, errors) = daemon.try_cli(&["export", "none", "members", "--output", &before]);
    assert_eq!(code, Some(1), "{errors}");
    assert_eq!(fs::read_to_string(&before).unwrap(), "before");
}

/// I5: what `drift` tells, as a table.
#[tokio::test]
async fn drift_is_written_list_after_list() {
    let daemon = start();
    let (scim, tenant, files) = (daemon.client(), daemon.tenant.as_str(), Files::new());
    let heading = ["difference", "email", "member_id", "user_id", "says"];
    assert_eq!(records(&export(&daemon, tenant, &["drift"])), [heading]);

    let ada = scim.post("/Users", &user("ada")).await.expect(201).id();
    daemon.cli(&["member", "add", tenant, "=old@example.com"]);
    daemon.cli(&["setting", "set", tenant, "auto_manage=false"]);
    let new = scim.post("/Users", &user("new")).await.expect(201).id();
    scim.delete(&format!("/Users/{ada}")).await.expect(204);
    let app = json!({ "members": [{ "email": "=old@example.com" }, { "email": "x@example.com" }] });
    let app = files.write("app.json", app.to_string());
    let path = files.path("drift.csv");
    let flags = ["drift", "--app", &app, "--output", path.to_str().unwrap()];
    assert!(export(&daemon, tenant, &flags).is_empty());
    let written = records(&fs::read_to_string(&path).unwrap());
    let told: Vec<_> = written[1..]
        .iter()
        .map(|row| [&*row[0], &*row[1]])
        .collect();
    assert_eq!(
        told,
        [
            ["not_members", "new@example.com"],
            ["not_applied", "ada@example.com"],
            ["unmanaged", "'=old@example.com"],
            ["only_in_app", "x@example.com"],
            ["missing_in_app", "ada@example.com"],
        ]
    );
    assert_eq!((&*written[1][2], &*written[1][3]), ("", &*new));
    assert!(written[1][4].contains("who is no member"));

    let lines = daemon.cli(&["export", tenant, "drift", "--app", &app]);
    let drift = daemon
        .try_cli(&["drift", tenant, "--app", &app])
        .1
        .remove(0);
    assert_eq!(drift["total"], lines.len());
    assert_eq!(lines[2]["email"], "=old@example.com");
    let (code, _, errors) = daemon.try_cli(&["export", tenant, "members", "--app", &app]);
    assert_eq!(code, Some(2));
    assert!(errors.contains("--app"), "{errors}");
}
