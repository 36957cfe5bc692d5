//! Who has written a part of a directory record.

use roster::TenantId;
use uuid::Uuid;

use super::{Filter, OfPerson, search};
use crate::{
    engine::{Direction, Rows},
    error::EngineError,
    record::{
        Entry,
        activity::{OperationName, Outcome, SourceKind},
    },
};

/// The last entry by which a directory has written one of these attributes, as far as one look goes
/// back. Whoever makes a record writes all of it.
pub(crate) fn last_written(
    rows: &dyn Rows,
    tenant: TenantId,
    user: Uuid,
    attributes: &[&str],
) -> Result<Option<Entry>, EngineError> {
    let of_user = Filter {
        result: Some(Outcome::Succeeded),
        person: Some(OfPerson::Id(user)),
        ..Filter::default()
    };
    let found = search(
        rows,
        tenant,
        &of_user,
        None,
        Direction::Descending,
        usize::MAX,
    )?;
    let wrote = |entry: &Entry| {
        let changes = &entry.changes.0;
        entry.source.kind == SourceKind::Token
            && (attributes.iter().any(|name| changes.contains_key(*name)) || is_whole(entry))
    };
    Ok(found.entries.into_iter().find(wrote))
}

/// The record came to be by it.
fn is_whole(entry: &Entry) -> bool {
    entry.changes.is_empty()
        && matches!(
            entry.operation,
            OperationName::Create | OperationName::Link | OperationName::Restore
        )
}
