//! Keeping a panic of somebody else's code from ending the writer thread.

use std::{
    any::Any,
    panic::{AssertUnwindSafe, catch_unwind},
};

/// Runs what may panic; `None` when it did. What it was working on must not be used afterwards,
/// which is what makes the assertion of unwind safety true at every call.
pub(super) fn panics<T>(doing: &'static str, run: impl FnOnce() -> T) -> Option<T> {
    match catch_unwind(AssertUnwindSafe(run)) {
        Ok(value) => Some(value),
        Err(payload) => {
            tracing::error!(
                doing,
                message = message(payload.as_ref()),
                "the store met a panic"
            );
            None
        }
    }
}

fn message(payload: &(dyn Any + Send)) -> &str {
    payload
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| payload.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("(not text)")
}
