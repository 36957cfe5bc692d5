//! A full import: every page of users and of groups, in a stable order.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{Account, Linked};
use crate::client::{Answer, Kind};
use crate::dialect::Habit;
use crate::failure::Failure;
use crate::run::Run;

/// How many resources a page has at Okta.
const PAGE: u64 = 100;

pub(super) async fn check(run: &Run<'_>, linked: &Linked) -> Result<(), Failure> {
    if !run.habits.has(Habit::Imports) {
        return Ok(());
    }
    let users: BTreeSet<String> = linked
        .accounts
        .iter()
        .map(|account: &Account| account.id.clone())
        .collect();
    let groups: BTreeSet<String> = linked
        .parties
        .iter()
        .map(|party| party.id.clone())
        .collect();
    let walks = [(Kind::User, users), (Kind::Group, groups)];
    let import = run.each(&walks, |(kind, ours), _| walk(run, *kind, ours));
    run.phase("import", walks.len(), import).await.map(drop)
}

/// Walks all pages; each resource must come once, and ours must be among them.
async fn walk(run: &Run<'_>, kind: Kind, ours: &BTreeSet<String>) -> Result<(), Failure> {
    let mut seen = BTreeSet::new();
    let mut start = 1;
    loop {
        let answer = run.send(&run.dialect.page(kind, start, PAGE)).await?;
        let listing = answer.listing()?;
        let came = listing.resources.len() as u64;
        if came > PAGE {
            return Err(answer.objection(format!("at most {PAGE} resources"), "count is a limit"));
        }
        if came == 0 && start <= listing.total {
            return Err(answer.objection("resources", "the import would stop in the middle"));
        }
        for resource in listing.resources {
            let id = answer.resource(kind, resource)?;
            if kind == Kind::User {
                importable(&answer, resource)?;
            }
            if !seen.insert(id.to_owned()) {
                let why = "an unstable order imports one twice and misses another";
                return Err(answer.objection(format!("{id} on one page only"), why));
            }
        }
        start += PAGE;
        if start > listing.total {
            return match ours.difference(&seen).next() {
                Some(missing) => {
                    Err(answer.objection(format!("{missing} on some page"), "it would be lost"))
                }
                None => Ok(()),
            };
        }
    }
}

/// What Okta's test suite asserts of a user in a list. People of other origin may lack names.
fn importable(answer: &Answer, user: &Value) -> Result<(), Failure> {
    let has_name = user.get("userName").is_some_and(Value::is_string);
    let has_state = user.get("active").is_some_and(Value::is_boolean);
    if has_name && has_state {
        return Ok(());
    }
    Err(answer.objection(
        "userName, and active as a boolean",
        "the minimum for an import",
    ))
}
