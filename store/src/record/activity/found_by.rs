//! By which ids an entry is found without reading all others.
//!
//! One row for each entry is enough for nearly all of them, and each row costs at every push. A
//! person has two ids while a directory manages them, and their record says which: so an entry
//! about both stands under the directory's alone. It stands under the member's too where it is the
//! one by which the two part, or anything else that is not everyday business.

use uuid::Uuid;

use super::{Entry, OperationName};

/// The ids that the index has this entry under.
pub(crate) fn found_by(entry: &Entry) -> impl Iterator<Item = Uuid> {
    let everyday = matches!(
        entry.operation,
        OperationName::Create
            | OperationName::Update
            | OperationName::Deactivate
            | OperationName::Reactivate
            | OperationName::Read
    );
    let ids = entry.who.iter().flat_map(super::Subject::ids);
    ids.take(if everyday { 1 } else { usize::MAX })
}
