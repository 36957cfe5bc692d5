//! Pages in the order of an attribute. All matches are looked at, but only their keys are kept.

use std::ops::ControlFlow;

use scim::sort::{Sort, SortKey};
use uuid::Uuid;

use super::{ListError, Page, Query, Resume, Start, walk};
use crate::engine::Rows;

pub(super) fn page(rows: &dyn Rows, query: &Query<'_>, sort: &Sort) -> Result<Page, ListError> {
    let mut keys: Vec<(SortKey, Uuid)> = Vec::new();
    walk::matches(rows, query, None, |stored, object| {
        keys.push((sort.key(object, query.schema), stored.id));
        ControlFlow::Continue(())
    })?;
    // Equal keys are in the order of age, so that pages never overlap.
    keys.sort_unstable();
    let first = match query.start {
        Start::Index(_) => query.skipped().unwrap_or(0),
        Start::Behind(Resume { last, key, .. }) => {
            keys.partition_point(|(other, id)| (Some(other), id) <= (key.as_ref(), last))
        }
    };
    let window = keys.iter().skip(first).take(query.count.saturating_add(1));
    let mut found = Vec::new();
    for (_, id) in window.clone() {
        found.extend(walk::stored(rows, query, *id)?);
    }
    let last_key = window
        .take(query.count)
        .next_back()
        .map(|(key, _)| key.clone());
    let total = keys.len() as u64;
    Ok(Page::of(found, query.count, total, |last| Resume {
        last: last.id,
        key: last_key,
        total,
    }))
}
