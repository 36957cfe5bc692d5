//! Why there are no settings.

use std::{io, path::PathBuf};

use crate::Finding;

/// Why there are no settings.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The text is not a valid configuration.
    #[error("{0}")]
    Invalid(Box<Finding>),
    /// The file could not be read.
    #[error("cannot read {}", path.display())]
    Read {
        /// The file asked for.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A value has no TOML form.
    #[error("cannot write the settings as TOML")]
    Unwritable {
        /// What the TOML writer said.
        source: toml::ser::Error,
    },
}
