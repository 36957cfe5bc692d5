//! Queries over the resources of one type or of several (RFC 7644 §3.4.2): filter, sort, page.
//!
//! Without a sort, types follow one another in the order of their kinds, each by age.

mod by_age;
mod filtered;
mod links;
mod plan;
mod resume;
mod sorted;
mod walk;

use std::fmt;

use roster::TenantId;
use scim::{
    ResourceKind, ScimError, ScimType,
    filter::Filter,
    schema::ResourceSchema,
    sort::{Sort, SortKey},
};

use uuid::Uuid;

pub use resume::Resume;

pub use plan::finds_few;

use super::Stored;
use crate::{engine::Rows, error::EngineError};

/// What to list.
#[derive(Clone, Copy)]
pub struct Query<'q> {
    /// Of which tenant.
    pub tenant: TenantId,
    /// Of which types, in the order of their kinds. What a filter or a sort asks for and one of them
    /// doesn't have has no value there (RFC 7644 §3.4.2.1).
    pub types: &'q [&'q ResourceSchema],
    /// All, if none.
    pub filter: Option<&'q Filter>,
    /// By age, if none.
    pub sort: Option<&'q Sort>,
    /// Where the page starts.
    pub start: Start<'q>,
    /// The most resources to return; 0 asks for the total only.
    pub count: usize,
    /// For `meta.location` and `$ref` in filters; no slash at its end.
    pub base_url: &'q str,
    /// Asked every so many rows whether to go on; false ends the query with 400 `tooMany`.
    pub go_on: &'q dyn Fn() -> bool,
}

impl fmt::Debug for Query<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Query")
            .field("tenant", &self.tenant)
            .field(
                "kinds",
                &self
                    .types
                    .iter()
                    .map(|schema| schema.kind)
                    .collect::<Vec<_>>(),
            )
            .field("filter", &self.filter)
            .field("sort", &self.sort)
            .field("start", &self.start)
            .field("count", &self.count)
            .finish_non_exhaustive()
    }
}

/// Where a page starts.
#[derive(Debug, Clone, Copy)]
pub enum Start<'q> {
    /// 1-based, as the wire has it.
    Index(u64),
    /// Behind the last resource of an earlier page: nothing is skipped again, and nobody is missed
    /// when others are deleted meanwhile.
    Behind {
        /// Where that page ended.
        resume: &'q Resume,
        /// How many more to pass.
        skip: u64,
    },
}

/// One page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// How many match on all pages.
    pub total: u64,
    /// Those of this page.
    pub resources: Vec<Found>,
    /// By what each of them was sorted; empty by age.
    keys: Vec<SortKey>,
    /// Whether others follow.
    more: bool,
}

/// A resource of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Its type.
    pub kind: ResourceKind,
    /// The resource.
    pub stored: Stored,
}

/// Why there is no page.
#[derive(Debug, thiserror::Error)]
pub enum ListError {
    /// The query costs too much: 400 `tooMany`.
    #[error("{0}")]
    Refused(ScimError),
    /// The store can't say.
    #[error(transparent)]
    Engine(#[from] EngineError),
}

/// Answers one page.
pub fn list(rows: &dyn Rows, query: &Query<'_>) -> Result<Page, ListError> {
    let types = plan::types(query);
    let query = &Query {
        types: &types,
        // It asks for a type and nothing else, and the others are gone.
        filter: query
            .filter
            .filter(|filter| plan::resource_type(filter).is_none()),
        ..*query
    };
    // The ids of one type order as its resources do by age.
    let sort = query
        .sort
        .filter(|sort| !sort.is_by_age() || types.len() > 1);
    match (sort, query.filter) {
        (Some(sort), _) => sorted::page(rows, query, sort),
        (None, Some(_)) => filtered::page(rows, query),
        (None, None) => by_age::page(rows, query),
    }
}

impl Query<'_> {
    /// The types that are not wholly passed, and behind which of its resources one starts.
    fn rest(&self) -> impl Iterator<Item = (&ResourceSchema, Option<Uuid>)> {
        let resume = self.resume();
        self.types.iter().filter_map(move |schema| match resume {
            Some(resume) if schema.kind < resume.kind => None,
            Some(resume) if schema.kind == resume.kind => Some((*schema, Some(resume.last))),
            _ => Some((*schema, None)),
        })
    }

    /// How many matches to pass before the page.
    fn skipped(&self) -> usize {
        let skipped = match self.start {
            Start::Index(index) => index.saturating_sub(1),
            Start::Behind { skip, .. } => skip,
        };
        usize::try_from(skipped).unwrap_or(usize::MAX)
    }

    fn resume(&self) -> Option<&Resume> {
        match self.start {
            Start::Index(_) => None,
            Start::Behind { resume, .. } => Some(resume),
        }
    }
}

impl Page {
    /// A page of at most `count` of the resources found, which are one more if others follow.
    fn of(mut found: Vec<Found>, keys: Vec<SortKey>, count: usize, total: u64) -> Self {
        let more = found.len() > count;
        found.truncate(count);
        Self {
            total,
            resources: found,
            keys,
            more,
        }
    }

    /// Where the next page starts if this one shows only its first `shown` resources; none if
    /// nothing follows, and none for a page that shows nothing.
    pub fn resume_behind(&self, shown: usize) -> Option<Resume> {
        let follows = self.more || shown < self.resources.len();
        let position = shown.checked_sub(1).filter(|_| follows)?;
        let last = self.resources.get(position)?;
        Some(Resume {
            kind: last.kind,
            last: last.stored.id,
            key: self.keys.get(position).cloned(),
            total: self.total,
        })
    }
}

fn too_many() -> ListError {
    ListError::Refused(ScimError::typed(
        ScimType::TooMany,
        "The query looks at too many resources. Filter by id, userName, externalId, emails.value, \
         or a group's displayName, which are indexed.",
    ))
}
