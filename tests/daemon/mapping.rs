//! Group mapping: what a directory pushes becomes user groups, classes and teachers, through SCIM and
//! the command line.

mod changes;
mod gates;

use std::time::Duration;

use serde_json::{Value, json};
use testkit::Process;

use crate::{activity, group, member, start, user};

/// Runs a verb about a table with the rows as a file.
fn with_rows(
    daemon: &Process,
    verb: &str,
    rows: &Value,
    more: &[&str],
) -> (Option<i32>, Vec<Value>, String) {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), json!({ "rows": rows }).to_string()).unwrap();
    let path = file.path().to_str().unwrap();
    let arguments = [&["mapping", verb, &daemon.tenant, path], more].concat();
    daemon.try_cli(&arguments)
}

/// Puts a table in force and waits until everybody is reached.
pub(super) async fn map(daemon: &Process, rows: &Value) -> Value {
    let (code, lines, words) = with_rows(daemon, "set", rows, &[]);
    assert_eq!(code, Some(0), "{words}");
    settled(daemon).await;
    lines[0].clone()
}

/// The table, once no change of it is under way.
async fn settled(daemon: &Process) -> Value {
    for _ in 0..6_000 {
        let table = daemon.cli(&["mapping", "list", &daemon.tenant]).remove(0);
        if table["applying"].is_null() {
            return table;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("the change is not over");
}

/// From now on all is about a new tenant of this kind, with a token of its own.
fn account(daemon: &mut Process, kind: &str) {
    let made = daemon.cli(&["tenant", "create", kind, "--kind", kind]);
    daemon.tenant = text(&made[0]["id"]);
    let token = daemon.cli(&["token", "create", &daemon.tenant, "directory"]);
    daemon.token = text(&token[0]["token"]);
}

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

fn who(daemon: &Process, name: &str) -> Value {
    member(daemon, &daemon.tenant, &format!("{name}@example.com"))
}

fn add(id: &str) -> Value {
    json!([{ "op": "add", "path": "members", "value": [{ "value": id }] }])
}

fn take(id: &str) -> Value {
    json!([{ "op": "remove", "path": format!("members[value eq \"{id}\"]") }])
}

fn rename(name: &str) -> Value {
    json!([{ "op": "replace", "path": "displayName", "value": name }])
}

/// Whether the last entry has such an event.
fn told(daemon: &Process, kind: &str) -> bool {
    let entry = activity(daemon, &daemon.tenant).pop().unwrap();
    let events = entry["events"].as_array().cloned().unwrap_or_default();
    events.iter().any(|event| event["type"] == kind)
}

/// R11, R55, R56: directory groups drive user groups, at once and both ways.
#[tokio::test]
async fn pushed_groups_become_user_groups() {
    let daemon = start();
    let scim = daemon.client();
    map(
        &daemon,
        &json!([{ "name": "engineering", "user_group": "Editors" }]),
    )
    .await;
    let id = scim.post("/Users", &user("ada")).await.expect(201).id();
    let body = group("Engineering", &[]);
    let pushed = scim.post("/Groups", &body).await.expect(201).id();
    let path = format!("/Groups/{pushed}");
    scim.patch(&path, &add(&id)).await.expect(204);
    assert_eq!(who(&daemon, "ada")["user_group"], "Editors");
    assert!(told(&daemon, "role.changed"));
    let entry = activity(&daemon, &daemon.tenant).pop().unwrap();
    assert_eq!(entry["changes"]["user_group"], json!({ "to": "Editors" }));

    scim.patch(&path, &take(&id)).await.expect(204);
    assert_eq!(who(&daemon, "ada")["user_group"], json!(null));
    scim.put(&path, &group("Engineering", &[&id]))
        .await
        .expect(200);
    assert_eq!(who(&daemon, "ada")["user_group"], "Editors");
    scim.patch(&path, &rename("Sales")).await.expect(204);
    assert_eq!(who(&daemon, "ada")["user_group"], json!(null));
    assert!(told(&daemon, "role.changed"));
}

/// R12, R57, D15: on a school account a pushed group becomes a class that follows its name, unless a
/// row names it; on another account it does not.
#[tokio::test]
async fn pushed_groups_are_classes_of_schools() {
    let mut daemon = start();
    account(&mut daemon, "business");
    let scim = daemon.client();
    let id = scim.post("/Users", &user("ada")).await.expect(201).id();
    scim.post("/Groups", &group("7b", &[&id])).await.expect(201);
    assert_eq!(who(&daemon, "ada")["classes"], json!([]), "a business");

    account(&mut daemon, "school");
    let scim = daemon.client();
    map(&daemon, &json!([{ "name": "Teachers", "teacher": true }])).await;
    let id = scim.post("/Users", &user("bob")).await.expect(201).id();
    let class = scim
        .post("/Groups", &group("7b", &[&id]))
        .await
        .expect(201)
        .id();
    assert!(told(&daemon, "class.upserted"));
    scim.post("/Groups", &group("Teachers", &[&id]))
        .await
        .expect(201);
    assert_eq!(who(&daemon, "bob")["classes"], json!([class]));
    scim.patch(&format!("/Groups/{class}"), &rename("8b"))
        .await
        .expect(204);
    assert!(told(&daemon, "class.upserted"));
    assert_eq!(who(&daemon, "bob")["classes"], json!([class]));
    let groups = daemon.cli(&["group", "list", &daemon.tenant]);
    assert_eq!(
        groups[0]["maps_to"]["classes"],
        json!([{ "id": class, "name": "8b" }])
    );
    assert_eq!(groups[1]["maps_to"]["rows"], json!([1]));
}

/// R58: being in a group makes somebody a teacher, leaving it ends that.
#[tokio::test]
async fn groups_make_teachers() {
    let daemon = start();
    let scim = daemon.client();
    map(
        &daemon,
        &json!([{ "pattern": "*-teachers", "teacher": true }]),
    )
    .await;
    let id = scim.post("/Users", &user("ada")).await.expect(201).id();
    let pushed = scim
        .post("/Groups", &group("Maths-Teachers", &[&id]))
        .await
        .expect(201)
        .id();
    assert_eq!(who(&daemon, "ada")["teacher"], true);
    assert!(told(&daemon, "teacher.changed"));
    scim.patch(&format!("/Groups/{pushed}"), &take(&id))
        .await
        .expect(204);
    assert_eq!(who(&daemon, "ada")["teacher"], false);
}

/// D13: rows are ordered, the first that matches decides the user group, classes and teaching come
/// together, and who gets none gets the default one.
#[tokio::test]
async fn several_groups_come_together_in_the_order_of_rows() {
    let daemon = start();
    let scim = daemon.client();
    let rows = json!([
        { "name": "Owners", "user_group": "Admins", "class": "Board" },
        { "name": "Hidden", "ignore": true },
        { "pattern": "*", "user_group": "Staff", "class": "All" },
        { "name": "Trainers", "teacher": true },
    ]);
    map(&daemon, &rows).await;
    let id = scim.post("/Users", &user("ada")).await.expect(201).id();
    for name in ["Trainers", "Owners", "Hidden"] {
        scim.post("/Groups", &group(name, &[&id])).await.expect(201);
    }
    let ada = who(&daemon, "ada");
    assert_eq!(ada["user_group"], "Admins");
    assert_eq!(ada["classes"], json!(["named:all", "named:board"]));
    assert_eq!(ada["teacher"], true);
    scim.post("/Users", &user("bob")).await.expect(201);
    assert_eq!(who(&daemon, "bob")["user_group"], json!(null));
    let tenant = daemon.tenant.clone();
    daemon.cli(&["setting", "set", &tenant, "default_user_group=Guests"]);
    settled(&daemon).await;
    assert_eq!(who(&daemon, "bob")["user_group"], "Guests");
    assert_eq!(who(&daemon, "ada")["user_group"], "Admins");
}

/// R59, D14: one table for what is pushed and for what a sign-in claims; a sign-in undoes no push.
#[tokio::test]
async fn sign_ins_are_judged_by_the_same_rows() {
    let daemon = start();
    let scim = daemon.client();
    map(&daemon, &json!([{ "name": "Owners", "user_group": "Admins" }, { "pattern": "t*", "teacher": true }])).await;
    let id = scim.post("/Users", &user("ada")).await.expect(201).id();
    let owners = scim
        .post("/Groups", &group("Owners", &[&id]))
        .await
        .expect(201)
        .id();

    let said = daemon.cli(&[
        "mapping",
        "evaluate",
        &daemon.tenant,
        &owners,
        "Teachers",
        "x",
    ]);
    assert_eq!(said[0]["user_group"], "Admins", "a claim may be an id");
    assert_eq!(
        (&said[0]["decided_by"], &said[0]["teacher"]),
        (&json!(1), &json!(true))
    );
    let rows: Vec<_> = said[0]["groups"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| &it["rows"])
        .collect();
    assert_eq!(rows, [&json!([1]), &json!([2]), &json!([])]);

    let ada = text(&who(&daemon, "ada")["id"]);
    let sign_in = [
        "mapping",
        "evaluate",
        &daemon.tenant,
        "Teachers",
        "--member",
        &ada,
    ];
    assert_eq!(daemon.cli(&sign_in)[0]["member"]["applied"], false);
    assert_eq!(who(&daemon, "ada")["teacher"], false);
    let entry = activity(&daemon, &daemon.tenant).pop().unwrap();
    assert_eq!(entry["operation"], "sign_in");
    assert!(
        entry["reason"]
            .as_str()
            .unwrap()
            .contains("the directory pushes win")
    );

    let tenant = daemon.tenant.clone();
    daemon.cli(&["setting", "set", &tenant, "sso_claims=applied"]);
    assert_eq!(daemon.cli(&sign_in)[0]["member"]["applied"], true);
    assert_eq!(who(&daemon, "ada")["teacher"], true, "the tenant wants it");

    daemon.cli(&["member", "add", &daemon.tenant, "eve@example.com"]);
    let eve = text(&who(&daemon, "eve")["id"]);
    let sign_in = [
        "mapping",
        "evaluate",
        &daemon.tenant,
        "Teachers",
        "--member",
        &eve,
    ];
    assert_eq!(daemon.cli(&sign_in)[0]["member"]["applied"], true);
    assert_eq!(
        who(&daemon, "eve")["teacher"],
        true,
        "nobody pushes her groups"
    );
    let (code, _, words) = daemon.try_cli(&[
        "mapping",
        "evaluate",
        &daemon.tenant,
        "x",
        "--member",
        "nobody",
    ]);
    assert_eq!(code, Some(1));
    assert!(words.contains("nobody"), "{words}");
}

/// R83, R91: groups are shown as received, with the rows that they nearly match; that none was ever
/// pushed is said.
#[tokio::test]
async fn why_groups_do_not_map() {
    let daemon = start();
    let scim = daemon.client();
    let table = map(&daemon, &json!([{ "name": "Lab Staff", "teacher": true }])).await;
    assert_eq!(table["groups"], 0, "no group was ever pushed");
    for name in [" lab-staff", "Lab Stuff", "Unlike"] {
        scim.post("/Groups", &group(name, &[])).await.expect(201);
    }
    let groups = daemon.cli(&["group", "list", &daemon.tenant]);
    assert_eq!(groups[0]["name"], " lab-staff", "exactly as received");
    let near = |index: usize| groups[index]["maps_to"]["near"].clone();
    assert_eq!(near(0)[0]["row"], 1);
    assert_eq!(near(0)[0]["looks_for"], "name Lab Staff");
    assert!(near(0)[0]["why"].as_str().unwrap().contains("blanks"));
    assert!(near(1)[0]["why"].as_str().unwrap().contains("letters"));
    assert_eq!(near(2), json!([]));
}
