//! A group that is asked for.

use roster::{
    TenantId,
    explain::{Asked, Mapped},
    mapping::{Group, Row, Rules},
};
use scim::fold::fold;

use super::history::History;
use crate::{engine::Rows, error::EngineError, reader::group, record::parse_id};

/// By id or by name; one that no directory has pushed, if a row names it.
pub(super) fn asked(
    rows: &dyn Rows,
    tenant: TenantId,
    who: &str,
    rules: &Rules,
) -> Result<Option<Asked>, EngineError> {
    let named = group::ids_of_name(rows, tenant, &fold(who))?;
    for id in parse_id(who).into_iter().chain(named) {
        if let Some(head) = group::head(rows, tenant, id)? {
            let history = History::of(rows, tenant, &[id.to_string()])?;
            return Ok(Some(Asked {
                id: Some(id.to_string()),
                members: head.members,
                mapped: Mapped::of(rules, &head.facts(id)),
                entry: history.last_change,
            }));
        }
    }
    let mut waited_for = Mapped::of(rules, &Group::claimed(who));
    // A pattern waits for no group in particular.
    let table = rules.table().rows();
    let waits = |row: &Row| row.pattern.is_none();
    let waits = |index: &usize| table.get(*index).is_some_and(waits);
    waited_for.given.rows.retain(waits);
    Ok((!waited_for.given.rows.is_empty()).then_some(Asked {
        id: None,
        members: 0,
        mapped: waited_for,
        entry: None,
    }))
}
