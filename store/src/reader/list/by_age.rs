//! Pages of everything, by age: the total is a counter, and a page costs what it holds.

use std::ops::ControlFlow;

use super::{Found, ListError, Page, Query, too_many, walk};
use crate::{
    engine::{Direction, Rows},
    reader::{counters, scan},
};

pub(super) fn page(rows: &dyn Rows, query: &Query<'_>) -> Result<Page, ListError> {
    let counters = counters::of(rows, query.tenant)?;
    let total = query
        .types
        .iter()
        .map(|schema| counters.of(schema.kind))
        .sum();
    let mut to_skip = query.skipped();
    let mut found = Vec::new();
    let mut patience = walk::Patience::new(query.go_on);
    for (schema, behind) in query.rest() {
        if query.count == 0 || found.len() > query.count {
            break;
        }
        let kind = schema.kind;
        let all = usize::try_from(counters.of(kind)).unwrap_or(usize::MAX);
        if behind.is_none() && all <= to_skip {
            to_skip -= all;
            continue;
        }
        let span = walk::span(query, kind, behind);
        scan::each(rows, &span, Direction::Ascending, |key, value| {
            if patience.is_over() {
                return Ok(ControlFlow::Break(()));
            }
            if to_skip > 0 {
                to_skip -= 1;
                return Ok(ControlFlow::Continue(()));
            }
            let stored = walk::read(kind, key, value)?;
            found.push(Found { kind, stored });
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
