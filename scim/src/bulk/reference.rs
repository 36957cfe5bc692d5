//! `bulkId:…` in what an operation says: finding it, putting an id in its place, leaving it out.

use std::convert::Infallible;

use serde_json::Value;

use crate::Object;

/// RFC 7644 §3.7.2: "prepended with the literal 'bulkId:'".
const PREFIX: &str = "bulkId:";

/// The same in a URL, where the colon may be percent-encoded (RFC 3986 §2.1).
const URL_PREFIXES: [&str; 3] = [PREFIX, "bulkId%3A", "bulkId%3a"];

/// What kind of text a reference stands in.
#[derive(Clone, Copy)]
pub(super) enum Place {
    /// The text is the reference: `"value": "bulkId:ada"`.
    Value,
    /// The reference is the last segment: `/Users/bulkId:ada`.
    Url,
    /// The reference is a literal: `members[value eq "bulkId:ada"]`.
    Filter,
}

impl Place {
    /// Of the text that a member of this name holds.
    fn of(member: &str) -> Self {
        match member {
            "$ref" => Self::Url,
            name if name.eq_ignore_ascii_case("path") => Self::Filter,
            _ => Self::Value,
        }
    }

    /// The text with what `find` gives for each bulkId in place of the reference; `None` if it has
    /// no reference.
    pub(super) fn text_with<E>(
        self,
        text: &str,
        find: &mut impl FnMut(&str) -> Result<String, E>,
    ) -> Result<Option<String>, E> {
        match self {
            Self::Value => named(text, &[PREFIX]).map(find).transpose(),
            Self::Url => {
                let url = text.trim_end_matches('/');
                let segment = url.rsplit('/').next().unwrap_or_default();
                let front = url.strip_suffix(segment).unwrap_or_default();
                named(segment, &URL_PREFIXES)
                    .map(|id| Ok(format!("{front}{}", find(id)?)))
                    .transpose()
            }
            Self::Filter => {
                let mut has_one = false;
                let mut pieces = Vec::new();
                for (position, piece) in text.split('"').enumerate() {
                    // What stands between the first quote and the second is a literal, and so on.
                    let id = (position % 2 == 1)
                        .then(|| named(piece, &[PREFIX]))
                        .flatten();
                    has_one |= id.is_some();
                    pieces.push(match id {
                        Some(id) => find(id)?,
                        None => piece.to_owned(),
                    });
                }
                Ok(has_one.then(|| pieces.join("\"")))
            }
        }
    }

    fn each(self, text: &str, found: &mut impl FnMut(&str)) {
        let Ok(_) = self.text_with(text, &mut |id| {
            found(id);
            Ok::<_, Infallible>(String::new())
        });
    }
}

/// What stands behind one of the prefixes.
fn named<'t>(text: &'t str, prefixes: &[&str]) -> Option<&'t str> {
    prefixes
        .iter()
        .find_map(|prefix| text.strip_prefix(prefix))
        .filter(|id| !id.is_empty())
}

/// The bulkId in a path such as `/Users/bulkId:ada`.
pub(super) fn in_path(path: &str, found: &mut impl FnMut(&str)) {
    Place::Url.each(path, found);
}

/// Calls `found` with each bulkId that the data refers to.
pub(super) fn in_data(data: &Value, found: &mut impl FnMut(&str)) {
    in_value(data, Place::Value, found);
}

fn in_value(value: &Value, place: Place, found: &mut impl FnMut(&str)) {
    match value {
        Value::String(text) => place.each(text, found),
        Value::Array(elements) => {
            for element in elements {
                in_value(element, place, found);
            }
        }
        Value::Object(members) => {
            for (name, value) in members {
                in_value(value, Place::of(name), found);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Puts what `find` gives for each bulkId in place of the references.
pub(super) fn put<E>(
    data: &mut Value,
    find: &mut impl FnMut(&str) -> Result<String, E>,
) -> Result<(), E> {
    put_at(data, Place::Value, find)
}

fn put_at<E>(
    value: &mut Value,
    place: Place,
    find: &mut impl FnMut(&str) -> Result<String, E>,
) -> Result<(), E> {
    match value {
        Value::String(text) => {
            if let Some(settled) = place.text_with(text, find)? {
                *text = settled;
            }
        }
        Value::Array(elements) => {
            for element in elements {
                put_at(element, place, find)?;
            }
        }
        Value::Object(members) => {
            for (name, value) in members {
                put_at(value, Place::of(name), find)?;
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
    Ok(())
}

/// Takes those values out of a resource that refer to what `is_meant` picks, and nothing else: of
/// an array the elements, of a complex value all of it, as what is left would say nothing.
pub(super) fn leave_out(resource: &mut Object, is_meant: &impl Fn(&str) -> bool) {
    resource.retain(|name, value| match value {
        Value::Array(elements) => {
            elements.retain(|element| !refers(element, Place::of(name), is_meant));
            true
        }
        // An extension holds attributes, as the resource itself does.
        Value::Object(extension) if name.contains(':') => {
            leave_out(extension, is_meant);
            true
        }
        value => !refers(value, Place::of(name), is_meant),
    });
}

fn refers(value: &Value, place: Place, is_meant: &impl Fn(&str) -> bool) -> bool {
    let mut refers = false;
    in_value(value, place, &mut |id| refers |= is_meant(id));
    refers
}
