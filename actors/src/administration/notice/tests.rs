use serde_json::{Value, json};

use super::*;

/// An entry about the token `Entra ID` with this event, and what else it says.
fn entry(event: &str, more: &Value) -> Entry {
    let mut entry = json!({
        "seq": 7,
        "first_event": 1,
        "at": "2026-01-01T00:00:00Z",
        "operation": "token_use",
        "result": "succeeded",
        "who": { "type": "token", "id": "abc", "name": "Entra ID" },
        "source": { "kind": "timer" },
        "request_id": "r",
        "events": [{ "type": event, "count": 1, "ids": ["abc"] }],
    });
    let fields = more.as_object().unwrap().clone();
    entry.as_object_mut().unwrap().extend(fields);
    serde_json::from_value(entry).unwrap()
}

#[test]
fn each_notice_is_a_sentence_with_what_to_do() {
    let admin = json!({ "kind": "admin", "name": "uid 0" });
    let okta = json!({ "kind": "token", "token": "abc", "name": "Okta", "client": "Okta/1" });
    let refused = json!({ "status": 401, "detail": "It was revoked." });
    let person = json!({ "type": "person", "email": "ada@x.org" });
    let protected = "recorded, not applied: the member is protected";
    for (event, more, says) in [
        (
            "token.created",
            json!({ "source": admin }),
            "'Entra ID' was created by uid 0.",
        ),
        (
            "token.revoked",
            json!({ "source": admin }),
            "'Entra ID' was revoked by uid 0.",
        ),
        (
            "token.first_used",
            json!({ "source": okta }),
            "for the first time by Okta/1.",
        ),
        (
            "token.revoked_used",
            json!({ "error": refused }),
            "still used: It was revoked.",
        ),
        (
            "token.unused",
            json!({ "reason": "not used for 90 days" }),
            "not used for 90 days.",
        ),
        (
            "sync.silent",
            json!({ "reason": "no call since then" }),
            "silent: no call since then.",
        ),
        (
            "sync.resumed",
            json!({ "reason": "calls again" }),
            "'Entra ID' calls again.",
        ),
        (
            "sync.failed",
            json!({ "source": okta, "operation": "create", "error": refused, "who": person }),
            "A call of 'Okta' failed (create): It was revoked.",
        ),
        ("hold.raised", json!({ "who": person }), "removals wait."),
        (
            "member.deactivation_held",
            json!({ "who": person }),
            "ada@x.org, who is protected.",
        ),
        (
            "member.removal_held",
            json!({ "who": person, "reason": protected }),
            "ada@x.org, who is protected.",
        ),
    ] {
        let notice = notice(&entry(event, &more)).unwrap();
        assert_eq!((notice.event.as_str(), notice.entry), (event, 7));
        assert!(notice.says.ends_with(says), "{event}: {}", notice.says);
        assert!(notice.advice.ends_with('.'), "{event}: {}", notice.advice);
    }
}

#[test]
fn what_is_no_notice_is_none() {
    assert_eq!(notice(&entry("member.created", &json!({}))), None);
    let held = json!({ "reason": "held: more members have left" });
    assert_eq!(notice(&entry("member.removal_held", &held)), None);
}
