//! What the server says of itself, and whether it serves that (RFC 7644 §4, RFC 7643 §5 to §7).

use serde_json::Value;

use super::get;
use crate::client::{Answer, Declared};
use crate::dialect::Habit;
use crate::failure::Failure;
use crate::run::Run;

const CONFIG: &str = "urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig";
const CLAUSE: &str = "RFC 7643 §5: required";

/// What a `ServiceProviderConfig` offers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::phase) struct Offers {
    /// How many operations a bulk request may have, where there are bulk requests.
    pub(super) most_operations: Option<u64>,
    /// How many results a page has at most.
    pub(super) most_results: u64,
    pub(super) sorts: bool,
    pub(super) versions: bool,
    /// Cursors of RFC 9865.
    pub(super) cursors: bool,
}

/// Reads everything there is to discover, where the persona goes by the book.
pub(in crate::phase) async fn read(run: &Run<'_>) -> Result<Option<Offers>, Failure> {
    if !run.habits.has(Habit::GoesByTheBook) {
        return Ok(None);
    }
    let reading = run.once(|_| discover(run));
    run.phase("discovery by the book", 1, reading)
        .await
        .map(Some)
}

async fn discover(run: &Run<'_>) -> Result<Offers, Failure> {
    let answer = run.send(&get(run, "/ServiceProviderConfig", &[])).await?;
    answer.accept(&[200], "RFC 7644 §4")?;
    let offers = offers(&answer, answer.json()?)?;
    let (types, answer) = described(run, "/ResourceTypes").await?;
    for (name, endpoint) in [("User", "/Users"), ("Group", "/Groups")] {
        let is_it = |one: &&Value| text(one, "name") == name && text(one, "endpoint") == endpoint;
        let expected = format!("the type {name} at {endpoint}");
        answer.must(
            types.iter().any(|one| is_it(&one)),
            expected,
            "RFC 7644 §3.2",
        )?;
    }
    let (schemas, answer) = described(run, "/Schemas").await?;
    for one in &types {
        let extensions = one.get("schemaExtensions").and_then(Value::as_array);
        let extensions = extensions.into_iter().flatten();
        for urn in extensions
            .map(|extension| text(extension, "schema"))
            .chain([text(one, "schema")])
        {
            let is_there = schemas.iter().any(|schema| text(schema, "id") == urn);
            let why = "RFC 7643 §6: a resource type names schemas that there are";
            answer.must(is_there, format!("the schema {urn:?}"), why)?;
        }
        is_served(run, text(one, "endpoint")).await?;
    }
    run.declare(Declared::new(&types, &schemas));
    Ok(offers)
}

fn offers(answer: &Answer, config: &Value) -> Result<Offers, Failure> {
    let schemas = config.get("schemas").and_then(Value::as_array);
    let is_config = schemas.is_some_and(|schemas| schemas.iter().any(|urn| urn == CONFIG));
    answer.must(is_config, CONFIG, CLAUSE)?;
    let flag = |name: &str| {
        let value = config.get(name).and_then(|part| part.get("supported"));
        let expected = format!("{name}.supported as a boolean");
        let flag = value.and_then(Value::as_bool);
        flag.ok_or_else(|| answer.objection(expected, CLAUSE))
    };
    let number = |pointer: &str| {
        let value = config.pointer(pointer).and_then(Value::as_u64);
        value.ok_or_else(|| answer.objection(format!("{pointer} as a whole number"), CLAUSE))
    };
    for name in ["patch", "changePassword", "filter"] {
        flag(name)?;
    }
    number("/bulk/maxPayloadSize")?;
    let most_operations = number("/bulk/maxOperations")?;
    let ways = config
        .get("authenticationSchemes")
        .and_then(Value::as_array);
    let is_whole = |way: &Value| {
        let parts = ["type", "name", "description"];
        parts.iter().all(|part| !text(way, part).is_empty())
    };
    let are_whole = ways.is_some_and(|ways| ways.iter().all(is_whole));
    let expected = "authenticationSchemes, each with type, name and description";
    answer.must(are_whole, expected, CLAUSE)?;
    Ok(Offers {
        most_operations: flag("bulk")?.then_some(most_operations),
        most_results: number("/filter/maxResults")?,
        sorts: flag("sort")?,
        versions: flag("etag")?,
        cursors: config.pointer("/pagination/cursor") == Some(&Value::Bool(true)),
    })
}

/// All that a discovery endpoint lists, each of which is also there by itself.
async fn described(run: &Run<'_>, endpoint: &str) -> Result<(Vec<Value>, Answer), Failure> {
    let answer = run.send(&get(run, endpoint, &[])).await?;
    let listing = answer.listing()?;
    let all = listing.total == listing.resources.len() as u64;
    answer.must(all, "all of them at once", "RFC 7644 §4: paging is ignored")?;
    for one in listing.resources {
        let name = ["id", "name"].map(|part| text(one, part));
        let Some(name) = name.into_iter().find(|name| !name.is_empty()) else {
            return Err(answer.objection("an id or a name", "RFC 7643 §6, §7"));
        };
        let alone = run
            .send(&get(run, &format!("{endpoint}/{name}"), &[]))
            .await?;
        alone.accept(&[200], "RFC 7644 §4: what is listed is there by itself")?;
        let is_same = alone.json()? == one;
        alone.must(is_same, "what the list has", "RFC 7644 §4")?;
    }
    Ok((listing.resources.to_vec(), answer.clone()))
}

/// A type that is listed has an endpoint; `count=0` asks for the total alone.
async fn is_served(run: &Run<'_>, endpoint: &str) -> Result<(), Failure> {
    let answer = run.send(&get(run, endpoint, &[("count", "0")])).await?;
    let has_none = answer.listing()?.resources.is_empty();
    answer.must(has_none, "no resources", "RFC 7644 §3.4.2.4: count is 0")
}

fn text<'v>(value: &'v Value, name: &str) -> &'v str {
    value.get(name).and_then(Value::as_str).unwrap_or_default()
}
