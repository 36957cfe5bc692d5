//! Who wrote each field of a member last, and who comes before whom (I7).

use serde_json::{Value, json};
use testkit::{Answer, Client, Process};

use super::set_active;
use crate::{
    activity, group,
    import::{Files, import},
    mapping::map,
    member, start, user,
};

const USER: &str = "urn:ietf:params:scim:schemas:core:2.0:User";

/// As Entra makes one.
fn by_entra(name: &str) -> Value {
    json!({
        "schemas": [USER, "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"],
        "externalId": format!("ext-{name}"),
        "userName": format!("{name}@example.com"),
        "active": true,
        "displayName": name,
        "emails": [{ "primary": true, "type": "work", "value": format!("{name}@example.com") }],
        "name": { "formatted": name, "familyName": "Family", "givenName": name },
        "title": "Analyst",
        "roles": [],
        "meta": { "resourceType": "User" },
    })
}

/// Another token of the tenant: its client and its id.
fn token(daemon: &Process, name: &str) -> (Client, String) {
    let made = daemon
        .cli(&["token", "create", &daemon.tenant, name])
        .remove(0);
    let secret = made["token"].as_str().unwrap();
    let client = Client::new(&daemon.base_url, secret);
    (client, made["id"].as_str().unwrap().to_owned())
}

fn provenance(daemon: &Process, who: &str) -> Value {
    let shown = ["member", "provenance", &daemon.tenant, who];
    daemon.cli(&shown).remove(0)
}

#[track_caller]
fn field(view: &Value, of: &str, name: &str) -> Value {
    let mut fields = view["fields"].as_array().unwrap().iter();
    let found = fields.find(|field| field["of"] == of && field["field"] == name);
    found
        .unwrap_or_else(|| panic!("no {name} of the {of}: {view}"))
        .clone()
}

/// Value, source and entry of a field.
#[track_caller]
fn assert_from(view: &Value, (of, name): (&str, &str), value: &Value, source: &str, entry: &Value) {
    let field = field(view, of, name);
    assert_eq!(
        (&field["value"], &field["origin"]["source"]),
        (value, &json!(source)),
        "{field}"
    );
    assert_eq!(&field["origin"]["entry"], &entry["seq"], "{field}");
    assert_eq!(&field["origin"]["at"], &entry["at"], "{field}");
    assert_eq!(
        &field["origin"]["request_id"], &entry["request_id"],
        "{field}"
    );
}

#[track_caller]
fn assert_missing(view: &Value, (of, name): (&str, &str), reason: &str) {
    let field = field(view, of, name);
    assert_eq!(field["origin"], json!(null), "{field}");
    assert_eq!(field["missing"]["reason"], reason, "{field}");
    assert!(!field["missing"]["says"].as_str().unwrap().is_empty());
}

/// The entry that was written for an answer.
fn entry_of(daemon: &Process, answer: &Answer) -> Value {
    let id = answer.header("x-request-id").unwrap();
    let mut entries = activity(daemon, &daemon.tenant).into_iter();
    entries.find(|entry| entry["request_id"] == id).unwrap()
}

fn last(daemon: &Process) -> Value {
    activity(daemon, &daemon.tenant).pop().unwrap()
}

#[tokio::test]
async fn each_field_tells_who_wrote_it_last() {
    let daemon = start();
    let (tenant, files) = (daemon.tenant.as_str(), Files::new());
    let (entra, entra_id) = token(&daemon, "Entra ID");
    let (okta, okta_id) = token(&daemon, "Okta");
    let ada = "ada@example.com";
    let row = json!([{ "name": "engineering", "user_group": "Editors" }]);
    map(&daemon, &row).await;

    // A file is the first to speak of her.
    let file = files.write(
        "staff.csv",
        "Email,Name,User Group\nada@example.com,By hand,Staff\n",
    );
    import(&daemon, tenant, &file, &[]);
    let listed = last(&daemon);
    let view = provenance(&daemon, ada);
    for (name, value) in [
        ("user_name", json!(ada)),
        ("email", json!(ada)),
        ("display_name", json!("By hand")),
        ("state", json!("unmanaged")),
        ("user_group", json!("Staff")),
    ] {
        assert_from(&view, ("member", name), &value, "import", &listed);
    }
    let name = field(&view, "member", "display_name");
    assert_eq!(name["origin"]["name"], "staff.csv", "{name}");
    let order = json!(["admin", "import", "app"]);
    assert_eq!(name["precedence"], order, "{name}");
    assert_missing(&view, ("member", "protected"), "never_set");
    assert_missing(&view, ("member", "teacher"), "never_set");
    assert_missing(&view, ("member", "external_id"), "never_set");
    assert_eq!(view["user"], json!(null));

    // The directory adopts her: its word comes before the file's, and groups before its user group.
    let pushed = entra.post("/Users", &by_entra("ada")).await.expect(201);
    let linked = entry_of(&daemon, &pushed);
    assert_eq!(linked["operation"], "link");
    let view = provenance(&daemon, ada);
    for (name, value) in [
        ("user_name", json!(ada)),
        ("email", json!(ada)),
        ("display_name", json!("ada")),
        ("external_id", json!("ext-ada")),
        ("state", json!("active")),
    ] {
        assert_from(&view, ("member", name), &value, "directory", &linked);
    }
    let groups = ("member", "user_group");
    assert_from(&view, groups, &json!(null), "group_mapping", &linked);
    for (name, value) in [("title", json!("Analyst")), ("active", json!(true))] {
        assert_from(&view, ("record", name), &value, "directory", &linked);
    }
    let title = field(&view, "record", "title");
    assert_eq!(title["origin"]["by"], "token");
    assert_eq!(title["origin"]["token"], entra_id);
    assert_eq!(title["origin"]["name"], "Entra ID");
    assert_eq!(title["origin"]["client"], linked["source"]["client"]);
    let name = field(&view, "member", "display_name");
    assert_eq!(name["precedence"], json!(["directory", "import", "app"]));
    assert_eq!(view["user"], pushed.id());
    assert_eq!(view["recorded_at"], linked["at"]);
    assert_eq!(view["log_begins"], json!(null));

    // Another token changes one attribute, and one alone.
    let path = format!("/Users/{}", pushed.id());
    let change = json!([{ "op": "replace", "path": "title", "value": "Lead" }]);
    let changed = okta.patch(&path, &change).await.expect(200);
    let changed = entry_of(&daemon, &changed);
    let view = provenance(&daemon, ada);
    let lead = json!("Lead");
    assert_from(&view, ("record", "title"), &lead, "directory", &changed);
    let title = field(&view, "record", "title");
    assert_eq!(title["origin"]["token"], okta_id, "{title}");
    let name = ("record", "displayName");
    assert_from(&view, name, &json!("ada"), "directory", &linked);

    // A group gives her a user group.
    let staff = group("Engineering", &[&pushed.id()]);
    let mapped = okta.post("/Groups", &staff).await.expect(201);
    let mapped = entry_of(&daemon, &mapped);
    let view = provenance(&daemon, ada);
    assert_from(&view, groups, &json!("Editors"), "group_mapping", &mapped);
    let given = field(&view, "member", "user_group");
    assert_eq!(given["origin"]["by"], "token", "{given}");
    assert_eq!(given["precedence"][0], "group_mapping", "{given}");

    // She is deactivated, and protected from then on.
    set_active(&okta, &pushed.id(), false).await;
    let out = last(&daemon);
    daemon.cli(&["member", "protect", tenant, ada]);
    let protected = last(&daemon);
    let view = provenance(&daemon, ada);
    let state = ("member", "state");
    assert_from(&view, state, &json!("deactivated"), "directory", &out);
    let active = ("record", "active");
    assert_from(&view, active, &json!(false), "directory", &out);
    let shield = ("member", "protected");
    assert_from(&view, shield, &json!(true), "admin", &protected);
    for name in ["state", "protected", "user_group"] {
        let field = field(&view, "member", name);
        assert_eq!(field["precedence"][0], "admin", "{field}");
        assert!(!field["rule"].as_str().unwrap().is_empty());
    }
    // Of what is long, the log has the size alone.
    let long = "x".repeat(1_000);
    let change = json!([{ "op": "add", "path": "nickName", "value": long }]);
    entra.patch(&path, &change).await.expect(200);
    let view = provenance(&daemon, view["member"].as_str().unwrap());
    let nick = ("record", "nickName");
    assert_from(&view, nick, &json!(long), "directory", &last(&daemon));
}

#[tokio::test]
async fn whom_no_directory_manages_any_more_has_names_from_it_still() {
    let daemon = start();
    let (scim, tenant, files) = (daemon.client(), daemon.tenant.as_str(), Files::new());
    daemon.cli(&["member", "add", tenant, "ben@example.com"]);
    let added = last(&daemon);
    let view = provenance(&daemon, "ben@example.com");
    let address = json!("ben@example.com");
    assert_from(&view, ("member", "email"), &address, "admin", &added);
    assert_from(
        &view,
        ("member", "state"),
        &json!("unmanaged"),
        "admin",
        &added,
    );
    let file = files.write("people.csv", "mail,name\nben@example.com,Benjamin\n");
    import(&daemon, tenant, &file, &[]);
    let name = ("member", "display_name");
    let view = provenance(&daemon, "ben@example.com");
    assert_from(&view, name, &json!("Benjamin"), "import", &last(&daemon));
    assert_from(&view, ("member", "user_name"), &address, "admin", &added);

    let pushed = scim.post("/Users", &user("ada")).await.expect(201);
    let made = entry_of(&daemon, &pushed);
    let path = format!("/Users/{}", pushed.id());
    let change = json!([{ "op": "replace", "path": "displayName", "value": "Ada L." }]);
    let changed = scim.patch(&path, &change).await.expect(200);
    let changed = entry_of(&daemon, &changed);
    scim.delete(&path).await.expect(204);
    let gone = last(&daemon);
    let view = provenance(&daemon, "ada@example.com");
    let state = ("member", "state");
    assert_from(&view, state, &json!("pending"), "directory", &gone);
    assert_from(&view, name, &json!("Ada L."), "directory", &changed);
    let address = json!("ada@example.com");
    assert_from(&view, ("member", "user_name"), &address, "directory", &made);
    let known_by = json!("ext-ada");
    assert_from(
        &view,
        ("member", "external_id"),
        &known_by,
        "directory",
        &made,
    );
    daemon.cli(&["member", "restore", tenant, "ada@example.com"]);
    let view = provenance(&daemon, "ada@example.com");
    assert_from(&view, state, &json!("active"), "admin", &last(&daemon));
    assert_eq!(
        field(&view, "member", "state")["precedence"][0],
        "directory"
    );
}

#[tokio::test]
async fn what_a_directory_has_said_without_effect_is_told_apart() {
    let daemon = start();
    let scim = daemon.client();
    let ada = scim.post("/Users", &user("ada")).await.expect(201).id();
    super::set(&daemon, &["mode=paused"]);
    let change = json!([{ "op": "replace", "path": "displayName", "value": "Later" }]);
    let said = scim
        .patch(&format!("/Users/{ada}"), &change)
        .await
        .expect(200);
    let said = entry_of(&daemon, &said);
    let view = provenance(&daemon, "ada@example.com");
    assert_missing(&view, ("member", "display_name"), "kept");
    let record = ("record", "displayName");
    assert_from(&view, record, &json!("Later"), "directory", &said);
}

#[tokio::test]
async fn what_the_log_has_no_more_is_said_field_by_field() {
    let daemon = start();
    let scim = daemon.client();
    let ada = scim.post("/Users", &user("ada")).await.expect(201).id();
    let made = member(&daemon, &daemon.tenant, "ada@example.com")["created_at"].clone();
    daemon.fault("clock-offset", &(182 * 24 * 60 * 60).to_string());
    scim.post("/Users", &user("cleo")).await.expect(201);
    for _ in 0..600 {
        if activity(&daemon, &daemon.tenant).len() == 1 {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    let change = json!([{ "op": "add", "path": "title", "value": "Lead" }]);
    scim.patch(&format!("/Users/{ada}"), &change)
        .await
        .expect(200);
    let entries = activity(&daemon, &daemon.tenant);
    let view = provenance(&daemon, "ada@example.com");
    let title = ("record", "title");
    assert_from(&view, title, &json!("Lead"), "directory", &entries[1]);
    for name in ["user_name", "email", "state", "protected", "teacher"] {
        assert_missing(&view, ("member", name), "dropped");
    }
    assert_missing(&view, ("record", "displayName"), "dropped");
    assert_eq!(view["log_begins"]["entry"], entries[0]["seq"]);
    assert_eq!(view["log_begins"]["at"], entries[0]["at"]);
    assert_eq!(view["created_at"], made);
    // Cleo has all of hers.
    let view = provenance(&daemon, "cleo@example.com");
    let state = ("member", "state");
    assert_from(&view, state, &json!("active"), "directory", &entries[0]);
    assert_missing(&view, ("member", "protected"), "never_set");
}

#[tokio::test]
async fn who_was_erased_is_nobody_and_begins_anew() {
    let daemon = start();
    let (scim, tenant) = (daemon.client(), daemon.tenant.as_str());
    daemon.cli(&["tenant", "set", tenant, "--grace-days", "0"]);
    let ada = scim.post("/Users", &user("ada")).await.expect(201).id();
    scim.delete(&format!("/Users/{ada}")).await.expect(204);
    daemon.cli(&["activity", "erase", tenant, "ada@example.com", "--confirm"]);
    let erased = last(&daemon)["seq"].as_u64().unwrap();
    let asked = ["member", "provenance", tenant, "ada@example.com"];
    let (code, _, words) = daemon.try_cli(&asked);
    assert_eq!(code, Some(1), "{words}");
    assert!(words.contains("ada@example.com"), "{words}");
    scim.post("/Users", &user("ada")).await.expect(201);
    let view = provenance(&daemon, "ada@example.com");
    for field in view["fields"].as_array().unwrap() {
        match field["origin"]["entry"].as_u64() {
            Some(entry) => assert!(entry > erased, "{field}"),
            None => assert_eq!(field["missing"]["reason"], "never_set", "{field}"),
        }
    }
}
