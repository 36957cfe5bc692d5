//! Bodies and filters without what they say of people.

use std::borrow::Cow;

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;

use crate::percent;

/// Members whose texts are words of the protocol, and `detail`, which is for the one who watches.
const WORDS: [&str; 8] = [
    "bulkId",
    "detail",
    "method",
    "op",
    "resourceType",
    "schemas",
    "scimType",
    "status",
];
/// Members whose texts are paths: of attributes, or of a bulk request's resources.
const PATHS: [&str; 2] = ["path", "location"];
/// Operators of a filter that have a value behind them (RFC 7644 §3.4.2.2).
const OPERATORS: [&str; 9] = ["eq", "ne", "co", "sw", "ew", "gt", "ge", "lt", "le"];

/// The same body, with the lengths of texts in their places.
pub(super) fn redacted(body: Value) -> Value {
    match body {
        Value::Object(members) => members
            .into_iter()
            .map(|(name, value)| {
                let is_one_of =
                    |names: &[&str]| names.iter().any(|n| n.eq_ignore_ascii_case(&name));
                let shown = match value {
                    value if is_one_of(&WORDS) => value,
                    Value::String(path) if is_one_of(&PATHS) => Value::String(literals_out(&path)),
                    value => redacted(value),
                };
                (name, shown)
            })
            .collect(),
        Value::Array(values) => values.into_iter().map(redacted).collect(),
        Value::String(text) if is_id(&text) => Value::String(text),
        Value::String(text) => Value::String(length(&text)),
        value => value,
    }
}

/// A query string whose filter has no texts.
pub(super) fn without_literals(query: &str) -> String {
    let pairs = percent::pairs(query).map(|(name, value)| {
        if !name.eq_ignore_ascii_case("filter") {
            return format!("{name}={value}");
        }
        let filter = percent::decode_form(value).unwrap_or(Cow::Borrowed(value));
        let filter = literals_out(&filter);
        format!("{name}={}", utf8_percent_encode(&filter, NON_ALPHANUMERIC))
    });
    pairs.collect::<Vec<_>>().join("&")
}

/// Quoted texts, and words that stand behind an operator without quotes.
fn literals_out(filter: &str) -> String {
    let mut shown = String::new();
    let mut is_behind_operator = false;
    for (place, part) in filter.split('"').enumerate() {
        if place % 2 == 1 {
            shown.push_str(&quoted(part));
            is_behind_operator = false;
            continue;
        }
        for (word_place, word) in part.split(' ').enumerate() {
            if word_place > 0 {
                shown.push(' ');
            }
            let is_literal = is_behind_operator && !word.is_empty();
            if is_literal && !is_constant(word) {
                shown.push_str(&length(word));
            } else {
                shown.push_str(word);
            }
            if !word.is_empty() {
                is_behind_operator = OPERATORS.iter().any(|one| one.eq_ignore_ascii_case(word));
            }
        }
    }
    shown
}

fn quoted(text: &str) -> String {
    if is_id(text) {
        format!("\"{text}\"")
    } else {
        format!("\"{}\"", length(text))
    }
}

fn is_constant(word: &str) -> bool {
    let word = word.trim_end_matches([')', ']']);
    matches!(word, "true" | "false" | "null") || word.parse::<f64>().is_ok() || is_id(word)
}

/// What names a schema or a resource says nothing of a person by itself.
fn is_id(text: &str) -> bool {
    let is_uuid = text.len() == 36
        && text.char_indices().all(|(place, char)| match place {
            8 | 13 | 18 | 23 => char == '-',
            _ => char.is_ascii_hexdigit(),
        });
    is_uuid || text.starts_with("urn:ietf:params:scim:")
}

fn length(text: &str) -> String {
    format!("({} characters)", text.chars().count())
}

#[cfg(test)]
mod tests;
