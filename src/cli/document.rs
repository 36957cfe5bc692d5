//! JSON documents that a verb is given.

use std::{
    io::{self, Read as _},
    path::Path,
};

use scim::json::Limits;
use serde_json::Value;

use crate::error::Error;

/// Reads a file, or standard input for `-`.
pub(super) fn read(file: &Path) -> Result<Value, Error> {
    let at_file = |source| Error::File {
        path: file.to_owned(),
        source,
    };
    let bytes = if file == Path::new("-") {
        let mut bytes = Vec::new();
        io::stdin().read_to_end(&mut bytes).map_err(at_file)?;
        bytes
    } else {
        std::fs::read(file).map_err(at_file)?
    };
    scim::json::read(&bytes, Limits::default())
        .map_err(|error| Error::Argument(format!("{}: {}", file.display(), error.detail)))
}

/// A text of the document, by which the daemon is told what it is about.
pub(super) fn text(document: &Value, key: &str, file: &Path) -> Result<String, Error> {
    match document.get(key).and_then(Value::as_str) {
        Some(text) if !text.trim().is_empty() => Ok(text.to_owned()),
        _ => Err(Error::Argument(format!(
            "{}: the document needs a text '{key}'",
            file.display()
        ))),
    }
}
