//! What must be refused, with the words of RFC 7644 §3.12.
//!
//! Some servers understand providers who don't go by the book. One request without a consequence
//! tells whether this one does; then some refusals may be missing, which is all that is let pass.

use hyper::Method;
use serde_json::{Value, json};

use super::{arrive, get, leave};
use crate::attribute::USER;
use crate::client::{Kind, Request};
use crate::dialect::patch_body;
use crate::directory::Person;
use crate::failure::Failure;
use crate::run::Run;

const ERRORS: &str = "RFC 7644 §3.12";
/// An id that no server has given to anyone.
const NOBODY: &str = "00919288221112222";

/// A request that is not by the book.
struct Refusal {
    request: Request,
    status: u16,
    scim_type: Option<&'static str>,
    /// Whether a lenient server may make something of it.
    has_meaning: bool,
}

pub(super) async fn check(run: &Run<'_>, person: &Person, other: &Person) -> Result<(), Failure> {
    let probe = run.once(|_| is_lenient(run));
    let is_lenient = run.phase("leniency", 1, probe).await?;
    let name = if is_lenient {
        "refusals, of a lenient server"
    } else {
        "refusals, of a strict server"
    };
    let refusals = run.once(|_| refuse(run, person, other, is_lenient));
    run.phase(name, 1, refusals).await
}

/// A text in a filter stands in quotes. A server that reads one without them is lenient.
async fn is_lenient(run: &Run<'_>) -> Result<bool, Failure> {
    let filter = [("filter", "userName eq nobody")];
    let answer = run.send(&get(run, Kind::User.endpoint(), &filter)).await?;
    if answer.status == 200 {
        answer.listing()?;
        return Ok(true);
    }
    answer.refused(400, Some("invalidFilter"), "RFC 7644 §3.4.2.2")?;
    Ok(false)
}

async fn refuse(
    run: &Run<'_>,
    person: &Person,
    other: &Person,
    is_lenient: bool,
) -> Result<(), Failure> {
    let id = arrive(run, person).await?;
    let other_id = arrive(run, other).await?;
    let refusals = queries(run)
        .into_iter()
        .chain(bodies(run, person))
        .chain(changes(run, &id, other));
    for refusal in refusals {
        let answer = run.send(&refusal.request).await?;
        let is_understood = is_lenient && refusal.has_meaning && answer.status < 300;
        if !is_understood {
            answer.refused(refusal.status, refusal.scim_type, ERRORS)?;
        }
    }
    leave(run, Kind::User, &id).await?;
    leave(run, Kind::User, &other_id).await
}

fn queries(run: &Run<'_>) -> Vec<Refusal> {
    let rows = [
        ("userName like \"ada\"", false),
        ("userName eq \"ada", false),
        ("(userName eq \"ada\"", false),
        ("active gt true", false),
        ("userName eq ada", true),
        ("active eq \"true\"", true),
        ("emails[type eq \"work\"].value eq \"ada\"", true),
    ];
    let row = |(filter, has_meaning)| Refusal {
        request: get(run, Kind::User.endpoint(), &[("filter", filter)]),
        status: 400,
        scim_type: Some("invalidFilter"),
        has_meaning,
    };
    rows.into_iter().map(row).collect()
}

/// Bodies of a POST that make no user.
fn bodies(run: &Run<'_>, person: &Person) -> Vec<Refusal> {
    let name = format!("refused.{}", person.user_name);
    let row = |body, status, scim_type, has_meaning| Refusal {
        request: run.dialect.create(Kind::User, body),
        status,
        scim_type: Some(scim_type),
        has_meaning,
    };
    vec![
        row(json!([]), 400, "invalidSyntax", false),
        row(json!({ "schemas": [USER] }), 400, "invalidValue", false),
        row(
            json!({ "schemas": [USER], "userName": ["a", "b"] }),
            400,
            "invalidValue",
            false,
        ),
        row(
            json!({ "schemas": [USER], "userName": name, "active": "maybe" }),
            400,
            "invalidValue",
            false,
        ),
        row(run.dialect.new_person(person), 409, "uniqueness", false),
    ]
}

/// Changes of a user, and of one who is not there.
fn changes(run: &Run<'_>, id: &str, other: &Person) -> Vec<Refusal> {
    let patched = |operation: Value, scim_type, has_meaning| {
        let body = Some(patch_body(&[operation]));
        Refusal {
            request: run.dialect.about(Method::PATCH, Kind::User, id, body),
            status: 400,
            scim_type: Some(scim_type),
            has_meaning,
        }
    };
    let op = |op: &str, path: &str, value: Value| json!({ "op": op, "path": path, "value": value });
    let nobody = |method: Method, body: Option<Value>| Refusal {
        request: run.dialect.about(method, Kind::User, NOBODY, body),
        status: 404,
        scim_type: None,
        has_meaning: false,
    };
    let taken = |request| Refusal {
        request,
        status: 409,
        scim_type: Some("uniqueness"),
        has_meaning: false,
    };
    let rename = patch_body(&[op("replace", "userName", json!(other.user_name))]);
    let title = patch_body(&[op("replace", "title", json!("T"))]);
    let whole = run.dialect.new_person(other);
    vec![
        patched(
            op("add", "emails[type eq", json!("a")),
            "invalidPath",
            false,
        ),
        patched(
            op("add", "name..familyName", json!("a")),
            "invalidPath",
            false,
        ),
        patched(json!({ "op": "remove" }), "noTarget", false),
        patched(
            json!({ "op": "remove", "path": "userName" }),
            "mutability",
            false,
        ),
        patched(op("replace", "id", json!("mine")), "mutability", false),
        patched(
            op("replace", "meta.created", json!("2001-01-01T00:00:00Z")),
            "mutability",
            false,
        ),
        patched(op("replace", "active", json!([1])), "invalidValue", false),
        patched(op("exchange", "title", json!("T")), "invalidSyntax", false),
        patched(
            op(
                "replace",
                "emails[type eq \"home\"].value",
                json!("a@example.com"),
            ),
            "noTarget",
            true,
        ),
        patched(op("replace", "shoeSize", json!("38")), "invalidPath", true),
        patched(op("Replace", "title", json!("T")), "invalidSyntax", true),
        patched(
            op("replace", "active", json!("False")),
            "invalidValue",
            true,
        ),
        patched(op("replace", "title", json!(["T"])), "invalidValue", true),
        taken(
            run.dialect
                .about(Method::PATCH, Kind::User, id, Some(rename)),
        ),
        taken(
            run.dialect
                .about(Method::PUT, Kind::User, id, Some(whole.clone())),
        ),
        nobody(Method::GET, None),
        nobody(Method::PUT, Some(whole)),
        nobody(Method::PATCH, Some(title)),
        nobody(Method::DELETE, None),
    ]
}
