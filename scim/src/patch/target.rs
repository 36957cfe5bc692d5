//! How a target and an operation are called in errors.

use std::fmt;

use super::{Op, Target};
use crate::ScimError;

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(filter) = &self.filter else {
            return self.path.fmt(f);
        };
        if let Some(urn) = &self.path.urn {
            write!(f, "{urn}:")?;
        }
        write!(f, "{}[{filter}]", self.path.attribute)?;
        match &self.path.sub_attribute {
            Some(sub_attribute) => write!(f, ".{sub_attribute}"),
            None => Ok(()),
        }
    }
}

/// In characters: how much of a path an error repeats.
const LONGEST_PATH: usize = 200;

/// The operation at this index, for [`located`].
pub(super) fn place(index: usize, op: Op, path: &dyn fmt::Display) -> String {
    let path: String = path.to_string().chars().take(LONGEST_PATH).collect();
    format!("[{index}] ({} {path})", op.as_str())
}

/// Puts the operation and its path in front of what an error says.
pub(crate) fn located(place: impl fmt::Display) -> impl FnOnce(ScimError) -> ScimError {
    move |mut error| {
        error.detail = format!("Operations{place}: {}", error.detail);
        error
    }
}
