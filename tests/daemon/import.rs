//! Members by CSV (R88–R90): the command, the daemon, and the directory that comes later.

mod files;
mod interrupted;

use std::{fs, path::PathBuf};

use serde_json::{Value, json};
use tempfile::TempDir;
use testkit::Process;

use crate::{activity, admin, group, member, start, user};

/// A folder with files to import.
pub(super) struct Files(TempDir);

impl Files {
    pub(super) fn new() -> Self {
        Self(TempDir::new().unwrap())
    }

    pub(super) fn write(&self, name: &str, content: impl AsRef<[u8]>) -> String {
        let path = self.path(name);
        fs::write(&path, content).unwrap();
        path.to_str().unwrap().to_owned()
    }

    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }
}

/// What an import said.
pub(super) struct Said {
    pub(super) heading: Value,
    pub(super) rows: Vec<Value>,
    pub(super) totals: Value,
}

impl Said {
    /// The word for each row: its result, or why it was refused.
    fn words(&self) -> Vec<&str> {
        self.rows
            .iter()
            .map(|row| {
                let why = row.pointer("/error/type").unwrap_or(&row["result"]);
                why.as_str().unwrap()
            })
            .collect()
    }
}

pub(super) fn import(daemon: &Process, tenant: &str, file: &str, flags: &[&str]) -> Said {
    let arguments = [&["import", tenant, file], flags].concat();
    let (code, mut lines, errors) = daemon.try_cli(&arguments);
    let totals = lines.pop().unwrap_or_else(|| panic!("{errors}"))["totals"].take();
    let refused = totals["refused"].as_u64().unwrap();
    assert_eq!(code, Some(i32::from(refused > 0)), "{errors}");
    let heading = lines.remove(0);
    Said {
        heading,
        rows: lines,
        totals,
    }
}

#[tokio::test]
async fn r88_a_member_by_csv_is_adopted_by_the_directory_and_not_doubled() {
    let daemon = start();
    let (scim, tenant, files) = (daemon.client(), daemon.tenant.as_str(), Files::new());
    let file = files.write(
        "staff.csv",
        "Email,Name,User Group,Classes,Teacher\n\
         Ada@example.com,Ada by hand,Staff,7A; 7B,yes\n\
         ben@example.com,Ben,Pupils,7A,no\n",
    );
    let said = import(&daemon, tenant, &file, &[]);
    assert_eq!(said.words(), ["added", "added"]);
    let before = member(&daemon, tenant, "Ada@example.com");
    assert_eq!(
        (
            &before["state"],
            &before["user_group"],
            &before["classes"],
            &before["teacher"]
        ),
        (
            &json!("unmanaged"),
            &json!("Staff"),
            &json!(["7A", "7B"]),
            &json!(true)
        )
    );
    let found = scim.get("/Users").await.json();
    assert_eq!(found["totalResults"], 0, "not the directory's business");

    scim.post("/Users", &user("ada")).await.expect(201);
    let adopted = member(&daemon, tenant, "ada@example.com");
    assert_eq!(adopted["id"], before["id"]);
    assert_eq!(
        (&adopted["state"], &adopted["origin"]),
        (&json!("active"), &json!("import"))
    );
    assert_eq!(daemon.cli(&["member", "list", tenant]).len(), 2);

    let again = import(&daemon, tenant, &file, &[]);
    assert_eq!(again.words(), ["managed", "unchanged"]);
    let asked = &again.rows[0]["changes"]["display_name"];
    assert_eq!(*asked, json!({"from": "ada", "to": "Ada by hand"}));
    let after = member(&daemon, tenant, "ada@example.com");
    assert_eq!(after["display_name"], "ada", "the directory's word");
}

#[tokio::test]
async fn r89_origin_and_protection_can_be_seen_of_everybody() {
    let daemon = start();
    let (tenant, files) = (daemon.tenant.as_str(), Files::new());
    daemon
        .client()
        .post("/Users", &user("ada"))
        .await
        .expect(201);
    daemon.cli(&["member", "add", tenant, "ben@example.com"]);
    let file = files.write("people.csv", "mail\nben@example.com\ncora@example.com\n");
    import(&daemon, tenant, &file, &[]);
    for (email, origin) in [
        ("ada@example.com", "directory"),
        ("ben@example.com", "app"),
        ("cora@example.com", "import"),
    ] {
        let member = member(&daemon, tenant, email);
        assert_eq!(
            (&member["origin"], &member["protected"]),
            (&json!(origin), &json!(false))
        );
    }
    let found = daemon.cli(&["member", "list", tenant, "--origin", "import"]);
    assert_eq!(
        (found.len(), &found[0]["email"]),
        (1, &json!("cora@example.com"))
    );
    let log = activity(&daemon, tenant);
    let added = log.last().unwrap();
    assert_eq!(
        (&added["operation"], &added["result"]),
        (&json!("member_add"), &json!("succeeded"))
    );
    assert_eq!(added["source"]["kind"], "importer");
    assert_eq!(added["source"]["name"], "people.csv");
    assert_eq!(added["who"]["email"], "cora@example.com");
}

#[test]
fn r90_each_member_takes_a_seat_and_the_rows_beyond_the_last_are_refused() {
    let daemon = start();
    let files = Files::new();
    let settings = json!({"name": "Small", "settings": {"seat_limit": 3}});
    let (status, made) = admin(&daemon, "POST", "/v1/tenants", &settings);
    assert_eq!(status, 201, "{made}");
    daemon.cli(&["member", "add", "Small", "ada@x.org"]);
    let file = files.write(
        "people.csv",
        "email\nada@x.org\nben@x.org\ncora@x.org\ndan@x.org\neve@x.org\n",
    );
    let expected = ["unchanged", "added", "added", "seats-taken", "seats-taken"];
    for flags in [&["--dry-run"][..], &[]] {
        let said = import(&daemon, "Small", &file, flags);
        assert_eq!(said.words(), expected, "{flags:?}");
        assert_eq!(
            (&said.totals["seats"], &said.totals["seat_limit"]),
            (&json!(3), &json!(3))
        );
        let detail = said.rows[3]["error"]["detail"].as_str().unwrap();
        assert!(detail.contains("3 of 3"), "{detail}");
    }
    assert_eq!(daemon.cli(&["member", "list", "Small"]).len(), 3);
    let refused = activity(&daemon, "Small").pop().unwrap();
    assert_eq!(
        (&refused["result"], &refused["error"]["status"]),
        (&json!("failed"), &json!(403))
    );
    assert_eq!(refused["who"]["email"], "eve@x.org");
    assert_eq!(refused["events"][0]["type"], "seats.blocked");
}

#[test]
fn r90_a_dry_run_counts_the_seats_of_a_file_that_goes_in_several_parts() {
    let daemon = start();
    let files = Files::new();
    let settings = json!({"name": "Small", "settings": {"seat_limit": 700}});
    admin(&daemon, "POST", "/v1/tenants", &settings);
    let people = (0..1_100).map(|number| format!("\nu{number}@x.org"));
    let file = files.write(
        "people.csv",
        "email".to_owned() + &people.collect::<String>(),
    );
    let trial = import(&daemon, "Small", &file, &["--dry-run"]);
    assert_eq!(
        (&trial.totals["added"], &trial.totals["refused"]),
        (&json!(700), &json!(400))
    );
    assert_eq!(import(&daemon, "Small", &file, &[]).totals, trial.totals);
}

#[tokio::test]
async fn a_dry_run_says_of_each_row_what_then_happens_and_writes_nothing() {
    let daemon = start();
    let (scim, tenant, files) = (daemon.client(), daemon.tenant.as_str(), Files::new());
    let managed = scim.post("/Users", &user("ada")).await.expect(201).id();
    scim.post("/Groups", &group("Staff", &[&managed]))
        .await
        .expect(201);
    daemon.cli(&["member", "add", tenant, "ben@example.com"]);
    let leaver = scim.post("/Users", &user("cora")).await.expect(201).id();
    scim.delete(&format!("/Users/{leaver}")).await.expect(204);
    daemon.cli(&["tenant", "set", tenant, "--grace-days", "0", "--confirm"]);
    let gone = scim.post("/Users", &user("dan")).await.expect(201).id();
    scim.delete(&format!("/Users/{gone}")).await.expect(204);
    daemon.cli(&["tenant", "set", tenant, "--grace-days", "7"]);
    let eve = scim.post("/Users", &user("eve")).await.expect(201).id();
    scim.delete(&format!("/Users/{eve}")).await.expect(204);

    let file = files.write(
        "people.csv",
        "email;name;teacher\n\
         new@example.com;New;yes\n\
         ada@example.com;Other;no\n\
         ben@example.com;Ben;no\n\
         eve@example.com;Eve;no\n\
         dan@example.com;Dan;no\n\
         ;Nobody;no\n\
         nowhere;No Address;no\n\
         NEW@example.com;Twice;no\n\
         fay@example.com;Fay;perhaps\n\
         gus@example.com;Gus\n",
    );
    let expected = [
        "added",
        "managed",
        "updated",
        "leaving",
        "restored",
        "no-address",
        "bad-address",
        "duplicate-line",
        "bad-value",
        "bad-row",
    ];
    let before = (
        activity(&daemon, tenant),
        daemon.cli(&["member", "list", tenant]),
    );
    let trial = import(&daemon, tenant, &file, &["--dry-run"]);
    assert_eq!(trial.words(), expected);
    let after = (
        activity(&daemon, tenant),
        daemon.cli(&["member", "list", tenant]),
    );
    assert_eq!(before, after);

    let real = import(&daemon, tenant, &file, &[]);
    assert_eq!(trial.totals, real.totals);
    let lines: Vec<_> = real
        .rows
        .iter()
        .map(|row| row["line"].as_u64().unwrap())
        .collect();
    assert_eq!(lines, (2..=11).collect::<Vec<_>>());
    for (trial, real) in trial.rows.iter().zip(&real.rows) {
        let same = |name: &str| assert_eq!(trial[name], real[name], "{real}");
        ["result", "changes", "error"].into_iter().for_each(same);
    }
    let again = import(&daemon, tenant, &file, &[]);
    assert_eq!(again.words()[..3], ["unchanged", "managed", "unchanged"]);
    assert_eq!(again.words()[4], "unchanged");
}

#[test]
fn the_second_run_changes_nothing_and_leaves_no_entry() {
    let daemon = start();
    let (tenant, files) = (daemon.tenant.as_str(), Files::new());
    let file = files.write("people.csv", "mail,class\nada@x.org,7A\nben@x.org,\n");
    import(&daemon, tenant, &file, &[]);
    let before = (
        activity(&daemon, tenant),
        daemon.cli(&["member", "list", tenant]),
    );
    let again = import(&daemon, tenant, &file, &[]);
    assert_eq!(again.words(), ["unchanged", "unchanged"]);
    assert_eq!(
        (
            activity(&daemon, tenant),
            daemon.cli(&["member", "list", tenant])
        ),
        before
    );
}

#[test]
fn what_the_admin_api_is_sent_is_judged_too() {
    let daemon = start();
    let path = format!("/v1/tenants/{}/members/import", daemon.tenant);
    let row = json!({"line": 2, "email": "ada@x.org"});
    for (body, status) in [
        (json!({"file": " ", "rows": [row]}), 422),
        (json!({"file": "a.csv", "rows": []}), 422),
        (
            json!({"file": "a.csv", "rows": vec![row.clone(); 501]}),
            422,
        ),
        (
            json!({"file": "a.csv", "rows": [row], "seats_ahead": 1}),
            422,
        ),
        (
            json!({"file": "a.csv", "rows": [{"line": 2, "email": "a@b.c", "pasword": "x"}]}),
            400,
        ),
    ] {
        let (answered, problem) = admin(&daemon, "POST", &path, &body);
        assert_eq!(answered, status, "{problem}");
        assert!(problem["detail"].is_string(), "{problem}");
    }
    let (status, problem) = admin(&daemon, "GET", &path, &Value::Null);
    assert_eq!(status, 405, "{problem}");
    let foreign = json!({"file": "a.csv", "dry_run": true, "rows": [row]});
    let (status, problem) = admin(&daemon, "POST", "/v1/tenants/none/members/import", &foreign);
    assert_eq!(
        (status, &problem["type"]),
        (404, &json!("/problems/no-such-tenant"))
    );
}
