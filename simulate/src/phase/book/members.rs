//! A group of one phase, and what its members see of it (RFC 7643 §4.1.2 and §4.2).

use std::collections::BTreeSet;

use hyper::Method;
use serde_json::{Value, json};

use super::{arrive, at, change, get, leave, open, patch};
use crate::attribute::GROUP;
use crate::client::Kind;
use crate::directory::Person;
use crate::failure::Failure;
use crate::phase::user;
use crate::report::Outcome;
use crate::run::Run;

const CLAUSE: &str = "RFC 7643 §4.2";

pub(super) async fn check(run: &Run<'_>, people: [&Person; 2]) -> Result<(), Failure> {
    let [first, second] = people;
    let (first, second) = (arrive(run, first).await?, arrive(run, second).await?);
    let name = &run.directory.workshop.name;
    let id = open(run, &run.directory.workshop).await?;
    let member = |id: &str| json!({ "value": id, "type": "User" });
    let add = |id: &str| json!({ "op": "add", "path": "members", "value": [member(id)] });
    let remove =
        |id: &str| json!({ "op": "remove", "path": format!("members[value eq \"{id}\"]") });
    let (one, two) = (first.as_str(), second.as_str());
    for (operations, expected) in [
        (vec![add(one)], vec![one]),
        (vec![add(one), add(two)], vec![one, two]),
        (vec![remove(one)], vec![two]),
        (vec![remove(two), add(one)], vec![one]),
        (vec![json!({ "op": "remove", "path": "members" })], vec![]),
        (
            vec![json!({ "op": "replace", "path": "members", "value": [member(two)] })],
            vec![two],
        ),
    ] {
        let request = patch(run, Kind::Group, &id, &operations);
        holds(run, &id, &request, &expected).await?;
    }
    let body = json!({ "schemas": [GROUP], "displayName": name, "members": [member(one)] });
    let put = run.dialect.about(Method::PUT, Kind::Group, &id, Some(body));
    holds(run, &id, &put, &[one]).await?;
    sees(run, one, &id, true).await?;
    sees(run, two, &id, false).await?;
    without_members(run, &id).await?;
    leave(run, Kind::Group, &id).await?;
    sees(run, one, &id, false).await?;
    for id in [one, two] {
        leave(run, Kind::User, id).await?;
    }
    Ok(())
}

/// After `request` these are the members, each once.
async fn holds(
    run: &Run<'_>,
    id: &str,
    request: &crate::client::Request,
    expected: &[&str],
) -> Result<(), Failure> {
    let answer = change(run, Kind::Group, id, request).await?;
    run.count(Outcome::Updated);
    let members = at(answer.json()?, "/members").as_array();
    let values: Vec<&str> = members
        .into_iter()
        .flatten()
        .filter_map(|member| at(member, "/value").as_str())
        .collect();
    let is_so = values.len() == expected.len()
        && values.iter().collect::<BTreeSet<_>>() == expected.iter().collect();
    answer.must(is_so, format!("the members {expected:?}"), CLAUSE)
}

/// The groups of a user follow from the groups.
async fn sees(run: &Run<'_>, user: &str, group: &str, is_in: bool) -> Result<(), Failure> {
    let answer = user::read(run, user).await?;
    let groups = at(answer.found(Kind::User, user)?, "/groups").as_array();
    let mut groups = groups.into_iter().flatten();
    let is_named = groups.any(|one| at(one, "/value") == group);
    let expected = format!("groups {} {group}", if is_in { "with" } else { "without" });
    answer.must(is_named == is_in, expected, "RFC 7643 §4.1.2")
}

async fn without_members(run: &Run<'_>, id: &str) -> Result<(), Failure> {
    let path = format!("{}/{id}", Kind::Group.endpoint());
    for parameter in [
        ("excludedAttributes", "members"),
        ("attributes", "displayName"),
    ] {
        let answer = run.send(&get(run, &path, &[parameter])).await?;
        answer.accept(&[200], "the group is there")?;
        let group: &Value = answer.json()?;
        let is_well = at(group, "/members").is_null() && !at(group, "/displayName").is_null();
        answer.must(is_well, "displayName, without members", "RFC 7644 §3.9")?;
    }
    Ok(())
}
