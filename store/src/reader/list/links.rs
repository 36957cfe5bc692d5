//! `groups` of a user and `members` of a group in filters and sorts: they are rows of their own, so
//! whoever asks for them gets them spliced in. So does whoever asks for `meta.version` of a user,
//! which the groups are a part of.

use std::ops::ControlFlow;

use scim::{
    Object, ResourceKind, filter::Filter, path::AttributePath, sort::Sort, stored,
    version::EntityTag,
};
use serde_json::Value;
use uuid::Uuid;

use super::Query;
use crate::{
    engine::Rows,
    error::EngineError,
    reader::{
        Stored,
        membership::{
            MemberLink, each_member, group_json, groups_json, groups_of, is_in, member, member_json,
        },
    },
    record::parse_id,
};

/// Which links a query needs to see.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Links {
    /// None: the filter does not ask.
    None,
    /// Whether this one is there. A group of a million is then tested by one row.
    One(Uuid),
    /// All of them.
    All,
}

impl Links {
    pub(super) fn needed_by(query: &Query<'_>, kind: ResourceKind) -> Self {
        let Some(attribute) = attribute(kind) else {
            return Self::None;
        };
        if kind == ResourceKind::User && asks_for_version(query) {
            return Self::All;
        }
        let sorts = |sort: &Sort| sort.path.attribute.eq_ignore_ascii_case(attribute);
        if query.sort.is_some_and(sorts) {
            return Self::All;
        }
        let Some(filter) = query.filter else {
            return Self::None;
        };
        if !mentions(filter, attribute) {
            return Self::None;
        }
        let value = format!("{attribute}.value");
        let asking: Vec<&Filter> = filter
            .conjuncts()
            .into_iter()
            .filter(|part| mentions(part, attribute))
            .collect();
        match asking.as_slice() {
            // The parser's own comparison decides what else stands in the brackets.
            [Filter::Compare { .. }] => asking
                .iter()
                .find_map(|part| part.equals(&value))
                .and_then(parse_id)
                .map_or(Self::All, Self::One),
            _ => Self::All,
        }
    }

    /// Adds what is needed to a resource.
    pub(super) fn splice(
        &self,
        rows: &dyn Rows,
        query: &Query<'_>,
        kind: ResourceKind,
        found: &Stored,
        object: &mut Object,
    ) -> Result<(), EngineError> {
        let links = match self {
            Self::None => return Ok(()),
            Self::One(other) => one(rows, query, kind, found.id, *other)?,
            Self::All if kind == ResourceKind::User => groups(rows, query, found, object)?,
            Self::All => members(rows, query, kind, found.id)?,
        };
        if let Some(attribute) = attribute(kind)
            && !links.is_empty()
        {
            object.insert(attribute.to_owned(), Value::Array(links));
        }
        Ok(())
    }
}

fn one(
    rows: &dyn Rows,
    query: &Query<'_>,
    kind: ResourceKind,
    id: Uuid,
    other: Uuid,
) -> Result<Vec<Value>, EngineError> {
    let there = match kind {
        ResourceKind::User => is_in(rows, query.tenant, other, id)?,
        ResourceKind::Group => member(rows, query.tenant, id, other)?.is_some(),
        ResourceKind::Declared(_) => false,
    };
    Ok(there
        .then(|| serde_json::json!({ "value": other.to_string() }))
        .into_iter()
        .collect())
}

/// Gives the user the version that is shown with these groups.
fn groups(
    rows: &dyn Rows,
    query: &Query<'_>,
    user: &Stored,
    object: &mut Object,
) -> Result<Vec<Value>, EngineError> {
    let groups = groups_of(rows, query.tenant, user.id)?;
    let shown = groups_json(&groups, query.base_url);
    stored::set_tag(object, EntityTag::beside(user.version, &shown));
    Ok(groups
        .iter()
        .map(|group| group_json(group, query.base_url))
        .collect())
}

fn members(
    rows: &dyn Rows,
    query: &Query<'_>,
    kind: ResourceKind,
    id: Uuid,
) -> Result<Vec<Value>, EngineError> {
    let mut members = Vec::new();
    if kind == ResourceKind::Group {
        each_member(rows, query.tenant, id, |member: MemberLink| {
            members.push(member_json(&member, query.base_url));
            if (query.go_on)() {
                ControlFlow::Continue(())
            } else {
                ControlFlow::Break(())
            }
        })?;
    }
    Ok(members)
}

fn attribute(kind: ResourceKind) -> Option<&'static str> {
    match kind {
        ResourceKind::User => Some("groups"),
        ResourceKind::Group => Some("members"),
        ResourceKind::Declared(_) => None,
    }
}

fn asks_for_version(query: &Query<'_>) -> bool {
    query.sort.is_some_and(|sort| sort.path.is("meta.version"))
        || query
            .filter
            .is_some_and(|filter| names(filter, &|path| path.is("meta.version") || path.is("meta")))
}

fn mentions(filter: &Filter, attribute: &str) -> bool {
    names(filter, &|path| {
        path.attribute.eq_ignore_ascii_case(attribute)
    })
}

fn names(filter: &Filter, is_it: &dyn Fn(&AttributePath) -> bool) -> bool {
    match filter {
        Filter::And(one, other) | Filter::Or(one, other) => {
            names(one, is_it) || names(other, is_it)
        }
        Filter::Not(inner) => names(inner, is_it),
        Filter::Present(path) | Filter::Compare { path, .. } | Filter::ValuePath { path, .. } => {
            is_it(path)
        }
    }
}
