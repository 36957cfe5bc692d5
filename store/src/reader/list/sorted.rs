//! Pages in the order of an attribute. All matches are looked at, but only their keys are kept.

use std::ops::ControlFlow;

use scim::sort::{Sort, SortKey};
use uuid::Uuid;

use super::{ListError, Page, Query, walk};
use crate::engine::Rows;

pub(super) fn page(rows: &dyn Rows, query: &Query<'_>, sort: &Sort) -> Result<Page, ListError> {
    let mut keys: Vec<(SortKey, Uuid)> = Vec::new();
    walk::matches(rows, query, None, |stored, object| {
        keys.push((sort.key(object, query.schema), stored.id));
        ControlFlow::Continue(())
    })?;
    // Equal keys are in the order of age, so that pages never overlap.
    keys.sort_unstable();
    let behind = query.resume().map_or(0, |resume| {
        keys.partition_point(|(key, id)| (Some(key), id) <= (resume.key.as_ref(), &resume.last))
    });
    let total = keys.len() as u64;
    let first = behind.saturating_add(query.skipped());
    let window = keys.into_iter().skip(first);
    let (mut found, mut keys) = (Vec::new(), Vec::new());
    for (key, id) in window.take(query.count.saturating_add(1)) {
        if let Some(stored) = walk::stored(rows, query, id)? {
            found.push(stored);
            keys.push(key);
        }
    }
    Ok(Page::of(found, keys, query.count, total))
}
