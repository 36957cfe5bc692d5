//! Paging by index (RFC 7644 §3.4.2.4) and by cursor (RFC 9865), and the list answer.

use crate::{ScimError, ScimType, urn};

/// Which part of a result is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Where it starts.
    pub start: Start,
    /// How many resources at most; 0 asks only for their number, `None` for the server's default.
    pub count: Option<u64>,
}

/// Where a page starts, which is also how the client walks on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Start {
    /// At a position from 1 on.
    Index(u64),
    /// Behind what the page with this `nextCursor` has shown; at the beginning if there is none.
    Cursor(Option<String>),
}

/// It is echoed, and clients read whole numbers as 64 bits with a sign.
const LARGEST_INDEX: u64 = i64::MAX.unsigned_abs();

/// What a page says about its place in the whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// Of its first resource, from 1 on.
    StartIndex(u64),
    /// Leads to the next page; none on the last one. Only unreserved characters of RFC 3986 §2.3.
    NextCursor(Option<String>),
}

impl Page {
    /// Reads the query parameters. Whoever names a cursor pages by cursor, if only by an empty one;
    /// all others page by index, as they did before there were cursors (RFC 9865 §2.4).
    ///
    /// `startIndex` below 1 means 1, and beyond all counting the largest there is; `count` below 0 means
    /// 0. 400 for both methods at once, and for
    /// what is no whole number: `invalidCount` for the page of a cursor (RFC 9865 §2.1), else
    /// `invalidValue`.
    pub fn parse(
        start_index: Option<&str>,
        cursor: Option<&str>,
        count: Option<&str>,
    ) -> Result<Self, ScimError> {
        let (start, misread) = match (start_index, cursor) {
            (Some(_), Some(_)) => {
                return Err(ScimError::typed(
                    ScimType::InvalidValue,
                    "The query has a startIndex and a cursor. Page by one of the two, and leave \
                     the other one out.",
                ));
            }
            (None, Some(cursor)) => {
                let cursor = Some(cursor).filter(|cursor| !cursor.is_empty());
                let start = Start::Cursor(cursor.map(str::to_owned));
                (start, ScimType::InvalidCount)
            }
            (index, None) => {
                let index = match index {
                    Some(text) => whole_number("startIndex", text, ScimType::InvalidValue)?
                        .clamp(1, LARGEST_INDEX),
                    None => 1,
                };
                (Start::Index(index), ScimType::InvalidValue)
            }
        };
        let count = match count {
            Some(text) => Some(whole_number("count", text, misread)?),
            None => None,
        };
        Ok(Self { start, count })
    }
}

/// The `ListResponse` around resources that are JSON already; `total` counts all that match, also
/// those of other pages.
///
/// `Resources` is always there: the RFC asks for it only where something was found, but Entra and
/// Okta want it also when it is empty.
pub fn list_response(total: u64, place: &Place, resources: &[Vec<u8>]) -> Vec<u8> {
    let place = match place {
        Place::StartIndex(index) => format!(r#""startIndex":{index},"#),
        // Unreserved characters need no escape.
        Place::NextCursor(Some(cursor)) => format!(r#""nextCursor":"{cursor}","#),
        Place::NextCursor(None) => String::new(),
    };
    let head = format!(
        r#"{{"schemas":["{}"],"totalResults":{total},{place}"itemsPerPage":{},"Resources":["#,
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
fn whole_number(parameter: &str, text: &str, misread: ScimType) -> Result<u64, ScimError> {
    match text.trim().parse::<i128>() {
        Ok(number) => Ok(u64::try_from(number.max(0)).unwrap_or(u64::MAX)),
        Err(_) => Err(ScimError::typed(
            misread,
            format!("The query parameter {parameter} must be a whole number, but is '{text}'."),
        )),
    }
}

#[cfg(test)]
mod tests;
