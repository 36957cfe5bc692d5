//! Entity tags: what is bound to a version is carried out on that one alone (RFC 7644 §3.14).

use hyper::Method;
use hyper::header::{HeaderName, IF_MATCH, IF_NONE_MATCH};
use serde_json::json;

use super::{Answer, arrive, at, change, patch, tag};
use crate::client::{Kind, Request};
use crate::directory::Person;
use crate::failure::Failure;
use crate::phase::{lookups, user};
use crate::report::Outcome;
use crate::run::Run;

const CLAUSE: &str = "RFC 7644 §3.14";

pub(super) async fn check(run: &Run<'_>, person: &Person) -> Result<(), Failure> {
    let id = arrive(run, person).await?;
    let old = tag(&user::read(run, &id).await?)?;
    let read = run.dialect.about(Method::GET, Kind::User, &id, None);
    for known in [old.as_str(), "*"] {
        let answer = conditional(run, &read, IF_NONE_MATCH, known).await?;
        answer.accept(&[304], CLAUSE)?;
        let is_same = tag(&answer)? == old;
        answer.must(is_same, format!("ETag {old}"), "RFC 9110 §15.4.5")?;
    }
    let request = patch(
        run,
        Kind::User,
        &id,
        &[json!({ "op": "add", "path": "nickName", "value": "Later" })],
    );
    let answer = change(run, Kind::User, &id, &request).await?;
    let new = tag(&answer)?;
    answer.must(new != old, "another ETag after a change", CLAUSE)?;
    let answer = conditional(run, &read, IF_NONE_MATCH, &old).await?;
    answer.found(Kind::User, &id)?;

    let mut body = run.dialect.new_person(person);
    if let Some(members) = body.as_object_mut() {
        members.insert("nickName".to_owned(), json!("Too late"));
    }
    let put = run.dialect.about(Method::PUT, Kind::User, &id, Some(body));
    let operation = json!({ "op": "replace", "path": "nickName", "value": "Too late" });
    let patched = patch(run, Kind::User, &id, &[operation]);
    let delete = run.dialect.about(Method::DELETE, Kind::User, &id, None);
    for late in [&put, &patched, &delete] {
        let answer = conditional(run, late, IF_MATCH, &old).await?;
        answer.refused(412, None, CLAUSE)?;
    }
    let answer = user::read(run, &id).await?;
    let is_left = at(answer.found(Kind::User, &id)?, "/nickName") == "Later";
    answer.must(is_left, "nickName \"Later\", as before the 412", CLAUSE)?;

    let answer = conditional(run, &patched, IF_MATCH, &new).await?;
    answer.accept(&[200, 204], CLAUSE)?;
    run.count(Outcome::Updated);
    let newest = tag(&user::read(run, &id).await?)?;
    let answer = conditional(run, &delete, IF_MATCH, &newest).await?;
    answer.accept(&[204], CLAUSE)?;
    run.count(Outcome::Deleted);
    lookups::not_found(run, Kind::User, &id).await
}

async fn conditional(
    run: &Run<'_>,
    request: &Request,
    name: HeaderName,
    tag: &str,
) -> Result<Answer, Failure> {
    run.send(&request.clone().on_condition(name, tag)).await
}
