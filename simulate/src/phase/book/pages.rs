//! Lists in order and in pages: by index (RFC 7644 §3.4.2.3 and §3.4.2.4), by cursor (RFC 9865),
//! and asked for by a body (RFC 7644 §3.4.3).

use std::collections::BTreeSet;

use hyper::Method;
use serde_json::{Value, json};

use super::{Offers, get};
use crate::client::{Answer, Kind};
use crate::failure::Failure;
use crate::phase::Linked;
use crate::run::Run;

const SEARCH: &str = "urn:ietf:params:scim:api:messages:2.0:SearchRequest";
const PAGED: &str = "RFC 7644 §3.4.2.4";
/// Of a page when all pages are walked.
const LONG: u64 = 200;

pub(super) async fn check(run: &Run<'_>, linked: &Linked, offers: &Offers) -> Result<(), Failure> {
    let accounts = linked.accounts.iter();
    let ours: BTreeSet<&str> = accounts
        .map(|account| account.person.user_name.as_str())
        .collect();
    limits(run, offers).await?;
    search(run).await?;
    if offers.sorts {
        sorted(run, &ours, offers).await?;
    }
    if offers.cursors {
        by_cursor(run, &ours, offers).await?;
    }
    Ok(())
}

/// Numbers beyond the range mean the nearest in it.
async fn limits(run: &Run<'_>, offers: &Offers) -> Result<(), Failure> {
    let users = Kind::User.endpoint();
    for count in ["0", "-1"] {
        let answer = run.send(&get(run, users, &[("count", count)])).await?;
        let has_none = answer.listing()?.resources.is_empty();
        answer.must(has_none, "no resources", PAGED)?;
    }
    let request = get(run, users, &[("startIndex", "0"), ("count", "1")]);
    let answer = run.send(&request).await?;
    answer.listing()?;
    let starts_at_one = answer.json()?.get("startIndex") == Some(&json!(1));
    answer.must(starts_at_one, "startIndex 1", PAGED)?;
    let beyond = offers.most_results.saturating_add(1).to_string();
    let answer = run.send(&get(run, users, &[("count", &beyond)])).await?;
    let came = answer.listing()?.resources.len() as u64;
    let expected = format!("at most {} resources", offers.most_results);
    let why = "RFC 7643 §5: filter.maxResults";
    answer.must(came <= offers.most_results, expected, why)
}

/// A body asks for the same as a query.
async fn search(run: &Run<'_>) -> Result<(), Failure> {
    let filter = "userName pr and active eq true";
    let parameters = [
        ("filter", filter),
        ("attributes", "userName,emails.value"),
        ("startIndex", "2"),
        ("count", "3"),
    ];
    let queried = run
        .send(&get(run, Kind::User.endpoint(), &parameters))
        .await?;
    let body = json!({
        "schemas": [SEARCH],
        "filter": filter,
        "attributes": ["userName", "emails.value"],
        "startIndex": 2,
        "count": 3,
    });
    let path = format!("{}/.search", Kind::User.endpoint());
    let request = run
        .dialect
        .request(Method::POST, &path, &[], Some(body.clone()));
    let searched = run.send(&request).await?;
    let is_same = searched.listing()?.resources == queried.listing()?.resources;
    searched.must(is_same, "what the query answered", "RFC 7644 §3.4.3")?;
    let everywhere = run
        .dialect
        .request(Method::POST, "/.search", &[], Some(body));
    run.send(&everywhere).await?.listing().map(drop)
}

/// The people of this directory, and of nobody else's.
fn of_ours(ours: &BTreeSet<&str>) -> Option<String> {
    // Names end alike, in what tells this directory from others.
    let (_, end) = ours.first()?.split_once(".strict.")?;
    let (seed, _) = end.split_once('.')?;
    let part = Value::from(format!(".strict.{seed}."));
    Some(format!("userName co {part}"))
}

/// Ascending, and the other way round.
async fn sorted(run: &Run<'_>, ours: &BTreeSet<&str>, offers: &Offers) -> Result<(), Failure> {
    let Some(filter) = of_ours(ours) else {
        return Ok(());
    };
    let (mut up, _) = walk(run, &filter, "ascending", offers).await?;
    let (down, answer) = walk(run, &filter, "descending", offers).await?;
    let why = "RFC 7644 §3.4.2.3";
    let initials: Vec<Option<char>> = up.iter().map(|name| initial(name)).collect();
    answer.must(initials.is_sorted(), "initials in their order", why)?;
    let is_whole = ours.iter().all(|name| up.iter().any(|one| one == name));
    answer.must(is_whole, "everybody in a sorted list", why)?;
    up.reverse();
    answer.must(up == down, "ascending order, the other way round", why)
}

fn initial(name: &str) -> Option<char> {
    name.chars().next().map(|first| first.to_ascii_lowercase())
}

/// The user names of all pages, and the last page.
async fn walk(
    run: &Run<'_>,
    filter: &str,
    order: &str,
    offers: &Offers,
) -> Result<(Vec<String>, Answer), Failure> {
    let count = LONG.min(offers.most_results.max(1)).to_string();
    let mut names = Vec::new();
    loop {
        let start = (names.len() + 1).to_string();
        let parameters = [
            ("filter", filter),
            ("attributes", "userName"),
            ("sortBy", "userName"),
            ("sortOrder", order),
            ("startIndex", &start),
            ("count", &count),
        ];
        let answer = run
            .send(&get(run, Kind::User.endpoint(), &parameters))
            .await?;
        let listing = answer.listing()?;
        names.extend(listing.resources.iter().filter_map(name_of));
        if listing.resources.is_empty() || names.len() as u64 >= listing.total {
            return Ok((names, answer));
        }
    }
}

fn name_of(user: &Value) -> Option<String> {
    user.get("userName")?.as_str().map(str::to_owned)
}

/// Everybody once, and no page that begins where none was left off.
async fn by_cursor(run: &Run<'_>, ours: &BTreeSet<&str>, offers: &Offers) -> Result<(), Failure> {
    let Some(filter) = of_ours(ours) else {
        return Ok(());
    };
    let why = "RFC 9865 §2";
    // At least two pages, where there are two people.
    let half = (ours.len() as u64).div_ceil(2);
    let count = half
        .clamp(1, offers.most_results.max(1))
        .min(LONG)
        .to_string();
    let page = |cursor: &str| {
        let parameters = [
            ("filter", filter.as_str()),
            ("attributes", "userName"),
            ("cursor", cursor),
            ("count", &count),
        ];
        get(run, Kind::User.endpoint(), &parameters)
    };
    let mut seen = BTreeSet::new();
    let mut cursor = String::new();
    loop {
        let answer = run.send(&page(&cursor)).await?;
        answer.accept(&[200], why)?;
        let body = answer.json()?;
        let resources = body.get("Resources").and_then(Value::as_array);
        for name in resources.into_iter().flatten().filter_map(name_of) {
            let expected = format!("{name} on one page only");
            answer.must(seen.insert(name), expected, why)?;
        }
        let Some(next) = body.get("nextCursor").and_then(Value::as_str) else {
            let missing = ours.iter().find(|name| !seen.contains(**name));
            let expected = format!("{missing:?} on some page");
            answer.must(missing.is_none(), expected, why)?;
            break;
        };
        answer.must(next != cursor, "another cursor", why)?;
        next.clone_into(&mut cursor);
    }
    let answer = run.send(&page("not-a-cursor")).await?;
    answer.refused(400, Some("invalidCursor"), "RFC 9865 §2.1")
}
