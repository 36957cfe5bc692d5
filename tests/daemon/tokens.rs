//! Tokens: made, shown once, counted, revoked.

use serde_json::Value;

use crate::{activity, start, user};

#[tokio::test]
async fn at_most_five_are_active_also_in_a_race() {
    let daemon = start();
    // The demo has made one; three more leave room for one.
    for name in ["Entra ID", "Okta", "OneLogin"] {
        daemon.cli(&["token", "create", &daemon.tenant, name]);
    }
    let outcomes: Vec<_> = std::thread::scope(|scope| {
        let tries: Vec<_> = (0..5)
            .map(|n| {
                let daemon = &daemon;
                scope.spawn(move || {
                    daemon.try_cli(&["token", "create", &daemon.tenant, &format!("Race {n}")])
                })
            })
            .collect();
        tries
            .into_iter()
            .map(|attempt| attempt.join().unwrap())
            .collect()
    });
    let made = outcomes
        .iter()
        .filter(|(code, ..)| *code == Some(0))
        .count();
    assert_eq!(made, 1, "{outcomes:?}");
    let (_, _, words) = outcomes.iter().find(|(code, ..)| *code != Some(0)).unwrap();
    assert!(words.contains('5') || words.contains("five"), "{words}");

    let tokens = daemon.cli(&["token", "list", &daemon.tenant]);
    let spare = tokens.iter().find(|token| token["name"] == "Okta").unwrap();
    daemon.cli(&[
        "token",
        "revoke",
        &daemon.tenant,
        spare["id"].as_str().unwrap(),
    ]);
    daemon.cli(&["token", "create", &daemon.tenant, "Sixth"]);
}

#[tokio::test]
async fn a_revoked_token_is_out_at_once_and_its_use_is_seen() {
    let daemon = start();
    let scim = daemon.client();
    let other = &daemon.cli(&["token", "create", &daemon.tenant, "Entra ID"])[0];
    let entra = scim.with_authorization(Some(&format!(
        "Bearer {}",
        other["token"].as_str().unwrap()
    )));
    entra.post("/Users", &user("ada")).await.expect(201);
    daemon.cli(&[
        "token",
        "revoke",
        &daemon.tenant,
        other["id"].as_str().unwrap(),
    ]);
    let refused = entra.post("/Users", &user("ben")).await.expect(401).json();
    assert!(
        refused["detail"].as_str().unwrap().contains("Entra ID"),
        "{refused}"
    );
    assert!(
        refused["detail"].as_str().unwrap().contains("revoked"),
        "{refused}"
    );
    scim.get("/Users").await.expect(200);
    assert_eq!(scim.get("/Users").await.json()["totalResults"], 1);
    // It is written off the request's path.
    for _ in 0..100 {
        let used = activity(&daemon, &daemon.tenant)
            .into_iter()
            .any(|entry| entry["result"] == "failed" && entry["error"]["status"] == 401);
        if used {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    panic!("the use of a revoked token is not in the log");
}

#[tokio::test]
async fn a_token_pasted_with_blanks_or_without_scheme_works_and_an_altered_one_does_not() {
    let daemon = start();
    let scim = daemon.client();
    let token = &daemon.token;
    for form in [
        token.clone(),
        format!("bearer {token}"),
        format!("Bearer   {token}  "),
    ] {
        scim.with_authorization(Some(&form))
            .get("/Users")
            .await
            .expect(200);
    }
    let mut altered = token.clone();
    let last = altered.pop().unwrap();
    altered.push(if last == 'a' { 'b' } else { 'a' });
    for form in [
        format!("Bearer {altered}"),
        format!("Bearer {}", &token[..token.len() - 4]),
        format!("Bearer {} {}", &token[..20], &token[20..]),
        "Bearer".to_owned(),
        "Bearer ".to_owned(),
        format!("Basic {token}"),
    ] {
        let refused = scim.with_authorization(Some(&form)).get("/Users").await;
        assert_eq!(refused.status.as_u16(), 401, "{form:?}");
        assert!(refused.header("www-authenticate").is_some());
        assert_eq!(refused.json()["status"], "401");
    }
    for _ in 0..100 {
        let log = activity(&daemon, &daemon.tenant);
        if log.iter().any(|entry| entry["operation"] == "authenticate") {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    panic!("a token that was altered is in the log of its tenant");
}

#[tokio::test]
async fn the_secret_is_shown_once_and_is_nowhere_else() {
    let daemon = start();
    let created = &daemon.cli(&["token", "create", &daemon.tenant, "Entra ID"])[0];
    let token = created["token"].as_str().unwrap();
    assert!(token.len() <= 80, "{}", token.len());
    assert!(
        token
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
    );
    let prefix = created["prefix"].as_str().unwrap();
    assert!(token.starts_with(prefix) && token.len() > prefix.len() + 20);
    daemon
        .client()
        .with_authorization(Some(token))
        .get("/Users")
        .await
        .expect(200);

    let listed = Value::from(daemon.cli(&["token", "list", &daemon.tenant])).to_string();
    assert!(!listed.contains(token));
    let file = std::fs::read(daemon.data().join("rosterd.redb")).unwrap();
    let secret = &token.as_bytes()[prefix.len()..];
    assert!(
        !file.windows(secret.len()).any(|window| window == secret),
        "in the database"
    );
}

#[test]
fn names_are_judged() {
    let daemon = start();
    for name in ["", "   ", &"x".repeat(65)] {
        let (code, _, words) = daemon.try_cli(&["token", "create", &daemon.tenant, name]);
        assert_eq!(code, Some(1), "{name:?}");
        assert!(words.contains("name"), "{words}");
    }
}

#[test]
fn without_single_sign_on_there_is_no_token() {
    let daemon = start();
    let tenant = &daemon.cli(&["tenant", "create", "No SSO", "--sso", "none"])[0];
    let (code, _, words) = daemon.try_cli(&[
        "token",
        "create",
        tenant["id"].as_str().unwrap(),
        "Entra ID",
    ]);
    assert_eq!(code, Some(1));
    assert!(words.to_lowercase().contains("single sign-on"), "{words}");
}

/// R14, R16, R17: a token opens a door that is closed to everybody.
#[test]
fn no_token_is_made_behind_a_closed_gate() {
    let daemon = start();
    let tenant = daemon.tenant.as_str();
    let create = ["token", "create", tenant, "another"];
    for (closed, open, words) in [
        (
            "sso_active=false",
            "sso_active=true",
            "not active: activate it",
        ),
        ("plan=false", "plan=true", "the plan of this account"),
    ] {
        daemon.cli(&["setting", "set", tenant, closed]);
        let (code, _, said) = daemon.try_cli(&create);
        assert_eq!(code, Some(1), "{closed}");
        assert!(said.contains(words), "{said}");
        daemon.cli(&["setting", "set", tenant, open]);
    }
    daemon.cli(&create);
}
