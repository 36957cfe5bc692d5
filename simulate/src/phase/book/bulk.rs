//! Bulk requests with references between their operations (RFC 7644 §3.7).

use hyper::Method;
use serde_json::{Value, json};

use super::{at, leave_by_name};
use crate::attribute::GROUP;
use crate::client::{Answer, Kind};
use crate::directory::Person;
use crate::failure::Failure;
use crate::report::Outcome;
use crate::run::Run;

const CLAUSE: &str = "RFC 7644 §3.7";
const BULK: &str = "urn:ietf:params:scim:api:messages:2.0:BulkRequest";
/// An id that no server has given to anyone.
const NOBODY: &str = "00919288221112222";
/// More operations than that are not sent only to see them refused.
const MANY: u64 = 2_000;

pub(super) async fn check(run: &Run<'_>, person: &Person, most: u64) -> Result<(), Failure> {
    let workshop = &run.directory.workshop;
    leave_by_name(run, Kind::User, "userName", &person.user_name).await?;
    leave_by_name(run, Kind::Group, "displayName", &workshop.name).await?;
    let (user, group) = created(run, person).await?;
    changed(run, person, &user, &group).await?;
    if most < MANY {
        let removal = json!({ "method": "DELETE", "path": format!("/Users/{NOBODY}") });
        let operations: Vec<Value> = (0..=most).map(|_| removal.clone()).collect();
        let answer = send(run, &json!({ "schemas": [BULK], "Operations": operations })).await?;
        answer.refused(413, None, "RFC 7644 §3.7.4: maxOperations")?;
    }
    Ok(())
}

/// A user and a group that has the user for a member, in the order that needs the other first.
async fn created(run: &Run<'_>, person: &Person) -> Result<(String, String), Failure> {
    let members = json!([{ "value": "bulkId:person", "type": "User" }]);
    let group = json!({
        "schemas": [GROUP],
        "displayName": run.directory.workshop.name,
        "members": members,
    });
    let body = json!({ "schemas": [BULK], "Operations": [
        { "method": "POST", "path": "/Groups", "bulkId": "workshop", "data": group },
        {
            "method": "POST", "path": "/Users", "bulkId": "person",
            "data": run.dialect.new_person(person),
        },
    ] });
    let answer = send(run, &body).await?;
    let operations = operations(&answer, 2)?;
    let mut ids = Vec::new();
    for bulk_id in ["person", "workshop"] {
        let made = operations.iter().find(|one| at(one, "/bulkId") == bulk_id);
        let is_made = made.is_some_and(|one| at(one, "/status") == "201");
        answer.must(is_made, format!("status \"201\" of {bulk_id}"), CLAUSE)?;
        let location = made.and_then(|one| at(one, "/location").as_str());
        let id = location.and_then(|location| location.rsplit('/').next());
        ids.push(id.unwrap_or_default().to_owned());
        run.count(Outcome::Created);
    }
    let [person, workshop] = ids.as_slice() else {
        return Err(answer.objection("two locations", CLAUSE));
    };
    let request = run.dialect.about(Method::GET, Kind::Group, workshop, None);
    let answer = run.send(&request).await?;
    let group = answer.found(Kind::Group, workshop)?;
    let is_in = at(group, "/members/0/value") == person.as_str();
    answer.must(is_in, format!("the member {person}"), "RFC 7644 §3.7.2")?;
    Ok((person.clone(), workshop.clone()))
}

/// Changes that succeed and one that fails, after which the rest is left out or not.
async fn changed(run: &Run<'_>, person: &Person, user: &str, group: &str) -> Result<(), Failure> {
    let (user, group) = (format!("/Users/{user}"), format!("/Groups/{group}"));
    let title = crate::dialect::patch_body(&[
        json!({ "op": "replace", "path": "title", "value": "By bulk" }),
    ]);
    let again = json!({
        "method": "POST", "path": "/Users", "bulkId": "again",
        "data": run.dialect.new_person(person),
    });
    let removal = json!({ "method": "DELETE", "path": group });
    let stopped = json!({ "schemas": [BULK], "failOnErrors": 1, "Operations": [
        { "method": "PATCH", "path": user, "data": title }, again, removal,
    ] });
    let answer = send(run, &stopped).await?;
    are(&answer, &["200 or 204", "409"])?;
    let rest = json!({ "schemas": [BULK], "Operations": [
        { "method": "PUT", "path": user, "data": run.dialect.new_person(person) },
        again, removal, { "method": "DELETE", "path": user }, removal,
    ] });
    let answer = send(run, &rest).await?;
    run.count(Outcome::Deleted);
    run.count(Outcome::Deleted);
    are(&answer, &["200", "409", "204", "204", "404"])
}

/// The statuses of the operations, in the order in which they were sent.
fn are(answer: &Answer, statuses: &[&str]) -> Result<(), Failure> {
    let operations = operations(answer, statuses.len())?;
    for (operation, expected) in operations.iter().zip(statuses) {
        let status = at(operation, "/status").as_str().unwrap_or_default();
        let is_so = expected.split(" or ").any(|one| one == status);
        answer.must(is_so, format!("the statuses {statuses:?}"), CLAUSE)?;
    }
    Ok(())
}

fn operations(answer: &Answer, number: usize) -> Result<&[Value], Failure> {
    answer.accept(&[200], CLAUSE)?;
    let operations = at(answer.json()?, "/Operations").as_array();
    let operations = operations.map(Vec::as_slice).unwrap_or_default();
    let expected = format!("{number} operations");
    answer.must(operations.len() == number, expected, CLAUSE)?;
    Ok(operations)
}

async fn send(run: &Run<'_>, body: &Value) -> Result<Answer, Failure> {
    let request = run
        .dialect
        .request(Method::POST, "/Bulk", &[], Some(body.clone()));
    run.send(&request).await
}
