//! What the admin API takes: strict, because its clients are our own.

use std::borrow::Cow;

use jiff::Timestamp;
use serde::de::DeserializeOwned;

use super::{ActivityQuery, ListQuery, Problem};
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
    let mut list = whole_list();
    for pair in decoded(query) {
        let (name, value) = pair?;
        if !take(&mut list, name, &value)? {
            return Err(unknown(name, "after, limit and order are known"));
        }
    }
    Ok(list)
}

/// As [`list_query`], and what entries must be.
pub(super) fn activity_query(query: Option<&str>) -> Result<ActivityQuery, Problem> {
    let mut activity = ActivityQuery::from(whole_list());
    for pair in decoded(query) {
        let (name, value) = pair?;
        match name {
            "operation" => activity.operation = Some(value.into_owned()),
            "result" => activity.result = Some(value.into_owned()),
            "source" => activity.source = Some(value.into_owned()),
            "person" => activity.person = Some(value.into_owned()),
            "since" => activity.since = Some(time(name, &value)?),
            "until" => activity.until = Some(time(name, &value)?),
            _ if take(&mut activity.list, name, &value)? => {}
            _ => {
                return Err(unknown(
                    name,
                    "operation, result, source, person, since, until, after, limit and order are known",
                ));
            }
        }
    }
    Ok(activity)
}

fn whole_list() -> ListQuery {
    ListQuery {
        after: None,
        limit: DEFAULT_LIMIT,
        descending: false,
    }
}

/// The parameters of every list. False for another one.
fn take(list: &mut ListQuery, name: &str, value: &str) -> Result<bool, Problem> {
    match name {
        "after" => list.after = Some(value.to_owned()),
        "limit" => {
            let limit = value.parse().ok();
            list.limit = limit
                .filter(|limit| (1..=MOST_ITEMS).contains(limit))
                .ok_or_else(|| {
                    invalid(format!("limit must be a number from 1 to {MOST_ITEMS}."))
                })?;
        }
        "order" => {
            list.descending = match value {
                "desc" => true,
                "asc" => false,
                _ => return Err(invalid(String::from("order must be asc or desc."))),
            }
        }
        _ => return Ok(false),
    }
    Ok(true)
}

fn decoded(query: Option<&str>) -> impl Iterator<Item = Result<(&str, Cow<'_, str>), Problem>> {
    percent::pairs(query.unwrap_or_default()).map(|(name, value)| {
        let decoded = percent::decode_form(value)
            .ok_or_else(|| invalid(format!("The value of {name} is not UTF-8.")))?;
        Ok((name, decoded))
    })
}

fn time(name: &str, value: &str) -> Result<Timestamp, Problem> {
    value.parse().map_err(|_| {
        invalid(format!(
            "{name} must be a time such as 2026-06-30T12:00:00Z (RFC 3339)."
        ))
    })
}

fn unknown(name: &str, known: &str) -> Problem {
    invalid(format!("There is no query parameter {name}; {known}."))
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
