//! Filters of every operator, about one person (RFC 7644 §3.4.2.2).

use serde_json::Value;

use super::{Answer, get};
use crate::attribute::{ENTERPRISE, USER};
use crate::client::Kind;
use crate::failure::Failure;
use crate::phase::{Account, user};
use crate::run::Run;

pub(super) async fn check(run: &Run<'_>, account: &Account) -> Result<(), Failure> {
    let answer = user::read(run, &account.id).await?;
    let held = answer.found(Kind::User, &account.id)?;
    let created = super::at(held, "/meta/created");
    for (filter, is_found) in filters(account, created) {
        let alone = format!("id eq {} and ({filter})", literal(&account.id));
        let parameters = [("filter", alone.as_str()), ("attributes", "userName")];
        let answer = run
            .send(&get(run, Kind::User.endpoint(), &parameters))
            .await?;
        agrees(&answer, is_found)?;
    }
    Ok(())
}

fn agrees(answer: &Answer, is_found: bool) -> Result<(), Failure> {
    let expected = format!("totalResults {}", u8::from(is_found));
    let total = answer.listing()?.total;
    answer.must(
        total == u64::from(is_found),
        expected,
        "RFC 7644 §3.4.2.2; caseExact of RFC 7643 §8.7.1",
    )
}

/// Filters, and whether each finds the person.
fn filters(account: &Account, created: &Value) -> Vec<(String, bool)> {
    let person = &account.person;
    let (name, email) = (literal(&person.user_name), literal(&person.email));
    let upper = literal(&person.user_name.to_uppercase());
    let external = literal(&person.external_id);
    let other_external = literal(&person.external_id.to_uppercase());
    let is_titled = person.title.is_some();
    let (id, department) = (literal(&account.id), literal(&person.department));
    let family = literal(&person.family);
    vec![
        (format!("userName eq {upper}"), true),
        (format!("USERNAME Eq {name}"), true),
        (format!("{USER}:userName eq {name}"), true),
        (format!("userName ne {name}"), false),
        (
            format!("userName sw {}", literal(part(&person.user_name, 0, 3))),
            true,
        ),
        (format!("userName ew {}", literal("@EXAMPLE.com")), true),
        (
            format!("userName co {}", literal(part(&person.user_name, 1, 3))),
            true,
        ),
        (format!("userName co {}", literal("nobody-has-this")), false),
        (format!("externalId eq {external}"), true),
        (
            format!("externalId eq {other_external}"),
            external == other_external,
        ),
        (format!("emails.value eq {email}"), true),
        (
            format!("emails[type eq \"work\" and value eq {email}]"),
            true,
        ),
        (
            format!("emails[type eq \"home\" and value eq {email}]"),
            false,
        ),
        (format!("name.familyName eq {family}"), true),
        (format!("{ENTERPRISE}:department eq {department}"), true),
        ("active eq true".to_owned(), true),
        ("active eq false".to_owned(), false),
        ("not (active eq true)".to_owned(), false),
        ("title pr".to_owned(), is_titled),
        ("not (title pr)".to_owned(), !is_titled),
        ("meta.resourceType eq \"User\"".to_owned(), true),
        (format!("meta.lastModified ge {created}"), true),
        (format!("meta.created gt {created}"), false),
        (format!("meta.created le {created}"), true),
        ("meta.created lt \"1999-12-31T23:59:59Z\"".to_owned(), false),
        // `and` comes before `or`, unless it is grouped.
        (
            format!("id eq {id} or id eq {id} and active eq false"),
            true,
        ),
        (
            format!("(id eq {id} or id eq {id}) and active eq false"),
            false,
        ),
    ]
}

/// So many characters of `text`, after some.
fn part(text: &str, skipped: usize, length: usize) -> &str {
    let at = |number: usize| {
        let mut starts = text.char_indices().map(|(start, _)| start);
        starts.nth(number).unwrap_or(text.len())
    };
    text.get(at(skipped)..at(skipped + length)).unwrap_or(text)
}

/// As a filter has texts: a JSON string.
fn literal(text: &str) -> String {
    Value::from(text).to_string()
}
