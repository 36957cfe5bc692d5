//! Whether a bulk request may begin: its operations are counted at once, before anything is done.

use std::{num::NonZeroU32, time::Duration};

use scim::bulk::{Method, Operation};
use serde_json::Value;

use crate::provider::{Failure, Session};

/// Whether the operations are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Counted {
    /// All of them.
    Together,
    /// None of them yet: each is, when its turn comes.
    OneByOne,
}

/// The rate limit of the request as a whole. 429 if it can't be let in soon, unless it may take
/// access away: that is never limited first (P14), so then the others wait, each by its own 429.
pub(super) async fn of(
    session: &impl Session,
    operations: &[Operation],
) -> Result<Counted, Failure> {
    let number = u32::try_from(operations.len()).unwrap_or(u32::MAX);
    let Some(number) = NonZeroU32::new(number) else {
        return Ok(Counted::Together);
    };
    let admitted = match session.admit_all(number) {
        // A moment is shorter than the way to the client and back.
        Err(Failure::RateLimited { retry_after: 1 }) => {
            tokio::time::sleep(Duration::from_secs(1)).await;
            session.admit_all(number)
        }
        admitted => admitted,
    };
    match admitted {
        Ok(()) => Ok(Counted::Together),
        Err(Failure::RateLimited { .. }) if operations.iter().any(may_take_access) => {
            Ok(Counted::OneByOne)
        }
        Err(failure) => Err(failure),
    }
}

/// A delete does; what says false somewhere may set `active` to it.
fn may_take_access(operation: &Operation) -> bool {
    match operation.method {
        Method::Delete => true,
        Method::Put | Method::Patch => operation.data.as_ref().is_some_and(says_false),
        Method::Post | Method::Other(_) => false,
    }
}

fn says_false(value: &Value) -> bool {
    match value {
        Value::Bool(truth) => !truth,
        Value::String(text) => text.eq_ignore_ascii_case("false"),
        Value::Array(elements) => elements.iter().any(says_false),
        Value::Object(members) => members.values().any(says_false),
        Value::Null | Value::Number(_) => false,
    }
}

#[cfg(test)]
mod tests;
