//! What a provider does with one user.

use hyper::Method;
use serde_json::Value;

use super::connection::miss;
use crate::attribute::{Wanted, difference};
use crate::client::{Answer, Kind, Request};
use crate::dialect::Update;
use crate::directory::{Alteration, Person};
use crate::failure::Failure;
use crate::report::Outcome;
use crate::run::Run;

/// A look-up that hit.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) id: String,
    resource: Value,
}

/// The one user or group whose `attribute` is `value`, whatever their state.
pub(super) async fn look_up(
    run: &Run<'_>,
    kind: Kind,
    attribute: &str,
    value: &str,
) -> Result<Option<Found>, Failure> {
    let answer = run
        .send(&run.dialect.look_up(kind, attribute, value))
        .await?;
    if answer.status == 404 {
        return miss(run, &answer).map(|()| None);
    }
    let listing = answer.listing()?;
    match (listing.total, listing.resources) {
        (0, []) => Ok(None),
        (1, [found]) => {
            let id = answer.resource(kind, found)?.to_owned();
            Ok(Some(Found {
                id,
                resource: found.clone(),
            }))
        }
        _ => Err(answer.objection("at most one result", "a duplicate, or an ignored filter")),
    }
}

/// Matches `person` by user name, then creates or updates; yields the server's id.
pub(super) async fn bring_in(run: &Run<'_>, person: &Person) -> Result<String, Failure> {
    if let Some(found) = matched(run, person).await? {
        run.count(converge(run, person, &found.id, &found.resource).await?);
        return Ok(found.id);
    }
    let body = run.dialect.new_person(person);
    let answer = run.send(&run.dialect.create(Kind::User, body)).await?;
    let id = answer.created(Kind::User)?.to_owned();
    as_wanted(&answer, answer.json()?, &run.dialect.wanted(person))?;
    run.count(Outcome::Created);
    Ok(id)
}

/// The user with the name of `person`, or with the one that an interrupted run has left.
async fn matched(run: &Run<'_>, person: &Person) -> Result<Option<Found>, Failure> {
    let found = look_up(run, Kind::User, "userName", &person.user_name).await?;
    if found.is_some() || !run.may_find_renamed() {
        return Ok(found);
    }
    let renamed = Alteration::Renaming.of(person).user_name;
    look_up(run, Kind::User, "userName", &renamed).await
}

/// Reads the user and makes it as `person` is.
pub(super) async fn amend(run: &Run<'_>, id: &str, person: &Person) -> Result<Outcome, Failure> {
    let current = read(run, id).await?;
    converge(run, person, id, current.found(Kind::User, id)?).await
}

/// Sends what makes `current` as `person` is, if anything, and checks that it did.
async fn converge(
    run: &Run<'_>,
    person: &Person,
    id: &str,
    current: &Value,
) -> Result<Outcome, Failure> {
    let wanted = run.dialect.wanted(person);
    let changes = difference(&wanted, current);
    if changes.is_empty() {
        return Ok(Outcome::Unchanged);
    }
    let requests = run.dialect.update(Update {
        id,
        person,
        current,
        changes: &changes,
    });
    for (position, request) in requests.iter().enumerate() {
        let answer = run.send(request).await?;
        updated(&answer, Kind::User, request)?;
        if answer.status == 200 && position + 1 == requests.len() {
            as_wanted(&answer, answer.json()?, &wanted)?;
        }
    }
    let answer = read(run, id).await?;
    as_wanted(&answer, answer.found(Kind::User, id)?, &wanted)?;
    Ok(Outcome::Updated)
}

/// A PUT is answered by the resource, a PATCH also by nothing at all; 200 without a body is wrong.
pub(super) fn updated(answer: &Answer, kind: Kind, request: &Request) -> Result<(), Failure> {
    let may_be_empty = request.method == Method::PATCH;
    let why = "the change was to be accepted";
    answer.accept(if may_be_empty { &[200, 204] } else { &[200] }, why)?;
    if answer.status == 200 {
        answer.resource(kind, answer.json()?)?;
    }
    Ok(())
}

pub(super) async fn read(run: &Run<'_>, id: &str) -> Result<Answer, Failure> {
    run.send(&run.dialect.about(Method::GET, Kind::User, id, None))
        .await
}

/// `user`, a part of `answer`, must hold every value exactly as it was sent.
pub(super) fn as_wanted(answer: &Answer, user: &Value, wanted: &[Wanted]) -> Result<(), Failure> {
    let Some(change) = difference(wanted, user).into_iter().next() else {
        return Ok(());
    };
    let shown = |value: Option<Value>| value.map_or("absent".to_owned(), |value| value.to_string());
    let (expected, came) = (shown(change.to), shown(change.from));
    let expected = format!("{} {expected} instead of {came}", change.attribute.path());
    Err(answer.objection(expected, "values are stored as they were sent"))
}
