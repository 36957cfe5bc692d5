//! Scans that stop at a limit or at the first row that makes no sense.

use std::ops::ControlFlow;

use uuid::Uuid;

use crate::{
    engine::{Direction, Rows},
    error::EngineError,
    key::{self, Span},
    record::broken,
};

/// Reads at most `limit` rows of a span.
pub(crate) fn rows<T>(
    rows: &dyn Rows,
    span: &Span,
    direction: Direction,
    limit: usize,
    mut read: impl FnMut(&[u8], &[u8]) -> Result<T, EngineError>,
) -> Result<Vec<T>, EngineError> {
    let mut found = Vec::new();
    if limit > 0 {
        each(rows, span, direction, |key, value| {
            found.push(read(key, value)?);
            Ok(if found.len() < limit {
                ControlFlow::Continue(())
            } else {
                ControlFlow::Break(())
            })
        })?;
    }
    Ok(found)
}

/// Shows the rows of a span to `visit` until it breaks or fails.
pub(crate) fn each(
    rows: &dyn Rows,
    span: &Span,
    direction: Direction,
    mut visit: impl FnMut(&[u8], &[u8]) -> Result<ControlFlow<()>, EngineError>,
) -> Result<(), EngineError> {
    let mut outcome = Ok(());
    rows.scan(
        span.range(),
        direction,
        &mut |key, value| match visit(key, value) {
            Ok(flow) => flow,
            Err(error) => {
                outcome = Err(error);
                ControlFlow::Break(())
            }
        },
    )?;
    outcome
}

/// The first row of a span.
pub(crate) fn first<T>(
    all: &dyn Rows,
    span: &Span,
    read: impl FnMut(&[u8], &[u8]) -> Result<T, EngineError>,
) -> Result<Option<T>, EngineError> {
    Ok(rows(all, span, Direction::Ascending, 1, read)?.pop())
}

/// The ids that the keys of a span end in.
pub(crate) fn last_ids(all: &dyn Rows, span: &Span) -> Result<Vec<Uuid>, EngineError> {
    rows(all, span, Direction::Ascending, usize::MAX, |key, _| {
        key::last_id(key).ok_or_else(|| broken("index row", "its key has no id"))
    })
}
