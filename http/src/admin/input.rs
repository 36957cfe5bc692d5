//! What the admin API takes: strict, because its clients are our own.

use std::time::Duration;

use http::{HeaderMap, header::IF_MATCH};
use jiff::Timestamp;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::{ActivityQuery, EventQuery, ListQuery, MemberFilter, Problem, SettingsChange};
use crate::percent;

/// Items on a page that gives no `limit`.
const DEFAULT_LIMIT: usize = 100;
/// Items on a page, whatever is asked for.
const MOST_ITEMS: usize = 1000;
/// The longest that a call may wait for events.
const MOST_SECONDS: u64 = 30;
const EVENT_PARAMETERS: &str = "after, tenant, types, limit and wait";

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
    let mut list = ListQuery::default();
    for parameter in parameters(query) {
        let (name, value) = parameter?;
        if !list.take(name, &value)? {
            return Err(unknown(name, "after, limit and order"));
        }
    }
    Ok(list)
}

/// As [`list_query`], the newest first unless `order` says otherwise.
pub(super) fn newest_first(query: Option<&str>) -> Result<ListQuery, Problem> {
    let has_order = percent::pairs(query.unwrap_or_default()).any(|(name, _)| name == "order");
    let list = list_query(query)?;
    Ok(ListQuery {
        descending: list.descending || !has_order,
        ..list
    })
}

/// As [`list_query`], with which members are wanted.
pub(super) fn member_query(query: Option<&str>) -> Result<(ListQuery, MemberFilter), Problem> {
    let (mut list, mut filter) = (ListQuery::default(), MemberFilter::default());
    for parameter in parameters(query) {
        let (name, value) = parameter?;
        match name {
            "state" => filter.state = Some(value),
            "origin" => filter.origin = Some(value),
            "protected" => filter.protected = Some(boolean(name, &value)?),
            _ if list.take(name, &value)? => {}
            _ => {
                let known = "after, limit, order, state, origin and protected";
                return Err(unknown(name, known));
            }
        }
    }
    Ok((list, filter))
}

/// `confirm` and `dry_run` of a change of settings.
pub(super) fn settings_query(
    query: Option<&str>,
    settings: Map<String, Value>,
) -> Result<SettingsChange, Problem> {
    let mut change = SettingsChange {
        settings,
        ..SettingsChange::default()
    };
    for parameter in parameters(query) {
        let (name, value) = parameter?;
        match name {
            "confirm" => change.confirm = boolean(name, &value)?,
            "dry_run" => change.dry_run = boolean(name, &value)?,
            _ => return Err(unknown(name, "confirm and dry_run")),
        }
    }
    Ok(change)
}

/// Which events, and how long to wait for them.
pub(super) fn event_query(query: Option<&str>) -> Result<EventQuery, Problem> {
    let mut list = ListQuery::default();
    let (mut tenant, mut types, mut wait) = (None, Vec::new(), 0);
    for parameter in parameters(query) {
        let (name, value) = parameter?;
        match name {
            "tenant" => tenant = Some(value),
            "types" => types.extend(value.split(',').map(str::to_owned)),
            "wait" => {
                wait = number(name, &value)?;
                if wait > MOST_SECONDS {
                    let words = format!("wait must be a number of seconds up to {MOST_SECONDS}.");
                    return Err(invalid(words));
                }
            }
            "order" => return Err(unknown(name, EVENT_PARAMETERS)),
            _ if list.take(name, &value)? => {}
            _ => return Err(unknown(name, EVENT_PARAMETERS)),
        }
    }
    Ok(EventQuery {
        after: list.after,
        tenant,
        types,
        limit: list.limit,
        wait: Duration::from_secs(wait),
    })
}

/// A whole number.
pub(super) fn number(name: &str, value: &str) -> Result<u64, Problem> {
    value
        .parse()
        .map_err(|_| invalid(format!("{name} must be a whole number.")))
}

/// The one parameter of a query.
pub(super) fn one(query: Option<&str>, wanted: &str) -> Result<String, Problem> {
    let mut found = None;
    for parameter in parameters(query) {
        let (name, value) = parameter?;
        if name != wanted {
            return Err(unknown(name, wanted));
        }
        found = Some(value);
    }
    found.ok_or_else(|| invalid(format!("The query parameter {wanted} is missing.")))
}

impl Default for ListQuery {
    fn default() -> Self {
        Self {
            after: None,
            limit: DEFAULT_LIMIT,
            descending: false,
        }
    }
}

impl ListQuery {
    /// Takes a parameter of every list; false for another one.
    fn take(&mut self, name: &str, value: &str) -> Result<bool, Problem> {
        match name {
            "after" => self.after = Some(value.to_owned()),
            "limit" => {
                let limit = value.parse().ok();
                self.limit = limit
                    .filter(|limit| (1..=MOST_ITEMS).contains(limit))
                    .ok_or_else(|| {
                        invalid(format!("limit must be a number from 1 to {MOST_ITEMS}."))
                    })?;
            }
            "order" => {
                self.descending = match value {
                    "desc" => true,
                    "asc" => false,
                    _ => return Err(invalid(String::from("order must be asc or desc."))),
                }
            }
            _ => return Ok(false),
        }
        Ok(true)
    }
}

/// Decoded.
fn parameters(query: Option<&str>) -> impl Iterator<Item = Result<(&str, String), Problem>> {
    percent::pairs(query.unwrap_or_default()).map(|(name, value)| {
        let decoded = percent::decode_form(value)
            .ok_or_else(|| invalid(format!("The value of {name} is not UTF-8.")))?;
        Ok((name, decoded.into_owned()))
    })
}

fn boolean(name: &str, value: &str) -> Result<bool, Problem> {
    match value {
        "true" => Ok(true),
        "false" => Ok(false),
        _ => Err(invalid(format!("{name} must be true or false."))),
    }
}

fn unknown(name: &str, known: &str) -> Problem {
    let verb = if known.contains(' ') { "are" } else { "is" };
    invalid(format!(
        "There is no query parameter {name}; {known} {verb} known."
    ))
}

/// As [`list_query`], and what entries must be.
pub(super) fn activity_query(query: Option<&str>) -> Result<ActivityQuery, Problem> {
    let mut activity = ActivityQuery::from(ListQuery::default());
    for parameter in parameters(query) {
        let (name, value) = parameter?;
        match name {
            "operation" => activity.operation = Some(value),
            "result" => activity.result = Some(value),
            "source" => activity.source = Some(value),
            "person" => activity.person = Some(value),
            "since" => activity.since = Some(time(name, &value)?),
            "until" => activity.until = Some(time(name, &value)?),
            _ if activity.list.take(name, &value)? => {}
            _ => {
                return Err(unknown(
                    name,
                    "operation, result, source, person, since, until, after, limit and order",
                ));
            }
        }
    }
    Ok(activity)
}

fn time(name: &str, value: &str) -> Result<Timestamp, Problem> {
    value.parse().map_err(|_| {
        invalid(format!(
            "{name} must be a time such as 2026-06-30T12:00:00Z (RFC 3339)."
        ))
    })
}

/// The version in `If-Match`: none where the header is absent or `*`, as there always is a table.
pub(super) fn if_match(headers: &HeaderMap) -> Result<Option<u64>, Problem> {
    let Some(value) = headers.get(IF_MATCH) else {
        return Ok(None);
    };
    let text = value.to_str().unwrap_or_default().trim();
    if text == "*" {
        return Ok(None);
    }
    let tag = text.strip_prefix('"').and_then(|tag| tag.strip_suffix('"'));
    tag.and_then(|tag| tag.parse().ok())
        .map(Some)
        .ok_or_else(|| {
            Problem::new(
                400,
                "invalid-if-match",
                "If-Match can't be read",
                format!("If-Match must be the ETag of an earlier answer, e.g. \"3\", not {text}."),
            )
        })
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
