//! Group members as a client sends them: of each only its id counts.

use std::{collections::HashSet, fmt};

use serde_json::Value;

use super::reader::{Reader, Sub, wrong_type};
use crate::{ScimError, ScimType, path::Resolved, schema::Attribute};

/// Whether this is `members` of groups, whose values are rows and no part of the resource.
pub(crate) fn is_members(at: Resolved<'_>) -> bool {
    at.extension.is_none() && at.attribute.name == "members"
}

/// The ids, each once, in the order sent.
pub(crate) fn ids(
    reader: &mut Reader,
    attribute: &Attribute,
    place: &dyn fmt::Display,
    value: Value,
) -> Result<Vec<String>, ScimError> {
    let mut ids = Vec::new();
    for element in reader.elements(attribute, place, value)? {
        ids.push(id(reader, attribute, place, element)?);
    }
    Ok(each_once(ids))
}

/// In the order of the first occurrences, in linear time.
pub(crate) fn each_once(mut ids: Vec<String>) -> Vec<String> {
    let mut seen = HashSet::with_capacity(ids.len());
    ids.retain(|id| seen.insert(id.clone()));
    ids
}

/// The id of one member.
fn id(
    reader: &mut Reader,
    attribute: &Attribute,
    place: &dyn fmt::Display,
    element: Value,
) -> Result<String, ScimError> {
    if element.is_array() {
        return Err(wrong_type(place, "an object", &element));
    }
    if let Value::Object(mut member) = reader.single(attribute, place, element)?
        && let Some(Value::String(id)) = member.swap_remove("value")
        && !id.is_empty()
    {
        return Ok(id);
    }
    Err(ScimError::typed(
        ScimType::InvalidValue,
        format!(
            "{} must be the id of a user and not be empty. It is the id that this server \
             answered when the user was created.",
            Sub(place, "value")
        ),
    ))
}
