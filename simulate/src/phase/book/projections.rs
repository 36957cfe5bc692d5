//! `attributes` and `excludedAttributes` (RFC 7644 §3.9).

use serde_json::Value;

use super::{at, get};
use crate::attribute::{ENTERPRISE, USER};
use crate::client::Kind;
use crate::failure::Failure;
use crate::phase::Account;
use crate::run::Run;

/// A parameter, its value, what the answer has and what it doesn't.
type Row = (&'static str, String, Vec<String>, Vec<String>);

pub(super) async fn check(run: &Run<'_>, account: &Account) -> Result<(), Failure> {
    let path = format!("{}/{}", Kind::User.endpoint(), account.id);
    for (parameter, value, has, lacks) in rows() {
        let request = get(run, &path, &[(parameter, &value)]);
        let answer = run.send(&request).await?;
        answer.accept(&[200], "the user is there")?;
        let user = answer.json()?;
        let is_there = |pointer: &String| !at(user, pointer).is_null();
        for pointer in ["/id", "/schemas"].map(str::to_owned).iter().chain(&has) {
            let expected = format!("{pointer} in the answer");
            answer.must(is_there(pointer), expected, "RFC 7644 §3.9")?;
        }
        for pointer in &lacks {
            let expected = format!("no {pointer} in the answer");
            answer.must(!is_there(pointer), expected, "RFC 7644 §3.9")?;
        }
        let is_same = user.get("id") == Some(&Value::from(account.id.as_str()));
        answer.must(is_same, format!("id {}", account.id), "RFC 7643 §3.1")?;
    }
    Ok(())
}

fn rows() -> Vec<Row> {
    let pointers = |names: &[&str]| names.iter().map(|name| format!("/{name}")).collect();
    let extension = |names: &[&str]| {
        names
            .iter()
            .map(|name| format!("/{ENTERPRISE}/{name}"))
            .collect::<Vec<String>>()
    };
    let (wanted, unwanted) = ("attributes", "excludedAttributes");
    vec![
        (
            wanted,
            "userName".to_owned(),
            pointers(&["userName"]),
            pointers(&["displayName", "emails", "name", "meta"]),
        ),
        (
            wanted,
            "USERNAME,name.FamilyName".to_owned(),
            pointers(&["userName", "name/familyName"]),
            pointers(&["name/givenName", "emails"]),
        ),
        (
            wanted,
            format!("{USER}:displayName"),
            pointers(&["displayName"]),
            pointers(&["userName"]),
        ),
        (
            wanted,
            format!("{ENTERPRISE}:department"),
            extension(&["department"]),
            extension(&["employeeNumber"]),
        ),
        (
            wanted,
            "meta.version,emails.value".to_owned(),
            pointers(&["emails/0/value"]),
            pointers(&["emails/0/type", "meta/created", "userName"]),
        ),
        (
            unwanted,
            "emails,id,name.givenName".to_owned(),
            pointers(&["userName", "name/familyName", "meta/created"]),
            pointers(&["emails", "name/givenName"]),
        ),
        (
            unwanted,
            format!("{ENTERPRISE}:department"),
            extension(&["employeeNumber"]),
            extension(&["department"]),
        ),
    ]
}
