//! Bodies, URLs and filters without what they say of people.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;

use crate::percent;

/// Query parameters whose values are words of the protocol. All others may hold anything.
const PARAMETERS: [&str; 9] = [
    "aadOptscim062020",
    "attributes",
    "count",
    "cursor",
    "excludedAttributes",
    "filter",
    "sortBy",
    "sortOrder",
    "startIndex",
];
/// Members whose texts are paths of attributes, with filters in them.
const PATHS: [&str; 1] = ["path"];
/// Operators of a filter that have a value behind them (RFC 7644 §3.4.2.2).
const OPERATORS: [&str; 9] = ["eq", "ne", "co", "sw", "ew", "gt", "ge", "lt", "le"];
/// The longest word of the protocol.
const LONGEST_WORD: usize = 24;

/// The same body, with the lengths of texts in their places.
pub(super) fn redacted(body: Value) -> Value {
    match body {
        Value::Object(members) => members
            .into_iter()
            .map(|(name, value)| {
                let shown = match value {
                    Value::String(text) => Value::String(member(&name, &text)),
                    value => redacted(value),
                };
                (name, shown)
            })
            .collect(),
        Value::Array(values) => values.into_iter().map(redacted).collect(),
        Value::String(text) => Value::String(unless_id(&text)),
        value => value,
    }
}

/// The sentence of an error, without the texts that the client has sent.
pub(super) fn without_texts(detail: &str, sent: &Value) -> String {
    let mut texts = Vec::new();
    collect(sent, &mut texts);
    // The longest first: one may be a part of another.
    texts.sort_by_key(|text| std::cmp::Reverse(text.len()));
    let mut shown = detail.to_owned();
    for text in texts {
        shown = shown.replace(text, &length(text));
    }
    let words = shown.split(' ').map(|word| {
        if word.contains('@') {
            length(word)
        } else {
            word.to_owned()
        }
    });
    words.collect::<Vec<_>>().join(" ")
}

/// A path below the base URL: the endpoint, and ids.
pub(super) fn path(path: &str) -> String {
    let segments = path.split('/').enumerate().map(|(place, segment)| {
        let is_endpoint = place == 1
            && segment.len() <= LONGEST_WORD
            && segment.bytes().all(|byte| byte.is_ascii_alphabetic());
        let is_word = is_endpoint || segment == ".search";
        if segment.is_empty() || is_word || is_id(segment) {
            segment.to_owned()
        } else {
            utf8_percent_encode(&length(segment), NON_ALPHANUMERIC).to_string()
        }
    });
    segments.collect::<Vec<_>>().join("/")
}

/// A query string whose filter has no texts, and whose other parameters are known to have none.
pub(super) fn query(query: &str) -> String {
    let pairs = percent::pairs(query).map(|(name, value)| {
        let name = percent::decode_form(name).unwrap_or_default();
        let sent = percent::decode_form(value).unwrap_or_default();
        let is = |known: &str| known.eq_ignore_ascii_case(&name);
        let shown = if is("filter") {
            without_literals(&sent)
        } else if PARAMETERS.into_iter().any(is) {
            return format!("{name}={value}");
        } else if sent.is_empty() {
            String::new()
        } else {
            length(&sent)
        };
        format!("{name}={}", utf8_percent_encode(&shown, NON_ALPHANUMERIC))
    });
    pairs.collect::<Vec<_>>().join("&")
}

/// Of an object, by its name: a word of the protocol is shown if it can be one.
fn member(name: &str, text: &str) -> String {
    let is = |known: &[&str]| known.iter().any(|one| one.eq_ignore_ascii_case(name));
    if is(&PATHS) {
        return without_literals(text);
    }
    let is_word = match () {
        () if is(&["op", "method"]) => {
            let words = [
                "add", "remove", "replace", "get", "post", "put", "patch", "delete",
            ];
            words.iter().any(|word| word.eq_ignore_ascii_case(text))
        }
        () if is(&["status"]) => text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_digit()),
        () if is(&["scimType", "resourceType"]) => {
            text.len() <= LONGEST_WORD && text.bytes().all(|byte| byte.is_ascii_alphabetic())
        }
        () => false,
    };
    if is_word {
        text.to_owned()
    } else {
        unless_id(text)
    }
}

/// Quoted texts, and words that stand behind an operator without quotes, up to the next `and` or `or`.
fn without_literals(filter: &str) -> String {
    let mut shown = String::new();
    let mut rest = filter;
    let mut is_behind_operator = false;
    while let Some(first) = rest.chars().next() {
        if first == '"' {
            let (text, behind) = quoted(rest);
            shown.push('"');
            shown.push_str(&unless_id(text));
            shown.push('"');
            rest = behind;
            is_behind_operator = false;
            continue;
        }
        if !first.is_alphanumeric() && !is_behind_operator || first == ' ' {
            shown.push(first);
            rest = rest.get(first.len_utf8()..).unwrap_or_default();
            continue;
        }
        let end = rest.find([' ', '"']).unwrap_or(rest.len());
        let (word, behind) = rest.split_at_checked(end).unwrap_or((rest, ""));
        let is_link = ["and", "or"]
            .iter()
            .any(|link| link.eq_ignore_ascii_case(word));
        let bare = word.trim_end_matches([')', ']']);
        let is_constant = matches!(bare, "true" | "false" | "null") || is_id(bare);
        if is_behind_operator && !is_link && !is_constant {
            shown.push_str(&length(bare));
            shown.push_str(word.get(bare.len()..).unwrap_or_default());
        } else {
            shown.push_str(word);
        }
        if is_link || is_constant || bare.len() < word.len() {
            is_behind_operator = false;
        } else if OPERATORS.iter().any(|one| one.eq_ignore_ascii_case(word)) {
            is_behind_operator = true;
        }
        rest = behind;
    }
    shown
}

/// What stands in quotes at the beginning, and what is behind it.
fn quoted(text: &str) -> (&str, &str) {
    let inner = text.get(1..).unwrap_or_default();
    let mut is_escaped = false;
    for (place, letter) in inner.char_indices() {
        match letter {
            '"' if !is_escaped => {
                let behind = inner.get(place + 1..).unwrap_or_default();
                return (inner.get(..place).unwrap_or_default(), behind);
            }
            '\\' => is_escaped = !is_escaped,
            _ => is_escaped = false,
        }
    }
    (inner, "")
}

fn collect<'v>(value: &'v Value, texts: &mut Vec<&'v str>) {
    match value {
        Value::Object(members) => members.values().for_each(|value| collect(value, texts)),
        Value::Array(values) => values.iter().for_each(|value| collect(value, texts)),
        Value::String(text) if text.chars().count() > 2 && !is_id(text) => texts.push(text),
        _ => {}
    }
}

fn unless_id(text: &str) -> String {
    if is_id(text) {
        text.to_owned()
    } else {
        length(text)
    }
}

/// What names a schema or a resource says nothing of a person by itself.
fn is_id(text: &str) -> bool {
    let is_uuid = text.len() == 36
        && text.char_indices().all(|(place, char)| match place {
            8 | 13 | 18 | 23 => char == '-',
            _ => char.is_ascii_hexdigit(),
        });
    let is_urn = text
        .strip_prefix("urn:ietf:params:scim:")
        .is_some_and(|rest| {
            rest.bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b":.".contains(&byte))
        });
    is_uuid || is_urn
}

fn length(text: &str) -> String {
    format!("({} characters)", text.chars().count())
}

#[cfg(test)]
mod tests;
