//! What the admin API takes: strict, because its clients are our own.

use serde::de::DeserializeOwned;

use super::{ListQuery, Problem};
use crate::percent;

/// Items on a page that gives no `limit`.
const DEFAULT_LIMIT: usize = 100;
/// Items on a page, whatever is asked for.
const MOST_ITEMS: usize = 1000;

/// A JSON body. The problem names an unknown member, the place of a typing error, or what is
/// missing.
pub(super) fn json<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Problem> {
    serde_json::from_slice(bytes).map_err(|error| {
        Problem::new(
            400,
            "invalid-body",
            "The body can't be read",
            error.to_string(),
        )
    })
}

/// `after`, `limit` and `order` of a list. `order` is taken by all lists, and only the activity
/// has more than one.
pub(super) fn list_query(query: Option<&str>) -> Result<ListQuery, Problem> {
    let mut list = ListQuery {
        after: None,
        limit: DEFAULT_LIMIT,
        descending: false,
    };
    for (name, value) in percent::pairs(query.unwrap_or_default()) {
        let decoded = percent::decode_form(value)
            .ok_or_else(|| invalid(format!("The value of {name} is not UTF-8.")))?;
        match name {
            "after" => list.after = Some(decoded.into_owned()),
            "limit" => {
                let limit = decoded.parse().ok();
                list.limit = limit
                    .filter(|limit| (1..=MOST_ITEMS).contains(limit))
                    .ok_or_else(|| {
                        invalid(format!("limit must be a number from 1 to {MOST_ITEMS}."))
                    })?;
            }
            "order" => {
                list.descending = match &*decoded {
                    "desc" => true,
                    "asc" => false,
                    _ => return Err(invalid(String::from("order must be asc or desc."))),
                }
            }
            unknown => {
                return Err(invalid(format!(
                    "There is no query parameter {unknown}; after, limit and order are known."
                )));
            }
        }
    }
    Ok(list)
}

/// For routes that take no parameters at all.
pub(super) fn no_query(query: Option<&str>) -> Result<(), Problem> {
    match percent::pairs(query.unwrap_or_default()).next() {
        Some((name, _)) => Err(invalid(format!("There is no query parameter {name} here."))),
        None => Ok(()),
    }
}

fn invalid(detail: String) -> Problem {
    Problem::new(400, "invalid-query", "The query can't be read", detail)
}

#[cfg(test)]
mod tests;
