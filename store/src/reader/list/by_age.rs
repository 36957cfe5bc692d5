//! Pages of everything, by age: the total is a counter, and a page costs what it holds.

use std::ops::ControlFlow;

use super::{ListError, Page, Query, too_many, walk};
use crate::{
    engine::{Direction, Rows},
    reader::{counters, scan},
};

pub(super) fn page(rows: &dyn Rows, query: &Query<'_>) -> Result<Page, ListError> {
    let counters = counters::of(rows, query.tenant)?;
    let total = counters.of(query.kind());
    let mut to_skip = query.skipped();
    let behind = query.resume().map(|resume| resume.last);
    let mut found = Vec::new();
    let mut patience = walk::Patience::new(query.go_on);
    if query.count > 0 {
        let span = walk::span(query, behind);
        scan::each(rows, &span, Direction::Ascending, |key, value| {
            if patience.is_over() {
                return Ok(ControlFlow::Break(()));
            }
            if to_skip > 0 {
                to_skip -= 1;
                return Ok(ControlFlow::Continue(()));
            }
            found.push(walk::read(query.kind(), key, value)?);
            let more = found.len() <= query.count;
            Ok(if more {
                ControlFlow::Continue(())
            } else {
                ControlFlow::Break(())
            })
        })?;
    }
    if patience.ran_out() {
        return Err(too_many());
    }
    Ok(Page::of(found, Vec::new(), query.count, total))
}
