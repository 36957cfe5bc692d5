//! Pages of what matches a filter, by age. The first page looks at everything, because the wire
//! wants a total; the next ones go on where the one before ended.

use std::ops::ControlFlow;

use super::{ListError, Page, Query, plan, walk};
use crate::{engine::Rows, reader::Stored};

pub(super) fn page(rows: &dyn Rows, query: &Query<'_>) -> Result<Page, ListError> {
    let behind = query.resume().map(|resume| resume.last);
    let known_total = query.resume().map(|resume| resume.total);
    let skipped = query.skipped();
    let mut seen: usize = 0;
    let mut found = Vec::new();
    let mut take = |stored: Stored| {
        seen += 1;
        if seen > skipped && found.len() <= query.count {
            found.push(stored);
        }
        if known_total.is_some() && found.len() > query.count {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    };
    if query
        .filter
        .is_some_and(|filter| plan::is_exact(filter, query.kind()))
    {
        walk::each_candidate(rows, query, behind, |stored| Ok(take(stored)))?;
    } else {
        walk::matches(rows, query, behind, |stored, _| take(stored))?;
    }
    let total = known_total.unwrap_or(seen as u64);
    Ok(Page::of(found, Vec::new(), query.count, total))
}
