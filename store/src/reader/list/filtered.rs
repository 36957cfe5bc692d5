//! Pages of what matches a filter, by age. The first page looks at everything, because the wire
//! wants a total; the next ones go on where the one before ended.

use std::ops::ControlFlow;

use super::{Found, ListError, Page, Query, plan, walk};
use crate::{engine::Rows, reader::Stored};

pub(super) fn page(rows: &dyn Rows, query: &Query<'_>) -> Result<Page, ListError> {
    let known_total = query.resume().map(|resume| resume.total);
    let skipped = query.skipped();
    let mut seen: usize = 0;
    let mut found = Vec::new();
    let mut is_full = false;
    for (schema, behind) in query.rest() {
        let kind = schema.kind;
        let mut take = |stored: Stored| {
            seen += 1;
            if seen > skipped && found.len() <= query.count {
                found.push(Found { kind, stored });
            }
            is_full = known_total.is_some() && found.len() > query.count;
            if is_full {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        };
        if query
            .filter
            .is_some_and(|filter| plan::is_exact(filter, kind))
        {
            walk::each_candidate(rows, query, schema, behind, |stored| Ok(take(stored)))?;
        } else {
            walk::matches(rows, query, schema, behind, |stored, _| take(stored))?;
        }
        if is_full {
            break;
        }
    }
    let total = known_total.unwrap_or(seen as u64);
    Ok(Page::of(found, Vec::new(), query.count, total))
}
