//! POST, PUT and PATCH of a user, in every way that RFC 7644 §3.3 and §3.5 describe.

use hyper::Method;
use serde_json::{Value, json};

use super::{arrive, at, change, leave, leave_by_name, patch};
use crate::attribute::{ENTERPRISE, USER};
use crate::client::{Answer, Kind};
use crate::directory::Person;
use crate::failure::Failure;
use crate::phase::user;
use crate::report::Outcome;
use crate::run::Run;

const PATCHING: &str = "RFC 7644 §3.5.2";

pub(super) async fn check(run: &Run<'_>, person: &Person) -> Result<(), Failure> {
    created(run, person).await?;
    let id = arrive(run, person).await?;
    replaced(run, person, &id).await?;
    for step in steps(&person.email) {
        let request = patch(run, Kind::User, &id, &step.operations);
        let answer = change(run, Kind::User, &id, &request).await?;
        answer.must((step.holds)(answer.json()?), step.expected, PATCHING)?;
        run.count(Outcome::Updated);
    }
    unmoved(run, &id).await?;
    all_or_nothing(run, &id).await?;
    answered(run, &id).await?;
    leave(run, Kind::User, &id).await
}

/// Names of attributes in any case, and values for what only the server sets.
async fn created(run: &Run<'_>, person: &Person) -> Result<(), Failure> {
    leave_by_name(run, Kind::User, "userName", &person.user_name).await?;
    let body = json!({
        "schemas": [USER],
        "USERNAME": person.user_name,
        "displayname": person.display,
        "password": person.placeholder,
        "id": "mine",
        "meta": { "resourceType": "Mine", "created": "2001-01-01T00:00:00Z" },
        "emails": [{ "Value": person.email, "type": "work" }],
    });
    let answer = run.send(&run.dialect.create(Kind::User, body)).await?;
    let id = answer.created(Kind::User)?.to_owned();
    run.count(Outcome::Created);
    let user = answer.json()?;
    let why = "RFC 7643 §2.1: names are the same in any case";
    let is_named = at(user, "/userName") == &json!(person.user_name)
        && at(user, "/displayName") == &json!(person.display)
        && at(user, "/emails/0/value") == &json!(person.email);
    answer.must(is_named, "the values under the names of the schema", why)?;
    is_the_servers(&answer, &id, "2001-01-01T00:00:00Z")?;
    leave(run, Kind::User, &id).await
}

/// What only the server sets is not what the client has sent.
fn is_the_servers(answer: &Answer, id: &str, sent: &str) -> Result<(), Failure> {
    let user = answer.json()?;
    let is_well = id != "mine" && at(user, "/meta/created") != &json!(sent);
    let why = "RFC 7643 §7: readOnly is ignored in POST and PUT";
    answer.must(is_well, "id and meta of the server's own", why)
}

async fn replaced(run: &Run<'_>, person: &Person, id: &str) -> Result<(), Failure> {
    let before = user::read(run, id).await?;
    let mut body = run.dialect.new_person(person);
    let moment = "2001-01-01T00:00:00Z";
    for (name, value) in [
        ("nickName", json!("Replaced")),
        ("id", json!("mine")),
        ("meta", json!({ "created": moment })),
    ] {
        if let Some(members) = body.as_object_mut() {
            members.insert(name.to_owned(), value);
        }
    }
    let request = run.dialect.about(Method::PUT, Kind::User, id, Some(body));
    let answer = run.send(&request).await?;
    let after = answer.found(Kind::User, id)?;
    is_the_servers(&answer, id, moment)?;
    user::as_wanted(&answer, after, &run.dialect.wanted(person))?;
    let is_replaced = at(after, "/nickName") == &json!("Replaced");
    answer.must(is_replaced, "nickName \"Replaced\"", "RFC 7644 §3.5.1")?;
    let created = at(before.json()?, "/meta/created");
    let is_same = at(after, "/meta/created") == created;
    answer.must(is_same, format!("meta.created {created}"), "RFC 7643 §3.1")?;
    run.count(Outcome::Updated);
    Ok(())
}

/// One PATCH, and what the user is afterwards.
struct Step {
    operations: Vec<Value>,
    holds: fn(&Value) -> bool,
    expected: &'static str,
}

fn step(operations: Vec<Value>, holds: fn(&Value) -> bool, expected: &'static str) -> Step {
    Step {
        operations,
        holds,
        expected,
    }
}

/// In turn, each on what the ones before have left.
fn steps(address: &str) -> Vec<Step> {
    let all = of_single_values().into_iter();
    all.chain(of_addresses(address))
        .chain(of_schemas())
        .collect()
}

fn add(path: &str, value: &Value) -> Value {
    json!({ "op": "add", "path": path, "value": value })
}

fn replace(path: &str, value: &Value) -> Value {
    json!({ "op": "replace", "path": path, "value": value })
}

fn remove(path: &str) -> Value {
    json!({ "op": "remove", "path": path })
}

fn of_single_values() -> Vec<Step> {
    vec![
        step(
            vec![add("nickName", &json!("Nick"))],
            |user| at(user, "/nickName") == "Nick",
            "nickName \"Nick\"",
        ),
        step(
            vec![json!({ "op": "add", "value": {
                "title": "Reader",
                "name": { "honorificPrefix": "Dr." },
            } })],
            |user| {
                at(user, "/title") == "Reader"
                    && at(user, "/name/honorificPrefix") == "Dr."
                    && at(user, "/name/familyName").is_string()
            },
            "title and name.honorificPrefix beside name.familyName",
        ),
    ]
}

/// Addresses are the person's own: a server may let nobody else have them.
fn of_addresses(address: &str) -> Vec<Step> {
    let home = json!({ "value": format!("home.{address}"), "type": "home" });
    let other = json!({ "value": format!("other.{address}"), "type": "other", "primary": true });
    vec![
        step(
            vec![add("emails", &json!([home]))],
            |user| at_home(user, "home.") && emails(user) == 2,
            "a second e-mail address",
        ),
        step(
            vec![add("emails", &json!([home]))],
            |user| emails(user) == 2,
            "two e-mail addresses, as the value is there already",
        ),
        step(
            vec![add("emails", &json!([other]))],
            |user| emails(user) == 3 && only_primary(user, "other"),
            "the address of the type other as the only primary one",
        ),
        step(
            vec![replace(
                "emails[type eq \"home\"].value",
                &json!(format!("house.{address}")),
            )],
            |user| at_home(user, "house.") && emails(user) == 3,
            "house.… as the address of the type home",
        ),
        step(
            vec![replace(
                "emails[type eq \"home\" and value ew \"@example.com\"]",
                &json!({ "value": format!("flat.{address}"), "type": "home" }),
            )],
            |user| at_home(user, "flat.") && emails(user) == 3,
            "flat.… as the address of the type home",
        ),
        step(
            vec![remove("emails[type ne \"work\"]")],
            |user| emails(user) == 1 && email(user, "work").is_some(),
            "the address of the type work alone",
        ),
    ]
}

/// By the URN of a schema, in any case of letters, and several at once.
fn of_schemas() -> Vec<Step> {
    vec![
        step(
            vec![replace(&format!("{USER}:nickName"), &json!("Nicky"))],
            |user| at(user, "/nickName") == "Nicky",
            "nickName \"Nicky\"",
        ),
        step(
            vec![replace("NICKNAME", &json!("Nickie"))],
            |user| at(user, "/nickName") == "Nickie",
            "nickName \"Nickie\", whatever the case of the path",
        ),
        step(
            vec![add(&format!("{ENTERPRISE}:costCenter"), &json!("4130"))],
            |user| at(user, &format!("/{ENTERPRISE}/costCenter")) == "4130",
            "costCenter \"4130\" in the enterprise extension",
        ),
        step(
            vec![
                json!({ "op": "replace", "value": { ENTERPRISE: { "division": "Theatre" } } }),
                remove(&format!("{ENTERPRISE}:costCenter")),
            ],
            |user| {
                at(user, &format!("/{ENTERPRISE}/division")) == "Theatre"
                    && at(user, &format!("/{ENTERPRISE}/costCenter")).is_null()
            },
            "division and no costCenter in the enterprise extension",
        ),
        step(
            vec![replace("name", &json!({ "familyName": "Changed" }))],
            |user| {
                at(user, "/name/familyName") == "Changed" && at(user, "/name/givenName").is_string()
            },
            "name.familyName \"Changed\" beside name.givenName",
        ),
        step(
            vec![
                add("nickName", &json!("first")),
                replace("nickName", &json!("second")),
                remove("title"),
                add("title", &json!("third")),
            ],
            |user| at(user, "/nickName") == "second" && at(user, "/title") == "third",
            "what the operations make one after the other",
        ),
        step(
            vec![remove("nickName"), remove("title"), remove("timezone")],
            |user| at(user, "/nickName").is_null() && at(user, "/title").is_null(),
            "neither nickName nor title",
        ),
        step(
            vec![json!({ "op": "remove", "path": ENTERPRISE })],
            |user| at(user, &format!("/{ENTERPRISE}")).is_null() && names_one_schema(user),
            "neither the enterprise extension nor its URN in schemas",
        ),
    ]
}

fn listed(user: &Value) -> impl Iterator<Item = &Value> {
    at(user, "/emails").as_array().into_iter().flatten()
}

fn emails(user: &Value) -> usize {
    listed(user).count()
}

fn email<'v>(user: &'v Value, kind: &str) -> Option<&'v str> {
    let of_kind = listed(user).find(|email| at(email, "/type") == kind);
    at(of_kind?, "/value").as_str()
}

fn at_home(user: &Value, beginning: &str) -> bool {
    email(user, "home").is_some_and(|email| email.starts_with(beginning))
}

fn only_primary(user: &Value, kind: &str) -> bool {
    let mut primary = listed(user).filter(|email| at(email, "/primary") == true);
    let first = primary.next();
    first.is_some_and(|email| at(email, "/type") == kind) && primary.next().is_none()
}

fn names_one_schema(user: &Value) -> bool {
    at(user, "/schemas") == &json!([USER])
}

/// What is there already does not move the modification time.
async fn unmoved(run: &Run<'_>, id: &str) -> Result<(), Failure> {
    let before = user::read(run, id).await?;
    let name = at(before.json()?, "/userName").clone();
    let operation = json!({ "op": "replace", "path": "userName", "value": name });
    let request = patch(run, Kind::User, id, &[operation]);
    let after = change(run, Kind::User, id, &request).await?;
    for pointer in ["/meta/lastModified", "/meta/version"] {
        let was = at(before.json()?, pointer);
        let is_same = at(after.json()?, pointer) == was;
        after.must(is_same, format!("{pointer} {was}"), "RFC 7644 §3.5.2.1")?;
    }
    Ok(())
}

/// An operation that fails takes back those before it.
async fn all_or_nothing(run: &Run<'_>, id: &str) -> Result<(), Failure> {
    let operations = [
        json!({ "op": "add", "path": "nickName", "value": "half" }),
        json!({ "op": "remove", "path": "userName" }),
    ];
    let answer = run.send(&patch(run, Kind::User, id, &operations)).await?;
    answer.refused(400, Some("mutability"), PATCHING)?;
    let answer = user::read(run, id).await?;
    let is_absent = at(answer.found(Kind::User, id)?, "/nickName").is_null();
    answer.must(is_absent, "no nickName", "RFC 7644 §3.5.2: all or nothing")
}

/// Who asks for attributes is answered with them.
async fn answered(run: &Run<'_>, id: &str) -> Result<(), Failure> {
    let mut request = patch(
        run,
        Kind::User,
        id,
        &[json!({ "op": "replace", "path": "title", "value": "Answered" })],
    );
    request.target.push_str("?attributes=title");
    let answer = run.send(&request).await?;
    answer.accept(&[200], "RFC 7644 §3.5.2: 200 where attributes are named")?;
    let user = answer.json()?;
    let is_asked = at(user, "/title") == "Answered" && at(user, "/userName").is_null();
    answer.must(is_asked, "title, without userName", "RFC 7644 §3.9")
}
