//! JSON documents that a verb is given.

use std::{
    io::{self, Read as _},
    path::Path,
};

use serde_json::Value;

use crate::error::Error;

/// Reads a file, or standard input for `-`.
pub(super) fn read(file: &Path) -> Result<Value, Error> {
    let at_file = |source| Error::File {
        path: file.to_owned(),
        source,
    };
    let text = if file == Path::new("-") {
        let mut text = String::new();
        io::stdin().read_to_string(&mut text).map_err(at_file)?;
        text
    } else {
        std::fs::read_to_string(file).map_err(at_file)?
    };
    serde_json::from_str(&text)
        .map_err(|error| Error::Argument(format!("{}: this is no JSON: {error}", file.display())))
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
