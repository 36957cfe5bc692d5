//! What the operations of one PATCH may cost together.
//!
//! One writer serves everybody, and it applies a PATCH while others wait. A thousand operations,
//! each of which compares 250 times with 500 values, would hold it for seconds.

use serde_json::Value;

use super::{Op, PatchOperation};
use crate::{ScimError, ScimType, resource::text};

/// About a quarter of a second. A thousand operations on a hundred values cost a third of it.
const MOST: usize = 64 * 1024 * 1024;
/// To look at a value, or to compare it once, costs about as much as to read so many bytes of it.
const EACH: usize = 64;

pub(super) struct Effort {
    left: usize,
}

impl Effort {
    pub(super) fn new() -> Self {
        Self { left: MOST }
    }

    /// Before an operation on these values: 400 if all operations so far ask for too much.
    pub(super) fn spend(
        &mut self,
        operation: &PatchOperation,
        elements: &[Value],
    ) -> Result<(), ScimError> {
        let (comparisons, compared_text) = comparisons(operation);
        let once = elements.len() * EACH + text::length(elements);
        let cost = once
            .saturating_mul(1 + comparisons)
            .saturating_add(elements.len().saturating_mul(compared_text));
        match self.left.checked_sub(cost) {
            Some(left) => {
                self.left = left;
                Ok(())
            }
            None => Err(ScimError::typed(
                ScimType::InvalidValue,
                "The operations up to this one compare too much. Send them in several requests.",
            )),
        }
    }
}

/// How often each value is compared, and with how much text.
fn comparisons(operation: &PatchOperation) -> (usize, usize) {
    match (&operation.target.filter, operation.op, &operation.value) {
        (Some(filter), _, _) => {
            let size = filter.size();
            (size.terms, size.text)
        }
        (None, Op::Remove, Some(Value::Array(listed))) => (listed.len(), text::length(listed)),
        _ => (0, 0),
    }
}
