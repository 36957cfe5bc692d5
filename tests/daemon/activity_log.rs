//! The activity log, as its reader asks for it (R69–R78).

use serde_json::{Value, json};
use store::engine::{
    Engine as _,
    redb::{Options, RedbEngine},
};
use testkit::Process;

use crate::{group, member, start, user};

/// The operations and results of the entries that these flags find, oldest first.
fn found(daemon: &Process, flags: &[&str]) -> Vec<String> {
    let arguments = [&["activity", &daemon.tenant, "--oldest-first"], flags].concat();
    let words = |entry: &Value| {
        let word = |name: &str| entry[name].as_str().unwrap().to_owned();
        format!("{} {}", word("operation"), word("result"))
    };
    daemon.cli(&arguments).iter().map(words).collect()
}

#[tokio::test]
async fn entries_are_found_by_operation_result_source_person_and_time() {
    let daemon = start();
    let scim = daemon.client();
    let ada = scim.post("/Users", &user("ada")).await.expect(201).id();
    scim.post("/Users", &user("ada")).await.expect(409);
    let bob = scim.post("/Users", &user("bob")).await.expect(201).id();
    let staff = scim.post("/Groups", &group("Staff", &[&bob])).await;
    let staff = staff.expect(201).id();
    scim.delete(&format!("/Users/{ada}")).await.expect(204);

    assert_eq!(
        found(&daemon, &["--operation", "create"]),
        ["create succeeded", "create failed", "create succeeded"]
    );
    assert_eq!(found(&daemon, &["--result", "failed"]), ["create failed"]);
    let of_ada = ["create succeeded", "create failed", "remove succeeded"];
    assert_eq!(found(&daemon, &["--person", "ADA@example.com"]), of_ada);
    assert_eq!(found(&daemon, &["--person", "ada"]), of_ada);
    // A refused create has no id.
    let by_id = ["create succeeded", "remove succeeded"];
    let as_member = member(&daemon, &daemon.tenant, "ada@example.com")["id"].clone();
    assert_eq!(found(&daemon, &["--person", &ada]), by_id);
    assert_eq!(
        found(&daemon, &["--person", as_member.as_str().unwrap()]),
        by_id
    );
    assert_eq!(
        found(&daemon, &["--person", &staff]),
        ["group_create succeeded"]
    );
    assert_eq!(
        found(&daemon, &["--person", &ada, "--operation", "remove"]),
        ["remove succeeded"]
    );

    assert_eq!(found(&daemon, &["--source", "token"]).len(), 5);
    let tokens = daemon.cli(&["token", "list", &daemon.tenant]);
    for name in ["id", "name"] {
        let source = tokens[0][name].as_str().unwrap();
        assert_eq!(found(&daemon, &["--source", source]).len(), 5, "{name}");
    }
    assert!(found(&daemon, &["--source", "timer"]).is_empty());
    let all = found(&daemon, &[]);
    assert_eq!(all, found(&daemon, &["--since", "24h"]));
    assert_eq!(all, found(&daemon, &["--until", "2099-01-01T00:00:00Z"]));
    assert!(found(&daemon, &["--until", "24h"]).is_empty());
    assert_eq!(
        found(&daemon, &["--result", "succeeded", "--limit", "2"]).len(),
        2
    );
}

#[test]
fn what_is_not_known_is_refused_with_what_is() {
    let daemon = start();
    for (flag, word, known) in [
        ("--operation", "creat", "create, update, deactivate"),
        ("--result", "fail", "succeeded, failed, unchanged"),
        ("--source", "nobody", "token, admin, timer, app"),
        ("--since", "yesterday", "24h"),
    ] {
        let (code, lines, errors) = daemon.try_cli(&["activity", &daemon.tenant, flag, word]);
        assert_ne!(code, Some(0), "{flag}");
        assert_eq!(lines, Vec::<Value>::new());
        assert!(errors.contains(known), "{errors}");
    }
}

#[tokio::test]
async fn an_entry_that_was_edited_is_named_by_verify() {
    let mut daemon = start();
    let scim = daemon.client();
    for name in ["ada", "bob", "cleo"] {
        scim.post("/Users", &user(name)).await.expect(201);
        scim.post("/Users", &user(name)).await.expect(409);
        scim.post("/Users", &user(name)).await.expect(409);
    }
    let verify = ["activity", "verify", &daemon.tenant.clone()];
    let whole = daemon.cli(&verify).remove(0);
    let entries = crate::activity(&daemon, &daemon.tenant).len();
    assert_eq!(whole["whole"], true);
    assert_eq!(whole["checked"], entries);
    assert_eq!(whole["last"], entries);
    assert_eq!(whole["head"].as_str().unwrap().len(), 64);

    let bob = found_sequence(&daemon, "bob@example.com");
    daemon.kill();
    edit_entry(&daemon, bob);
    let daemon = daemon.restart();
    let (code, lines, _) = daemon.try_cli(&verify);
    assert_eq!(code, Some(1));
    assert_eq!(lines[0]["whole"], false);
    assert_eq!(lines[0]["checked"], bob - 1);
    assert_eq!(lines[0]["broken"]["sequence"], bob);
    let fault = lines[0]["broken"]["fault"].as_str().unwrap();
    assert!(fault.contains("not what was written"), "{fault}");
}

#[tokio::test]
async fn entries_are_kept_for_180_days_and_what_is_left_is_whole() {
    let daemon = start();
    let scim = daemon.client();
    for name in ["ada", "bob"] {
        scim.post("/Users", &user(name)).await.expect(201);
    }
    let entries = crate::activity(&daemon, &daemon.tenant).len();
    daemon.fault("clock-offset", &(182 * 24 * 60 * 60).to_string());
    let id = scim.post("/Users", &user("cleo")).await.expect(201).id();
    let mut left = Vec::new();
    for _ in 0..600 {
        left = crate::activity(&daemon, &daemon.tenant);
        if left.len() == 1 {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    assert_eq!(left.len(), 1, "{left:?}");
    assert_eq!(left[0]["seq"], entries + 1, "no number is given twice");
    assert_eq!(left[0]["who"]["user"], id);
    let verified = daemon
        .cli(&["activity", "verify", &daemon.tenant])
        .remove(0);
    assert_eq!(verified["whole"], true);
    assert_eq!(verified["first"], entries + 1);
    assert_eq!(verified["checked"], 1);
    // What became of people is not forgotten with the entries.
    let ada = member(&daemon, &daemon.tenant, "ada@example.com");
    assert_eq!(ada["state"], "active");
}

#[tokio::test]
async fn whoever_is_gone_is_exported_and_erased_and_nobody_else() {
    let daemon = start();
    let scim = daemon.client();
    let tenant = daemon.tenant.as_str();
    daemon.cli(&["tenant", "set", tenant, "--grace-days", "0"]);
    let ada = scim.post("/Users", &user("ada")).await.expect(201).id();
    scim.post("/Users", &user("ada")).await.expect(409);
    scim.post("/Users", &user("bob")).await.expect(201);
    let erase = ["activity", "erase", tenant, "ada@example.com"];
    let sure = [&erase[..], &["--confirm"]].concat();
    let (code, _, errors) = daemon.try_cli(&sure);
    assert_eq!(code, Some(1));
    assert!(errors.contains("is in the directory"), "{errors}");

    scim.delete(&format!("/Users/{ada}")).await.expect(204);
    let export = ["activity", "export", tenant, "--person", "ada@example.com"];
    let exported = daemon.cli(&export);
    assert_eq!(exported.len(), 3, "{exported:?}");
    let (code, _, errors) = daemon.try_cli(&erase);
    assert_eq!(code, Some(2));
    assert!(errors.contains("--confirm"), "{errors}");
    let erased = daemon.cli(&sure).remove(0);
    assert!(erased["ids"].to_string().contains(&ada));

    let log = Value::from(crate::activity(&daemon, tenant)).to_string();
    assert!(!log.contains("ada@example.com"), "{log}");
    assert!(log.contains("bob@example.com") && log.contains(&ada));
    assert!(daemon.cli(&export).is_empty());
    assert!(
        found(&daemon, &["--person", &ada]).len() > 1,
        "the entries stay"
    );
    let verified = daemon.cli(&["activity", "verify", tenant]).remove(0);
    assert_eq!(verified["whole"], true);
    let members = Value::from(daemon.cli(&["member", "list", tenant])).to_string();
    assert!(!members.contains("ada@example.com"), "{members}");
    let (code, _, errors) = daemon.try_cli(&sure);
    assert_eq!(code, Some(1));
    assert!(errors.contains("No person"), "{errors}");
}

#[tokio::test]
async fn a_rare_entry_among_many_is_found_page_by_page() {
    let daemon = start();
    let scim = daemon.client();
    for number in 0..11 {
        let operations: Vec<_> = (0..100)
            .map(|n| {
                let body = user(&format!("u{number}-{n}"));
                json!({"method": "POST", "path": "/Users", "bulkId": format!("b{n}"), "data": body})
            })
            .collect();
        let body = json!({
            "schemas": ["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],
            "Operations": operations,
        });
        scim.post("/Bulk", &body).await.expect(200);
    }
    assert_eq!(
        found(&daemon, &["--person", "u0-0@example.com"]),
        ["create succeeded"]
    );
    let newest_first = ["activity", &daemon.tenant, "--operation", "tenant_create"];
    assert_eq!(daemon.cli(&newest_first).len(), 1);
    let creates = ["activity", &daemon.tenant, "--operation", "create"];
    assert_eq!(daemon.cli(&creates).len(), 1_100);
}

/// The first entry about this person.
fn found_sequence(daemon: &Process, person: &str) -> u64 {
    let arguments = ["activity", &daemon.tenant, "--person", person];
    let entries = daemon.cli(&[&arguments[..], &["--oldest-first"]].concat());
    entries[0]["seq"].as_u64().unwrap()
}

/// Changes one letter of one entry in the database of a daemon that has ended.
fn edit_entry(daemon: &Process, sequence: u64) {
    let options = Options {
        cache_bytes: 16 << 20,
        recovery: settings::Recovery::Fast,
    };
    let engine = RedbEngine::open(&daemon.data(), options).unwrap();
    let tenant = daemon.tenant.parse().unwrap();
    let key = store::key::activity(tenant, sequence);
    let mut value = engine.snapshot().unwrap().get(&key).unwrap().unwrap();
    let word = value.windows(6).position(|text| text == b"create").unwrap();
    value[word] = b'k';
    engine.commit(&mut |tx| tx.put(&key, &value)).unwrap();
    engine.close().unwrap();
}

/// R76, R77: for people; on a terminal in red.
#[tokio::test]
async fn a_failed_entry_is_marked_and_says_what_was_wrong() {
    let daemon = start();
    let scim = daemon.client();
    scim.post("/Users", &user("ada")).await.expect(201);
    let refused = scim.post("/Users", &user("ada")).await.expect(409).json();
    let verb = format!(
        "{} activity '{}' --socket {}",
        crate::ROSTERD,
        daemon.tenant,
        daemon.socket.display()
    );
    let shown = |command: &str| -> Vec<String> {
        let ran = std::process::Command::new("bash")
            .args(["-c", command])
            .env_remove("NO_COLOR")
            .output()
            .unwrap();
        let text = String::from_utf8(ran.stdout).unwrap();
        text.lines()
            .map(|line| line.trim_end().to_owned())
            .collect()
    };
    let detail = refused["detail"].as_str().unwrap();
    let failed = |lines: &[String]| -> Vec<String> {
        let marked = lines.iter().filter(|line| line.contains("✗ failed"));
        marked.cloned().collect()
    };
    let plain = shown(&verb);
    assert_eq!(failed(&plain).len(), 1, "{plain:?}");
    assert!(failed(&plain)[0].contains(detail), "{plain:?}");
    assert!(!plain.join("").contains('\u{1b}'));

    // `script` runs it on a terminal of its own.
    let terminal = shown(&format!("script -qec \"{verb}\" /dev/null"));
    let red = failed(&terminal);
    assert_eq!(red.len(), 1, "{terminal:?}");
    assert!(red[0].contains("\u{1b}[31m") && red[0].ends_with("\u{1b}[0m"));
    let others = terminal.iter().filter(|line| !line.contains("✗ failed"));
    assert!(others.clone().count() > 2);
    assert!(others.clone().all(|line| !line.contains("\u{1b}[31m")));
    let without = shown(&format!("NO_COLOR=1 script -qec \"{verb}\" /dev/null"));
    assert!(!without.join("").contains("\u{1b}[31m"));
}
