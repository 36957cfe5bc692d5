//! One page out of a snapshot, wherever it runs.

use std::{sync::Arc, time::Duration};

use roster::TenantId;
use rosterd_http::provider::{Failure, Query};
use scim::{
    ResourceKind, page,
    schema::{Catalog, ResourceSchema},
};
use store::{
    engine::Snapshot,
    reader::{
        self,
        list::{Found, ListError, Page, Resume, Start},
        membership::GroupsOfMany,
    },
};
use tokio::time::Instant;

use crate::provider::{document::whole, failure::unreadable, walk::Behind};

/// A page without a filter that starts further in has many rows to pass.
const FAR: u64 = 1_000;
/// A longer page takes longer to write than a worker thread may be held.
const SHORT: u64 = 200;
/// Bytes after which a page ends early (RFC 7644 §3.4.2.4 lets a page have fewer resources than
/// asked for): groups with their members can be of any size.
const PAGE_BYTES: usize = 16 << 20;

/// One page to be found.
pub(super) struct Work {
    pub(super) snapshot: Arc<dyn Snapshot>,
    pub(super) tenant: TenantId,
    pub(super) catalog: Arc<Catalog>,
    /// All types, if none.
    pub(super) kind: Option<ResourceKind>,
    pub(super) query: Query,
    /// None for the beginning of the list.
    pub(super) behind: Option<Behind>,
    /// How long it may take.
    pub(super) time: Duration,
}

/// One page that was found.
pub(super) struct Shown {
    pub(super) total: u64,
    /// The JSON text of each resource.
    pub(super) texts: Vec<Vec<u8>>,
    /// Where the next page starts, if there is one.
    pub(super) resume: Option<Resume>,
}

impl Work {
    /// Whether it is answered within a few rows, so that it can run where it is.
    pub(super) fn is_quick(&self) -> bool {
        let page = &self.query.page;
        match &self.query.filter {
            Some(filter) => self
                .types()
                .all(|schema| reader::list::finds_few(filter, schema)),
            None => {
                self.kind == Some(ResourceKind::User)
                    && self.query.sort.is_none()
                    && page.count.is_some_and(|count| count <= SHORT)
                    && self.passed() <= FAR
            }
        }
    }

    /// In the order of their kinds, which is the catalog's.
    fn types(&self) -> impl Iterator<Item = &ResourceSchema> {
        let asked = |schema: &&ResourceSchema| self.kind.is_none_or(|kind| kind == schema.kind);
        self.catalog.types().filter(asked)
    }

    /// How many resources precede the page from where it is looked for.
    fn passed(&self) -> u64 {
        match (&self.behind, &self.query.page.start) {
            (Some(behind), _) => behind.skip,
            (None, page::Start::Index(index)) => *index,
            (None, page::Start::Cursor(_)) => 0,
        }
    }

    pub(super) fn run(&self) -> Result<Shown, Failure> {
        let page = self.find()?;
        let mut texts = Vec::with_capacity(page.resources.len());
        let mut groups = GroupsOfMany::default();
        let mut bytes = 0;
        for Found { kind, stored } in &page.resources {
            if bytes > PAGE_BYTES {
                break;
            }
            let schema = self.catalog.get(*kind).ok_or(Failure::Broken)?;
            let text = whole(
                &*self.snapshot,
                self.tenant,
                schema,
                stored,
                &self.query.view,
                &mut groups,
            )?;
            bytes += text.len();
            texts.push(text);
        }
        Ok(Shown {
            total: page.total,
            // The next page starts where this one was cut, not where it was to end.
            resume: page.resume_behind(texts.len()),
            texts,
        })
    }

    fn find(&self) -> Result<Page, Failure> {
        let started = Instant::now();
        let types: Vec<_> = self.types().collect();
        let query = reader::list::Query {
            tenant: self.tenant,
            types: &types,
            filter: self.query.filter.as_ref(),
            sort: self.query.sort.as_ref(),
            start: match (&self.behind, &self.query.page.start) {
                (Some(Behind { resume, skip }), _) => Start::Behind {
                    resume,
                    skip: *skip,
                },
                (None, page::Start::Index(index)) => Start::Index(*index),
                (None, page::Start::Cursor(_)) => Start::Index(1),
            },
            count: self
                .query
                .page
                .count
                .and_then(|count| usize::try_from(count).ok())
                .unwrap_or(usize::MAX),
            base_url: &self.query.view.base_url,
            go_on: &|| started.elapsed() < self.time,
        };
        reader::list::list(&*self.snapshot, &query).map_err(|error| match error {
            ListError::Refused(error) => Failure::Scim(error),
            ListError::Engine(error) => unreadable(&error),
        })
    }
}
