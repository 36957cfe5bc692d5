//! A group that is asked for.

use roster::{
    TenantId,
    explain::{Asked, Mapped},
    mapping::{Group, Rules},
};
use scim::{ResourceKind, fold::fold};

use super::history::{About, History};
use crate::{
    engine::Rows,
    error::EngineError,
    reader::{group, user},
    record::parse_id,
};

/// By id, name or `externalId`. One that there is not is meant if a row names it, or if the log does.
pub(super) fn asked(
    rows: &dyn Rows,
    tenant: TenantId,
    who: &str,
    rules: &Rules,
) -> Result<Option<Asked>, EngineError> {
    let named = group::ids_of_name(rows, tenant, &fold(who))?;
    let external = user::ids_with_external_id(rows, tenant, ResourceKind::Group, who)?;
    let namesakes = named.len();
    for id in parse_id(who).into_iter().chain(named).chain(external) {
        if let Some(head) = group::head(rows, tenant, id)? {
            let history = History::of(rows, tenant, About::Group(&[id.to_string()]))?;
            return Ok(Some(Asked {
                id: Some(id.to_string()),
                members: head.members,
                namesakes,
                mapped: Mapped::of(rules, &head.facts(id)),
                waiting: Vec::new(),
                refused: history.refused,
                deleted: None,
                entry: history.last_change,
            }));
        }
    }
    let claimed = Group::claimed(who);
    let waiting = rules.table().waiting_for(&claimed);
    let history = History::of(rows, tenant, About::Group(&[fold(who)]))?;
    let is_known = history.refused.is_some() || history.left.is_some();
    Ok((is_known || !waiting.is_empty()).then(|| Asked {
        mapped: Mapped::of(rules, &claimed),
        waiting,
        refused: history.refused,
        deleted: history.left,
        ..Asked::default()
    }))
}
