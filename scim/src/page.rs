//! Index paging (RFC 7644 §3.4.2.4) and the list answer.

use crate::{ScimError, ScimType, urn};

/// Which part of a result is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    /// Of the first resource; at least 1.
    pub start_index: u64,
    /// How many resources at most; 0 asks only for their number, `None` for the server's default.
    pub count: Option<u64>,
}

impl Page {
    /// Reads the two query parameters. `startIndex` below 1 means 1, `count` below 0 means 0; what
    /// is no whole number is 400 `invalidValue`.
    pub fn parse(start_index: Option<&str>, count: Option<&str>) -> Result<Self, ScimError> {
        Ok(Self {
            start_index: match start_index {
                Some(text) => whole_number("startIndex", text)?.max(1),
                None => 1,
            },
            count: match count {
                Some(text) => Some(whole_number("count", text)?),
                None => None,
            },
        })
    }
}

/// The `ListResponse` around resources that are JSON already; `total` counts all that match, also
/// those of other pages.
///
/// `Resources` is always there: the RFC asks for it only where something was found, but Entra and
/// Okta want it also when it is empty.
pub fn list_response(total: u64, start_index: u64, resources: &[Vec<u8>]) -> Vec<u8> {
    let head = format!(
        r#"{{"schemas":["{}"],"totalResults":{total},"startIndex":{start_index},"itemsPerPage":{},"Resources":["#,
        urn::LIST_RESPONSE,
        resources.len(),
    );
    let length: usize = resources.iter().map(|resource| resource.len() + 1).sum();
    let mut body = Vec::with_capacity(head.len() + length + 2);
    body.extend_from_slice(head.as_bytes());
    for (position, resource) in resources.iter().enumerate() {
        if position > 0 {
            body.push(b',');
        }
        body.extend_from_slice(resource);
    }
    body.extend_from_slice(b"]}");
    body
}

/// Negative numbers become 0, and those beyond all counting the largest there is.
fn whole_number(parameter: &str, text: &str) -> Result<u64, ScimError> {
    match text.trim().parse::<i128>() {
        Ok(number) => Ok(u64::try_from(number.max(0)).unwrap_or(u64::MAX)),
        Err(_) => Err(ScimError::typed(
            ScimType::InvalidValue,
            format!("The query parameter {parameter} must be a whole number, but is '{text}'."),
        )),
    }
}

#[cfg(test)]
mod tests;
