//! One thing for people to read: an indented outline. The daemon decides what it reports, this only
//! lays it out.

use serde::Serialize;
use serde_json::Value;

use super::print;
use crate::error::Error;

/// Prints it.
pub(super) fn of(value: &impl Serialize) -> Result<(), Error> {
    let value = serde_json::to_value(value).map_err(|error| Error::Answer(error.to_string()))?;
    lay_out(&value, 0);
    Ok(())
}

fn lay_out(value: &Value, depth: usize) {
    let indent = "  ".repeat(depth);
    match value {
        Value::Object(object) => {
            for (name, value) in object {
                branch(&format!("{indent}{name}:"), value, depth);
            }
        }
        Value::Array(values) => {
            for value in values {
                branch(&format!("{indent}-"), value, depth);
            }
        }
        other => print::line(format!("{indent}{}", plain(other))),
    }
}

fn branch(label: &str, value: &Value, depth: usize) {
    let is_empty = value.as_object().is_some_and(serde_json::Map::is_empty)
        || value.as_array().is_some_and(Vec::is_empty);
    if is_empty {
        print::line(format!("{label} none"));
    } else if value.is_object() || value.is_array() {
        print::line(label);
        lay_out(value, depth + 1);
    } else {
        print::line(format!("{label} {}", plain(value)));
    }
}

fn plain(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), print::time_or)
}
