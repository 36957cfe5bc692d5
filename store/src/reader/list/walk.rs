//! Walking over what may match.

use std::ops::ControlFlow;

use scim::{Object, ResourceKind, schema::ResourceSchema};
use uuid::Uuid;

use super::{
    ListError, Query,
    links::Links,
    plan::{Candidates, candidates},
    too_many,
};
use crate::{
    engine::{Direction, Rows},
    error::EngineError,
    key::{self, Span},
    reader::{Stored, resource, scan},
    record::broken,
};

/// Asks now and then whether to go on.
pub(super) struct Patience<'q> {
    go_on: &'q dyn Fn() -> bool,
    rows: u32,
    ran_out: bool,
}

impl<'q> Patience<'q> {
    /// To ask costs about as much as to look at a row.
    const EVERY: u32 = 64;

    pub(super) fn new(go_on: &'q dyn Fn() -> bool) -> Self {
        Self {
            go_on,
            rows: 0,
            ran_out: false,
        }
    }

    /// Counts a row.
    pub(super) fn is_over(&mut self) -> bool {
        self.rows = self.rows.wrapping_add(1);
        if self.rows.is_multiple_of(Self::EVERY) && !(self.go_on)() {
            self.ran_out = true;
        }
        self.ran_out
    }

    pub(super) fn ran_out(&self) -> bool {
        self.ran_out
    }
}

/// Shows every match behind `behind` to `visit`, by age, until that breaks.
pub(super) fn matches(
    rows: &dyn Rows,
    query: &Query<'_>,
    schema: &ResourceSchema,
    behind: Option<Uuid>,
    mut visit: impl FnMut(Stored, &Object) -> ControlFlow<()>,
) -> Result<(), ListError> {
    let links = Links::needed_by(query, schema.kind);
    each_candidate(rows, query, schema, behind, |found| {
        let mut object = decode(query, schema, &found)?;
        links.splice(rows, query, schema.kind, &found, &mut object)?;
        let matches = query
            .filter
            .is_none_or(|filter| filter.matches(&object, schema));
        Ok(if matches {
            visit(found, &object)
        } else {
            ControlFlow::Continue(())
        })
    })
}

/// As [`matches`], but untested.
pub(super) fn each_candidate(
    rows: &dyn Rows,
    query: &Query<'_>,
    schema: &ResourceSchema,
    behind: Option<Uuid>,
    mut visit: impl FnMut(Stored) -> Result<ControlFlow<()>, EngineError>,
) -> Result<(), ListError> {
    let kind = schema.kind;
    let mut patience = Patience::new(query.go_on);
    let mut show = |found: Stored| {
        if patience.is_over() {
            return Ok(ControlFlow::Break(()));
        }
        visit(found)
    };
    match candidates(rows, query.tenant, schema, query.filter)? {
        Candidates::All => {
            scan::each(
                rows,
                &span(query, kind, behind),
                Direction::Ascending,
                |key, value| show(read(kind, key, value)?),
            )?;
        }
        Candidates::Ids(ids) => {
            for id in ids
                .into_iter()
                .filter(|id| behind.is_none_or(|behind| *id > behind))
            {
                if let Some(found) = stored(rows, query, kind, id)?
                    && show(found)?.is_break()
                {
                    break;
                }
            }
        }
    }
    if patience.ran_out() {
        Err(too_many())
    } else {
        Ok(())
    }
}

/// The rows behind one of them.
pub(super) fn span(query: &Query<'_>, kind: ResourceKind, behind: Option<Uuid>) -> Span {
    let all = key::resources(query.tenant, kind);
    match behind {
        Some(id) => all.after(&key::resource(query.tenant, kind, id)),
        None => all,
    }
}

pub(super) fn read(kind: ResourceKind, key: &[u8], value: &[u8]) -> Result<Stored, EngineError> {
    let id = key::last_id(key).ok_or_else(|| broken("resource", "its key has no id"))?;
    Stored::of(resource::record_kind(kind), id, value)
}

pub(super) fn stored(
    rows: &dyn Rows,
    query: &Query<'_>,
    kind: ResourceKind,
    id: Uuid,
) -> Result<Option<Stored>, EngineError> {
    resource::stored(rows, query.tenant, kind, id)
}

fn decode(
    query: &Query<'_>,
    schema: &ResourceSchema,
    found: &Stored,
) -> Result<Object, EngineError> {
    let location = format!("{}{}/{}", query.base_url, schema.endpoint, found.id);
    scim::stored::decode(&found.body, &location).map_err(|error| broken("resource", &error.detail))
}
