//! Values of settings, strictly: what is sent must be meant.

use serde::Serialize;
use serde_json::Value;

use crate::{Choice, SingleSignOn, TenantKind, TermChange};

/// In characters.
const LONGEST_NAME: usize = 256;

pub(super) fn boolean(value: &Value) -> Result<bool, String> {
    value
        .as_bool()
        .ok_or_else(|| format!("must be true or false, not {value}"))
}

pub(super) fn number(value: &Value) -> Result<u64, String> {
    value
        .as_u64()
        .ok_or_else(|| format!("must be a whole number that is not negative, not {value}"))
}

pub(super) fn percent(value: &Value) -> Result<u8, String> {
    let share = value.as_u64().and_then(|share| u8::try_from(share).ok());
    share
        .filter(|share| *share <= 100)
        .ok_or_else(|| format!("must be a whole number from 0 to 100, not {value}"))
}

/// Null is none.
pub(super) fn optional<T>(
    value: &Value,
    read: impl FnOnce(&Value) -> Result<T, String>,
) -> Result<Option<T>, String> {
    if value.is_null() {
        Ok(None)
    } else {
        read(value).map(Some)
    }
}

pub(super) fn choice<C: Choice>(value: &Value) -> Result<C, String> {
    let text = text(value)?;
    C::read(text).map_err(|error| error.to_string())
}

/// One line, not empty.
pub(super) fn name(value: &Value) -> Result<String, String> {
    let text = text(value)?.trim();
    if text.is_empty() || text.contains(char::is_control) || text.chars().count() > LONGEST_NAME {
        return Err(format!(
            "must be one line of 1 to {LONGEST_NAME} characters, not {value}"
        ));
    }
    Ok(text.to_owned())
}

pub(super) fn kind(value: &Value) -> Result<TenantKind, String> {
    match text(value)? {
        "school" => Ok(TenantKind::School),
        "business" => Ok(TenantKind::Business),
        other => Err(format!("must be school or business, not {other}")),
    }
}

pub(super) fn sso(value: &Value) -> Result<SingleSignOn, String> {
    match text(value)? {
        "saml" => Ok(SingleSignOn::Saml),
        "oidc" => Ok(SingleSignOn::Oidc),
        "none" => Ok(SingleSignOn::None),
        other => Err(format!("must be saml, oidc or none, not {other}")),
    }
}

pub(super) fn term_change(value: &Value) -> Result<Option<TermChange>, String> {
    let wrong = || {
        format!(
            "must be null or {{\"until\": \"2027-08-01T00:00:00Z\", \"percent\": 60}}, not {value}"
        )
    };
    optional(value, |value| {
        let object = value.as_object().ok_or_else(wrong)?;
        if object.len() != 2 {
            return Err(wrong());
        }
        let until = object.get("until").and_then(Value::as_str);
        let until = until
            .and_then(|until| until.parse().ok())
            .ok_or_else(wrong)?;
        let share = percent(object.get("percent").ok_or_else(wrong)?)?;
        Ok(TermChange {
            until,
            percent: share,
        })
    })
}

/// As it is stored, which is as it is sent.
pub(super) fn shown(value: impl Serialize) -> Value {
    serde_json::to_value(value).unwrap_or_default()
}

fn text(value: &Value) -> Result<&str, String> {
    value
        .as_str()
        .ok_or_else(|| format!("must be a word in quotes, not {value}"))
}
