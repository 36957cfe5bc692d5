//! The checks of a `ListResponse` (RFC 7644 §3.4.2).

use serde_json::Value;

use super::Answer;
use crate::failure::Failure;

const LIST_RESPONSE: &str = "urn:ietf:params:scim:api:messages:2.0:ListResponse";

/// A checked list.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Listing<'a> {
    pub(crate) total: u64,
    pub(crate) resources: &'a [Value],
}

impl Answer {
    /// The answer must be 200 with a `ListResponse` in which no field is missing.
    pub(crate) fn listing(&self) -> Result<Listing<'_>, Failure> {
        self.accept(
            &[200],
            "a query that matches nothing is answered by an empty list",
        )?;
        let body = self.json()?;
        if !has_schema(body, LIST_RESPONSE) {
            return Err(self.objection(LIST_RESPONSE, "the response could not be deserialised"));
        }
        let number = |name: &str| {
            body.get(name).and_then(Value::as_u64).ok_or_else(|| {
                self.objection(format!("{name} as a JSON integer"), "paging counts with it")
            })
        };
        let (total, _start, _count) = (
            number("totalResults")?,
            number("startIndex")?,
            number("itemsPerPage")?,
        );
        let resources = body
            .get("Resources")
            .and_then(Value::as_array)
            .ok_or_else(|| {
                self.objection(
                    "Resources as an array",
                    "it is read even when nothing was found",
                )
            })?;
        if total < resources.len() as u64 {
            let expected = format!("totalResults of at least {}", resources.len());
            return Err(self.objection(expected, "paging would end too early"));
        }
        Ok(Listing { total, resources })
    }
}

pub(super) fn has_schema(body: &Value, urn: &str) -> bool {
    let schemas = body.get("schemas").and_then(Value::as_array);
    schemas.is_some_and(|schemas| schemas.iter().any(|schema| schema == urn))
}
