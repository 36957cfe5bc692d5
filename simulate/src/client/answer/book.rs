//! What RFC 7643 and RFC 7644 demand of every answer, whatever was asked.
//!
//! The providers check what they read; this checks what the RFCs say, whether anybody reads it or
//! not. What the RFCs leave open is accepted.

use hyper::StatusCode;
use hyper::header::{ALLOW, CONTENT_LOCATION, ETAG, HeaderName, LOCATION, WWW_AUTHENTICATE};
use serde_json::Value;

use super::Answer;
use super::listing::has_schema;
use crate::failure::Failure;

mod bulk;
mod date_time;
mod declared;
mod list;
mod resource;

pub(crate) use declared::Declared;

const LIST_RESPONSE: &str = "urn:ietf:params:scim:api:messages:2.0:ListResponse";
const BULK_RESPONSE: &str = "urn:ietf:params:scim:api:messages:2.0:BulkResponse";
const ERROR: &str = "urn:ietf:params:scim:api:messages:2.0:Error";

/// RFC 7644 §3.12, table 9, and RFC 9865 §2.1.
const SCIM_TYPES: [&str; 13] = [
    "invalidFilter",
    "tooMany",
    "uniqueness",
    "mutability",
    "invalidSyntax",
    "invalidPath",
    "noTarget",
    "invalidValue",
    "invalidVers",
    "sensitive",
    "invalidCursor",
    "expiredCursor",
    "invalidCount",
];

/// Something that is not by the book.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Breach {
    expected: String,
    clause: &'static str,
}

fn must(holds: bool, expected: impl Into<String>, clause: &'static str) -> Result<(), Breach> {
    if holds {
        return Ok(());
    }
    Err(Breach {
        expected: expected.into(),
        clause,
    })
}

impl Answer {
    /// The answer must keep to the RFCs, and its resources to what the server has `declared`.
    pub(crate) fn by_the_book(&self, declared: Option<&Declared>) -> Result<(), Failure> {
        self.held_to_the_book(declared)
            .map_err(|breach| self.objection(breach.expected, breach.clause))
    }

    fn held_to_the_book(&self, declared: Option<&Declared>) -> Result<(), Breach> {
        match StatusCode::from_u16(self.status) {
            Ok(StatusCode::NO_CONTENT) => must(self.is_empty(), "no body", "RFC 9110 §15.3.5"),
            Ok(StatusCode::NOT_MODIFIED) => {
                must(self.is_empty(), "no body", "RFC 9110 §15.4.5")?;
                let has_tag = self.header(&ETAG).is_some();
                must(has_tag, "the ETag of the 200", "RFC 9110 §15.4.5")
            }
            Ok(status) if status.is_success() => self.success(declared),
            Ok(status) if status.is_client_error() => self.refusal(status),
            _ => Ok(()),
        }
    }

    fn success(&self, declared: Option<&Declared>) -> Result<(), Breach> {
        let Some(body) = self.json.as_ref().filter(|body| body.is_object()) else {
            return must(false, "a JSON object", "RFC 7644 §3.1");
        };
        if has_schema(body, LIST_RESPONSE) {
            return list::check(body, self.is_projected, declared);
        }
        if has_schema(body, BULK_RESPONSE) {
            return bulk::check(body);
        }
        resource::check(body, self.is_projected, declared)?;
        self.agrees(&LOCATION, body, "location", "RFC 7644 §3.3")?;
        self.agrees(&CONTENT_LOCATION, body, "location", "RFC 7643 §3.1")?;
        self.agrees(&ETAG, body, "version", "RFC 7643 §3.1, RFC 7644 §3.14")?;
        let is_located = self.status != 201 || self.header(&LOCATION).is_some();
        must(is_located, "a Location", "RFC 7644 §3.3")?;
        let has_version = body.pointer("/meta/version").is_some();
        let has_tag = self.header(&ETAG).is_some();
        must(
            has_tag || !has_version,
            "an ETag, as meta.version is there",
            "RFC 7643 §3.1",
        )
    }

    /// What a header and `meta` say must be the same, where both say it.
    fn agrees(
        &self,
        header: &HeaderName,
        resource: &Value,
        part: &str,
        clause: &'static str,
    ) -> Result<(), Breach> {
        let meta = resource.get("meta").and_then(|meta| meta.get(part));
        let (Some(header_says), Some(meta_says)) = (self.header(header), meta) else {
            return Ok(());
        };
        let expected = format!("meta.{part} as the header {header} has it, {header_says}");
        must(meta_says == header_says, expected, clause)
    }

    /// An error has a body that says so (RFC 7644 §3.12).
    fn refusal(&self, status: StatusCode) -> Result<(), Breach> {
        let clause = "RFC 7644 §3.12";
        let body = self.json.as_ref();
        let is_error = body.is_some_and(|body| has_schema(body, ERROR));
        must(is_error, format!("an error body with {ERROR}"), clause)?;
        let member = |name: &str| body.and_then(|body| body.get(name));
        let text = format!("status \"{}\" as a JSON string", status.as_u16());
        let says = member("status").and_then(Value::as_str);
        must(says == Some(status.as_str()), text, clause)?;
        let word = member("scimType");
        let is_word = word.is_none_or(|word| SCIM_TYPES.iter().any(|known| word == known));
        must(is_word, "a scimType of table 9, or none", clause)?;
        let detail = member("detail");
        must(
            detail.is_none_or(Value::is_string),
            "a detail that is text",
            clause,
        )?;
        let (header, clause) = match status {
            StatusCode::UNAUTHORIZED => (WWW_AUTHENTICATE, "RFC 9110 §15.5.2"),
            StatusCode::METHOD_NOT_ALLOWED => (ALLOW, "RFC 9110 §15.5.6"),
            _ => return Ok(()),
        };
        let is_there = self.header(&header).is_some();
        must(is_there, format!("a header {header}"), clause)
    }
}

#[cfg(test)]
mod tests;
