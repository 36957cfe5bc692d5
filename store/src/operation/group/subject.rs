//! A group as the activity entry names it.

use roster::TenantId;
use uuid::Uuid;

use crate::{
    engine::Rows,
    error::EngineError,
    reader,
    record::{activity::Subject, parse_id},
};

/// With its name.
pub(super) fn of(id: Uuid, display_name: &str) -> Subject {
    Subject::Group {
        id: Some(id.to_string()),
        name: Some(display_name.to_owned()),
    }
}

/// Of a call that was refused: as much as is known of the id in its URL.
pub(super) fn by_id(rows: &dyn Rows, tenant: TenantId, id: &str) -> Result<Subject, EngineError> {
    let Some(parsed) = parse_id(id) else {
        return Ok(Subject::group(id));
    };
    let record = reader::group::record(rows, tenant, parsed)?;
    Ok(match record {
        Some(record) => of(parsed, &record.head.display_name),
        None => Subject::group(id),
    })
}
