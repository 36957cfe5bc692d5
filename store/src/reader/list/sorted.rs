//! Pages in the order of an attribute. All matches are looked at, but only their keys are kept.

use std::ops::ControlFlow;

use scim::{
    ResourceKind,
    sort::{Sort, SortKey},
};
use uuid::Uuid;

use super::{Found, ListError, Page, Query, walk};
use crate::engine::Rows;

pub(super) fn page(rows: &dyn Rows, query: &Query<'_>, sort: &Sort) -> Result<Page, ListError> {
    // Equal keys are in the order in which an unsorted list has them, so that pages never overlap.
    let mut places: Vec<(SortKey, ResourceKind, Uuid)> = Vec::new();
    for schema in query.types {
        walk::matches(rows, query, schema, None, |stored, object| {
            places.push((sort.key(object, schema), schema.kind, stored.id));
            ControlFlow::Continue(())
        })?;
    }
    places.sort_unstable();
    let behind = query.resume().map_or(0, |resume| {
        places.partition_point(|(key, kind, id)| {
            (Some(key), kind, id) <= (resume.key.as_ref(), &resume.kind, &resume.last)
        })
    });
    let total = places.len() as u64;
    let first = behind.saturating_add(query.skipped());
    let window = places.into_iter().skip(first);
    let (mut found, mut keys) = (Vec::new(), Vec::new());
    for (key, kind, id) in window.take(query.count.saturating_add(1)) {
        if let Some(stored) = walk::stored(rows, query, kind, id)? {
            found.push(Found { kind, stored });
            keys.push(key);
        }
    }
    Ok(Page::of(found, keys, query.count, total))
}
