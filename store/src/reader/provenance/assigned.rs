//! Who gave a member user group, classes and teaching: the groups, whoever changed them, or a file.
//!
//! An entry about a group tells it too, so it is looked for in the whole log, back to the beginning of
//! the member.

use roster::{
    Member, MemberEvent, TenantId,
    provenance::{Authority, Field},
};
use serde_json::{Value, json};

use super::{Missing, Origin, Traced, history::tells, traced};
use crate::{
    engine::{Direction, Rows},
    error::EngineError,
    reader::activity,
    record::activity::{Entry, Event, Outcome, SourceKind, Subject},
};

/// Entries that are looked back at, and how many are held at once.
const LOOK_BACK: usize = 20_000;
const PAGE: usize = 1_000;

/// A field, its name, and the event that tells that it is another.
const FIELDS: [(Field, &str, &str); 3] = [
    (Field::UserGroup, "user_group", Event::ROLE_CHANGED),
    (Field::Classes, "classes", Event::CLASSES_CHANGED),
    (Field::Teacher, "teacher", Event::TEACHER_CHANGED),
];

pub(super) fn fields(
    rows: &dyn Rows,
    tenant: TenantId,
    member: &Member,
    is_cut: bool,
) -> Result<Vec<Traced>, EngineError> {
    let mut origins: [Option<Origin>; 3] = [const { None }; 3];
    let end = search(rows, tenant, member, is_cut, &mut origins)?;
    let fields = FIELDS.into_iter().zip(origins);
    Ok(fields
        .map(|((field, name, _), origin)| {
            traced(member, field, name, value(member, field), origin.ok_or(end))
        })
        .collect())
}

fn value(member: &Member, field: Field) -> Value {
    let assignment = &member.assignment;
    match field {
        Field::UserGroup => json!(assignment.user_group),
        Field::Classes => json!(assignment.classes),
        _ => json!(assignment.teacher),
    }
}

/// Fills in what is found, and says what became of the rest.
fn search(
    rows: &dyn Rows,
    tenant: TenantId,
    member: &Member,
    is_cut: bool,
    origins: &mut [Option<Origin>; 3],
) -> Result<Missing, EngineError> {
    let mut before = None;
    for _ in 0..LOOK_BACK / PAGE {
        let page = activity::page(rows, tenant, before, Direction::Descending, PAGE)?;
        for entry in &page {
            take(entry, member, origins);
            let is_beginning = tells(entry, &[MemberEvent::Created.as_str()], member.id);
            if is_beginning || origins.iter().all(Option::is_some) {
                return Ok(Missing::NeverSet);
            }
        }
        match page.last() {
            Some(last) if page.len() == PAGE => before = Some(last.seq),
            _ if is_cut => return Ok(Missing::Dropped),
            _ => return Ok(Missing::NotTold),
        }
    }
    Ok(Missing::TooFar)
}

fn take(entry: &Entry, member: &Member, origins: &mut [Option<Origin>; 3]) {
    if entry.result != Outcome::Succeeded {
        return;
    }
    let who = entry.who.as_ref().and_then(Subject::member);
    let is_listed = entry.source.kind == SourceKind::Importer && who == Some(member.id);
    for ((_, name, event), origin) in FIELDS.iter().zip(origins) {
        if origin.is_some() {
            continue;
        }
        if tells(entry, &[event], member.id) {
            *origin = Some(Origin::of(entry, Authority::GroupMapping));
        } else if is_listed && entry.changes.0.contains_key(*name) {
            *origin = Some(Origin::of(entry, Authority::Import));
        }
    }
}
