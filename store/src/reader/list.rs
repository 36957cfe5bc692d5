//! Queries over the resources of one type (RFC 7644 §3.4.2): filter, sort, page.

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

pub use resume::Resume;

use super::Stored;
use crate::{engine::Rows, error::EngineError};

/// What to list.
#[derive(Clone, Copy)]
pub struct Query<'q> {
    /// Of which tenant.
    pub tenant: TenantId,
    /// Of which type.
    pub schema: &'q ResourceSchema,
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
            .field("kind", &self.kind())
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
    pub resources: Vec<Stored>,
    /// By what each of them was sorted; empty by age.
    keys: Vec<SortKey>,
    /// Whether others follow.
    more: bool,
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
    match (query.sort, query.filter) {
        (Some(sort), _) => sorted::page(rows, query, sort),
        (None, Some(_)) => filtered::page(rows, query),
        (None, None) => by_age::page(rows, query),
    }
}

impl Query<'_> {
    fn kind(&self) -> ResourceKind {
        self.schema.kind
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
    fn of(mut found: Vec<Stored>, keys: Vec<SortKey>, count: usize, total: u64) -> Self {
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
        Some(Resume {
            last: self.resources.get(position)?.id,
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
