//! The body of a `.search` (RFC 7644 §3.4.3).

use std::borrow::Cow;

use scim::{Leniency, Object, ScimError, ScimType, urn};
use serde_json::Value;

use super::parameters::{Parameters, sent};

/// Reads a `SearchRequest`. Members that aren't parameters are ignored, as in a query string. Nothing
/// else is sent here, so that a body without its schema is one all the same, unless the tenant is
/// strict (`missing-schemas`; reads leave no entry that this could be noted in).
pub(super) fn parameters(
    body: Value,
    leniency: Leniency,
) -> Result<Parameters<'static>, ScimError> {
    let Value::Object(members) = body else {
        return Err(not_a_search());
    };
    if leniency.strict && !is_search_request(&members) {
        return Err(not_a_search());
    }
    let mut parameters = Parameters::default();
    for (name, value) in members {
        let Some(slot) = parameters.slot(&name).filter(|_| !value.is_null()) else {
            continue;
        };
        let text = text(value).ok_or_else(|| {
            ScimError::typed(
                ScimType::InvalidValue,
                format!("The value of {name} in the search request has the wrong type."),
            )
        })?;
        *slot = sent(&name, Cow::Owned(text));
    }
    Ok(parameters)
}

fn is_search_request(members: &Object) -> bool {
    let schemas = members
        .iter()
        .find(|(name, _)| name.eq_ignore_ascii_case("schemas"))
        .and_then(|(_, value)| value.as_array());
    schemas.is_some_and(|schemas| {
        schemas
            .iter()
            .filter_map(Value::as_str)
            .any(|schema| schema.eq_ignore_ascii_case(urn::SEARCH_REQUEST))
    })
}

/// As it would stand in a query string; lists are joined by commas.
fn text(value: Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text),
        Value::Number(number) => Some(number.to_string()),
        Value::Array(list) => {
            let names: Option<Vec<&str>> = list.iter().map(Value::as_str).collect();
            names.map(|names| names.join(","))
        }
        Value::Null | Value::Bool(_) | Value::Object(_) => None,
    }
}

fn not_a_search() -> ScimError {
    ScimError::typed(
        ScimType::InvalidSyntax,
        format!(
            "The body must be a JSON object whose schemas hold {}.",
            urn::SEARCH_REQUEST
        ),
    )
}

#[cfg(test)]
mod tests;
