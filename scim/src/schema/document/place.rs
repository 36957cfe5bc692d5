//! Where in a document something is wrong, and the small readers that say so.

use std::fmt;

use serde_json::Value;

use crate::{Object, ScimError, ScimType};

/// Characters of a name.
const LONGEST_NAME: usize = 64;
/// Characters of a description.
const LONGEST_TEXT: usize = 1_000;

/// A JSON pointer (RFC 6901).
#[derive(Debug, Clone)]
pub(super) struct Place(String);

impl Place {
    pub(super) fn root() -> Self {
        Self(String::new())
    }

    pub(super) fn at(&self, key: impl fmt::Display) -> Self {
        let key = key.to_string().replace('~', "~0").replace('/', "~1");
        Self(format!("{}/{key}", self.0))
    }
}

/// 400 with the place, what is wrong there and what to do.
pub(super) fn refused(place: &Place, problem: &str) -> ScimError {
    let place = match place.0.as_str() {
        "" => "the document",
        pointer => pointer,
    };
    ScimError::typed(ScimType::InvalidValue, format!("At {place}: {problem}."))
}

/// A text that must be there.
pub(super) fn take_text(
    object: &mut Object,
    key: &str,
    place: &Place,
) -> Result<String, ScimError> {
    match text(object, key, place)? {
        Some(text) => Ok(text),
        None => Err(refused(
            &place.at(key),
            "this is required and must be a text",
        )),
    }
}

/// A text that may be absent.
pub(super) fn text(
    object: &mut Object,
    key: &str,
    place: &Place,
) -> Result<Option<String>, ScimError> {
    match object.shift_remove(key) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) if text.chars().count() > LONGEST_TEXT => Err(refused(
            &place.at(key),
            "this is too long: 1,000 characters are the most",
        )),
        Some(Value::String(text)) if text.trim().is_empty() => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(_) => Err(refused(&place.at(key), "this must be a text")),
    }
}

/// A boolean that may be absent.
pub(super) fn flag(
    object: &mut Object,
    key: &str,
    place: &Place,
) -> Result<Option<bool>, ScimError> {
    match object.shift_remove(key) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::Bool(flag)) => Ok(Some(flag)),
        Some(_) => Err(refused(&place.at(key), "this must be true or false")),
    }
}

/// Texts; none if absent.
pub(super) fn texts(
    object: &mut Object,
    key: &str,
    place: &Place,
) -> Result<Vec<String>, ScimError> {
    let wrong = || refused(&place.at(key), "this must be an array of texts");
    match object.shift_remove(key) {
        None | Some(Value::Null) => Ok(Vec::new()),
        Some(Value::Array(elements)) => elements
            .into_iter()
            .map(|element| match element {
                Value::String(text) => Ok(text),
                _ => Err(wrong()),
            })
            .collect(),
        Some(_) => Err(wrong()),
    }
}

/// One of some words, in any case, that may be absent.
pub(super) fn word<T: Copy>(
    object: &mut Object,
    key: &str,
    place: &Place,
    words: &[T],
    spelled: impl Fn(T) -> &'static str,
) -> Result<Option<T>, ScimError> {
    let Some(text) = text(object, key, place)? else {
        return Ok(None);
    };
    let found = words
        .iter()
        .copied()
        .find(|word| spelled(*word).eq_ignore_ascii_case(&text));
    if found.is_none() {
        let known: Vec<&str> = words.iter().map(|word| spelled(*word)).collect();
        let problem = format!("this must be one of {}", known.join(", "));
        return Err(refused(&place.at(key), &problem));
    }
    Ok(found)
}

/// ATTRNAME of RFC 7644 §3.4.2.2.
pub(super) fn check_name(place: &Place, name: &str) -> Result<(), ScimError> {
    let starts_well = name
        .bytes()
        .next()
        .is_some_and(|byte| byte.is_ascii_alphabetic());
    let goes_on_well = name
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
    if starts_well && goes_on_well && name.len() <= LONGEST_NAME {
        return Ok(());
    }
    Err(refused(
        place,
        "a name is a letter and then letters, digits, '-' and '_', 64 at most",
    ))
}
