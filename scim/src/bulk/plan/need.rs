//! What the operations of a bulk request wait for.

use std::collections::HashMap;

use super::super::{Method, Operation, reference};

/// What an operation waits for.
#[derive(Debug, Clone, Copy)]
pub(super) enum Need {
    /// An id: a POST that is at least begun.
    Id(usize),
    /// An operation that is done. What changes a resource comes after what completes it, which
    /// would undo the change.
    Done(usize),
}

/// Of each operation, in their order.
pub(super) fn needs(operations: &[Operation]) -> Vec<Vec<Need>> {
    let posts: HashMap<&str, usize> = operations
        .iter()
        .enumerate()
        .filter(|(_, operation)| operation.method == Method::Post)
        .filter_map(|(index, post)| Some((post.bulk_id.as_deref()?, index)))
        .collect();
    let mut last_on_path: HashMap<&str, usize> = HashMap::new();
    let mut all = Vec::with_capacity(operations.len());
    for (index, operation) in operations.iter().enumerate() {
        let mut named = Vec::new();
        let mut found = |bulk_id: &str| named.extend(posts.get(bulk_id).copied());
        if let Some(data) = &operation.data {
            reference::in_data(data, &mut found);
        }
        reference::in_path(&operation.path, &mut found);
        named.sort_unstable();
        named.dedup();

        let makes = operation.method == Method::Post;
        let need = if makes { Need::Id } else { Need::Done };
        let mut needs: Vec<Need> = named.into_iter().map(need).collect();
        if !makes && let Some(before) = last_on_path.insert(&operation.path, index) {
            needs.push(Need::Done(before));
        }
        all.push(needs);
    }
    all
}
