//! By the book: what RFC 7643, RFC 7644 and RFC 9865 define beyond what any provider does.
//!
//! Each phase has visitors of its own, who come new and leave at its end, so that it can begin
//! again wherever it was interrupted.

use hyper::Method;
use hyper::header::ETAG;
use serde_json::Value;

use super::{Linked, user};
use crate::client::{Answer, Kind, Request};
use crate::dialect::patch_body;
use crate::directory::{Group, Person};
use crate::failure::Failure;
use crate::report::Outcome;
use crate::run::Run;
use discovery::Offers;

mod bulk;
mod changes;
pub(super) mod discovery;
mod filters;
mod members;
mod pages;
mod projections;
mod refusals;
mod versions;

/// How many people are looked at in all the ways that there are.
const LOOKED_AT: usize = 3;

/// Plays all of it, as far as the server offers it.
pub(super) async fn check(run: &Run<'_>, linked: &Linked, offers: &Offers) -> Result<(), Failure> {
    let accounts: Vec<_> = linked.accounts.iter().take(LOOKED_AT).collect();
    let steps = accounts.len();
    let filters = run.each(&accounts, |account, _| filters::check(run, account));
    run.phase("filters by the book", steps, filters).await?;
    let projections = run.each(&accounts, |account, _| projections::check(run, account));
    run.phase("projections by the book", steps, projections)
        .await?;
    let pages = run.once(|_| pages::check(run, linked, offers));
    run.phase("pages by the book", 1, pages).await?;
    let visitors = run.directory.visitors.as_slice();
    let [
        changing,
        by_version,
        refused,
        other,
        first,
        second,
        third,
        ..,
    ] = visitors
    else {
        return Ok(());
    };
    let changes = run.once(|_| changes::check(run, changing));
    run.phase("changes by the book", 1, changes).await?;
    let members = run.once(|_| members::check(run, [first, second]));
    run.phase("members by the book", 1, members).await?;
    if offers.versions {
        let versions = run.once(|_| versions::check(run, by_version));
        run.phase("versions by the book", 1, versions).await?;
    }
    refusals::check(run, refused, other).await?;
    if let Some(most) = offers.most_operations {
        let bulk = run.once(|_| bulk::check(run, third, most));
        run.phase("bulk by the book", 1, bulk).await?;
    }
    Ok(())
}

/// Creates `person` anew, whatever an interrupted run has left; yields the id.
async fn arrive(run: &Run<'_>, person: &Person) -> Result<String, Failure> {
    leave_by_name(run, Kind::User, "userName", &person.user_name).await?;
    let body = run.dialect.new_person(person);
    let answer = run.send(&run.dialect.create(Kind::User, body)).await?;
    let id = answer.created(Kind::User)?.to_owned();
    user::as_wanted(&answer, answer.json()?, &run.dialect.wanted(person))?;
    run.count(Outcome::Created);
    Ok(id)
}

/// The same with a group that has no members.
async fn open(run: &Run<'_>, group: &Group) -> Result<String, Failure> {
    leave_by_name(run, Kind::Group, "displayName", &group.name).await?;
    let body = run.dialect.new_group(group);
    let answer = run.send(&run.dialect.create(Kind::Group, body)).await?;
    let id = answer.created(Kind::Group)?.to_owned();
    run.count(Outcome::Created);
    Ok(id)
}

/// Deletes who is called so, if anybody is.
async fn leave_by_name(
    run: &Run<'_>,
    kind: Kind,
    attribute: &str,
    name: &str,
) -> Result<(), Failure> {
    match user::look_up(run, kind, attribute, name).await? {
        Some(found) => leave(run, kind, &found.id).await,
        None => Ok(()),
    }
}

async fn leave(run: &Run<'_>, kind: Kind, id: &str) -> Result<(), Failure> {
    let request = run.dialect.about(Method::DELETE, kind, id, None);
    run.send(&request)
        .await?
        .accept(&[204], "RFC 7644 §3.6: a deletion is answered by 204")?;
    run.count(Outcome::Deleted);
    Ok(())
}

fn patch(run: &Run<'_>, kind: Kind, id: &str, operations: &[Value]) -> Request {
    let body = Some(patch_body(operations));
    run.dialect.about(Method::PATCH, kind, id, body)
}

/// Sends `request`, which must be carried out, and reads what it was about.
async fn change(run: &Run<'_>, kind: Kind, id: &str, request: &Request) -> Result<Answer, Failure> {
    let answer = run.send(request).await?;
    user::updated(&answer, kind, request)?;
    let answer = run
        .send(&run.dialect.about(Method::GET, kind, id, None))
        .await?;
    answer.found(kind, id)?;
    Ok(answer)
}

fn get(run: &Run<'_>, path: &str, parameters: &[(&str, &str)]) -> Request {
    run.dialect.request(Method::GET, path, parameters, None)
}

/// What is at `pointer`, where null is the same as nothing (RFC 7643 §2.5).
fn at<'v>(resource: &'v Value, pointer: &str) -> &'v Value {
    resource.pointer(pointer).unwrap_or(&Value::Null)
}

/// The entity tag of an answer that must have one.
fn tag(answer: &Answer) -> Result<String, Failure> {
    match answer.header(&ETAG) {
        Some(tag) => Ok(tag.to_owned()),
        None => Err(answer.objection("an ETag", "etag.supported is true: RFC 7644 §3.14")),
    }
}
