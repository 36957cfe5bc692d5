//! Before anything is pushed: the connection test and the discovery of schemas.

use hyper::Method;
use hyper::header::WWW_AUTHENTICATE;
use serde_json::Value;

use crate::client::{Answer, Kind};
use crate::dialect::Habit;
use crate::directory::random::Random;
use crate::failure::Failure;
use crate::run::Run;

const NOT_A_TOKEN: &str = "not-a-token-of-any-tenant";
/// An id of Okta's test suite that no server has given to anyone.
const NOBODY: &str = "00919288221112222";

pub(super) async fn test(run: &Run<'_>) -> Result<(), Failure> {
    run.phase("connection test", 1, run.once(|_| connect(run)))
        .await?;
    if !run.habits.discovers.is_empty() {
        let endpoints = run.habits.discovers;
        let reads = run.each(endpoints, |endpoint, _| discover(run, endpoint));
        run.phase("discovery", endpoints.len(), reads).await?;
    }
    if run.habits.has(Habit::AssertsRefusals) {
        run.phase("specification test", 1, run.once(|_| refusals(run)))
            .await?;
    }
    Ok(())
}

async fn connect(run: &Run<'_>) -> Result<(), Failure> {
    let dialect = &run.dialect;
    if run.habits.has(Habit::TestsByPage) {
        run.send(&dialect.page(Kind::User, 1, 2)).await?.listing()?;
        run.send(&dialect.page(Kind::Group, 1, 100))
            .await?
            .listing()?;
        return Ok(());
    }
    let nobody = Random::new(&["connection test"], 0, 0).guid();
    for (kind, attribute) in [(Kind::User, "userName"), (Kind::Group, "displayName")] {
        let answer = run.send(&dialect.look_up(kind, attribute, &nobody)).await?;
        miss(run, &answer)?;
    }
    Ok(())
}

/// The answer must say that nothing was found.
pub(super) fn miss(run: &Run<'_>, answer: &Answer) -> Result<(), Failure> {
    if run.habits.has(Habit::AcceptsNotFound) && answer.status == 404 {
        return answer.problem(404, "the object does not exist");
    }
    match answer.listing()?.total {
        0 => Ok(()),
        _ => Err(answer.objection("totalResults 0", "the filter was not honoured")),
    }
}

async fn discover(run: &Run<'_>, endpoint: &str) -> Result<(), Failure> {
    let answer = run
        .send(&run.dialect.request(Method::GET, endpoint, &[], None))
        .await?;
    let listing = answer.listing()?;
    if listing.resources.is_empty() {
        return Err(answer.objection("at least one resource", "nothing could be mapped"));
    }
    if listing.resources.iter().any(holds_null) {
        return Err(answer.objection("no null anywhere", "the schema reader fails on nulls"));
    }
    Ok(())
}

fn holds_null(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(elements) => elements.iter().any(holds_null),
        Value::Object(members) => members.values().any(holds_null),
        Value::Bool(_) | Value::Number(_) | Value::String(_) => false,
    }
}

/// What Okta's test suite asserts about refusals.
async fn refusals(run: &Run<'_>) -> Result<(), Failure> {
    let unknown = run.dialect.about(Method::GET, Kind::User, NOBODY, None);
    run.send(&unknown)
        .await?
        .problem(404, "an unknown id is not found")?;
    let mut stranger = run.dialect.page(Kind::User, 1, 1);
    stranger.token = Some(NOT_A_TOKEN);
    let answer = run.send(&stranger).await?;
    answer.problem(401, "a token that is not valid must not be let in")?;
    match answer.header(&WWW_AUTHENTICATE) {
        Some(_) => Ok(()),
        None => Err(answer.objection("WWW-Authenticate", "RFC 7644 §2")),
    }
}
