//! What an admin writes of a member by hand (D22).

use serde_json::{Value, json};
use testkit::{Client, Process};

use super::set_active;
use crate::{activity, admin, member, start, user};

fn change(daemon: &Process, who: &str, flags: &[&str]) -> (Option<i32>, Vec<Value>, String) {
    let arguments = [&["member", "set", &daemon.tenant, who], flags].concat();
    daemon.try_cli(&arguments)
}

/// D22: whom no directory manages is what an admin writes, and the log says what was changed.
#[tokio::test]
async fn a_member_without_a_directory_is_edited() {
    let daemon = start();
    let scim = daemon.client();
    let tenant = daemon.tenant.clone();
    daemon.cli(&["member", "add", &tenant, "old@example.com"]);
    let flags = [
        "--email",
        "new@example.com",
        "--display-name",
        "New",
        "--user-name",
        "",
    ];
    let (code, lines, words) = change(&daemon, "old@example.com", &flags);
    assert_eq!(code, Some(0), "{words}");
    let is = |name: &str| lines[0][name].clone();
    assert_eq!(is("email"), "new@example.com");
    assert_eq!(
        (is("display_name"), is("user_name")),
        (json!("New"), json!("new@example.com"))
    );
    assert_eq!(
        member(&daemon, &tenant, "new@example.com")["state"],
        "unmanaged"
    );
    let entry = activity(&daemon, &tenant).pop().unwrap();
    assert_eq!(entry["operation"], "member_update");
    assert_eq!(entry["source"]["kind"], "admin");
    assert_eq!(entry["events"][0]["type"], "member.updated");
    assert_eq!(
        entry["changes"]["email"],
        json!({ "from": "old@example.com", "to": "new@example.com" })
    );

    let path = format!("/v1/tenants/{tenant}/members/new@example.com/provenance");
    let (status, traced) = admin(&daemon, "GET", &path, &Value::Null);
    assert_eq!(status, 200, "{traced}");
    for field in &traced["fields"].as_array().unwrap()[..3] {
        assert_eq!(field["origin"]["source"], "admin", "{field}");
        assert_eq!(field["origin"]["entry"], entry["seq"], "{field}");
    }

    scim.post("/Users", &user("ada")).await.expect(201);
    for (flags, words) in [
        (["--email", "ada@example.com"], "belongs to"),
        (["--email", "nowhere"], "not an e-mail address"),
    ] {
        let (code, _, said) = change(&daemon, "new@example.com", &flags);
        assert_eq!(code, Some(1));
        assert!(said.contains(words), "{said}");
    }
    let (code, ..) = change(&daemon, "new@example.com", &[]);
    assert_eq!(code, Some(2), "nothing is to be changed");

    // The directory finds them by the new address.
    let before = member(&daemon, &tenant, "new@example.com");
    scim.post("/Users", &user("new")).await.expect(201);
    let linked = member(&daemon, &tenant, "new@example.com");
    assert_eq!(
        (&linked["id"], &linked["state"]),
        (&before["id"], &json!("active"))
    );
}

/// D22: what a directory has written is refused, with the token that wrote it and where to change
/// it; what the app keeps is free.
#[tokio::test]
async fn what_the_directory_has_written_is_changed_there() {
    let daemon = start();
    let scim = daemon.client();
    let tenant = daemon.tenant.clone();
    let id = scim.post("/Users", &user("ada")).await.expect(201).id();
    let okta = daemon.cli(&["token", "create", &tenant, "Okta"]).remove(0);
    let okta = Client::new(&daemon.base_url, okta["token"].as_str().unwrap());
    let rename = json!([{ "op": "replace", "path": "displayName", "value": "Countess" }]);
    okta.patch(&format!("/Users/{id}"), &rename)
        .await
        .expect(200);

    let path = format!("/v1/tenants/{tenant}/members/ada@example.com");
    let body = json!({ "email": "ada@else.example", "display_name": "Ada", "user_name": "ada" });
    let (status, problem) = admin(&daemon, "PATCH", &path, &body);
    assert_eq!(
        (status, &problem["type"]),
        (409, &json!("/problems/directory-manages"))
    );
    let detail = problem["detail"].as_str().unwrap();
    for words in [
        "email (by the token 'Demo' at 2",
        "user_name (by the token 'Demo' at 2",
        "display_name (by the token 'Okta' at 2",
        "change it there",
        "protection, is free",
    ] {
        assert!(detail.contains(words), "{words}: {detail}");
    }
    let entry = activity(&daemon, &tenant).pop().unwrap();
    assert_eq!(
        (
            &entry["operation"],
            &entry["result"],
            &entry["error"]["status"]
        ),
        (&json!("member_update"), &json!("failed"), &json!(409))
    );
    let (code, _, words) = change(&daemon, "ada@example.com", &["--display-name", "Ada"]);
    assert_eq!(code, Some(1));
    assert!(
        words.contains("written display_name (by") && !words.contains("email"),
        "{words}"
    );

    // What is so already is no edit, and what the app keeps is its own.
    let (code, ..) = change(&daemon, "ada@example.com", &["--display-name", "Countess"]);
    assert_eq!(code, Some(0));
    daemon.cli(&["member", "protect", &tenant, "ada@example.com"]);
    assert_eq!(
        member(&daemon, &tenant, "ada@example.com")["protected"],
        true
    );
    daemon.cli(&["member", "unprotect", &tenant, "ada@example.com"]);
    set_active(&scim, &id, false).await;
    let (code, ..) = change(&daemon, "ada@example.com", &["--display-name", "Ada"]);
    assert_eq!(code, Some(1), "a deactivated one is the directory's too");

    scim.delete(&format!("/Users/{id}")).await.expect(204);
    let (code, _, words) = change(&daemon, "ada@example.com", &["--display-name", "Ada"]);
    assert_eq!(code, Some(1));
    assert!(
        words.contains("removal of this member is pending"),
        "{words}"
    );
    daemon.cli(&["tenant", "disconnect", &tenant, "--confirm"]);
    let (code, lines, words) = change(&daemon, "ada@example.com", &["--display-name", "Ada"]);
    assert_eq!(code, Some(0), "{words}");
    assert_eq!(lines[0]["display_name"], "Ada");
}
