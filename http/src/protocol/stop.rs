//! Why a call ends before its answer.

use scim::ScimError;

use crate::{body::BodyError, provider::Failure};

/// The two kinds are kept apart because only the first one is still to be recorded.
#[derive(Debug)]
pub(super) enum Stop {
    /// Refused here, before the provider heard of it.
    Refused {
        error: ScimError,
        /// `userName` or `displayName`, if one could be read.
        name: Option<String>,
    },
    /// Failed in the provider, which has recorded it if it is to be recorded.
    Failed(Failure),
}

impl From<ScimError> for Stop {
    fn from(error: ScimError) -> Self {
        Self::Refused { error, name: None }
    }
}

impl From<BodyError> for Stop {
    fn from(error: BodyError) -> Self {
        ScimError::new(error.status().as_u16(), error.to_string()).into()
    }
}

impl From<Failure> for Stop {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}
