//! Classes come, are renamed and are archived with what makes them.

use roster::mapping::{Given, Group, Row};
use scim::fold::fold;
use uuid::Uuid;

use crate::{
    engine::Rows,
    error::EngineError,
    key,
    operation::work::Work,
    reader,
    record::{ClassRecord, group::GroupHead, parse_id},
};

/// The class that a group itself is follows it: its name, and whether it is one.
pub(in crate::operation) fn follow(
    work: &mut Work<'_, '_>,
    id: Uuid,
    head: &GroupHead,
    given: &Given,
) -> Result<(), EngineError> {
    let class = head.class_id(id);
    match given.classes.get(&class) {
        Some(name) => upsert(work, &class, name),
        None => archive(work, &class),
    }
}

/// Classes that rows name.
pub(super) fn upsert_named(work: &mut Work<'_, '_>, rows: &[Row]) -> Result<(), EngineError> {
    for (id, name) in Group::named_classes(rows) {
        upsert(work, &id, name)?;
    }
    Ok(())
}

/// Classes that no row names any more.
pub(super) fn archive_unnamed(
    work: &mut Work<'_, '_>,
    before: &[Row],
    after: &[Row],
) -> Result<(), EngineError> {
    let named: Vec<String> = Group::named_classes(after).map(|(id, _)| id).collect();
    for (id, _) in Group::named_classes(before) {
        if !named.contains(&id) {
            archive(work, &id)?;
        }
    }
    Ok(())
}

fn upsert(work: &mut Work<'_, '_>, id: &str, name: &str) -> Result<(), EngineError> {
    let tenant = work.tenant_id();
    let before = reader::class::by_id(work.tx, tenant, id)?;
    if let Some(before) = &before {
        if before.archived_at.is_none() && before.name == name {
            return Ok(());
        }
        forget(work, before)?;
    }
    let record = ClassRecord {
        id: id.to_owned(),
        name: name.to_owned(),
        archived_at: None,
    };
    work.tx.put(key::class(tenant, id), record.encode()?);
    work.aside.upserted(id);
    Ok(())
}

/// Its members lose it by themselves; the class stays, and a group of its name that comes back in
/// time takes it up again (D16).
pub(in crate::operation) fn archive(work: &mut Work<'_, '_>, id: &str) -> Result<(), EngineError> {
    let tenant = work.tenant_id();
    let open = reader::class::by_id(work.tx, tenant, id)?;
    let Some(mut record) = open.filter(|class| class.archived_at.is_none()) else {
        return Ok(());
    };
    record.archived_at = Some(work.call.now);
    work.tx.put(key::class(tenant, id), record.encode()?);
    if let Some(group) = parse_id(id) {
        let key = key::archived_class(tenant, &fold(&record.name));
        work.tx.put(key, group.as_bytes().to_vec());
    }
    work.aside.archived(id);
    Ok(())
}

/// It is not found by its name any more, unless another one is.
fn forget(work: &mut Work<'_, '_>, class: &ClassRecord) -> Result<(), EngineError> {
    let key = key::archived_class(work.tenant_id(), &fold(&class.name));
    let own = parse_id(&class.id).map(|id| id.as_bytes().to_vec());
    if class.archived_at.is_some() && own.is_some() && work.tx.get(&key)? == own {
        work.tx.delete(key);
    }
    Ok(())
}
