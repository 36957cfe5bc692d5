//! Lists and filters (RFC 7644 §3.4.2).

use std::{sync::Arc, time::Duration};

use roster::TenantId;
use rosterd_http::provider::{Failure, Listing, Query, Session};
use scim::{
    ResourceKind,
    filter::Filter,
    schema::{Catalog, ResourceSchema},
};
use store::{
    engine::Snapshot,
    reader::{
        self,
        list::{ListError, Page, Resume, Start},
        membership::GroupsOfMany,
    },
};
use tokio::{sync::Semaphore, time::Instant};

use super::{ScimProvider, TenantSession, document::whole, failure::unreadable, walk::Step};

/// A page without a filter that starts further in has many rows to pass.
const FAR: u64 = 1_000;
/// A longer page takes longer to write than a worker thread may be held.
const SHORT: u64 = 200;
/// How long a query waits for its turn.
const TURN: Duration = Duration::from_secs(2);
/// Bytes after which a page ends early (RFC 7644 §3.4.2.4 lets a page have fewer resources than
/// asked for): groups with their members can be of any size.
const PAGE_BYTES: usize = 16 << 20;

impl ScimProvider {
    pub(super) async fn page(
        &self,
        session: &TenantSession,
        kind: ResourceKind,
        query: Query,
    ) -> Result<Listing, Failure> {
        let step = Step::of(&session.verified.token.public_id, kind, &query);
        let resume = session.visit.walks.find(&step);
        let work = Work {
            snapshot: session.snapshot(),
            tenant: session.tenant(),
            catalog: Arc::clone(session.catalog()),
            kind,
            query,
            resume,
            time: session.generation.settings.limits.scan,
        };
        let (page, resume) = if work.is_quick() {
            work.run()?
        } else {
            let turns = self.scans.of(session.generation.settings.limits.scans);
            self.in_turn(&turns, work).await?
        };
        if let Some(resume) = resume {
            let next = step.next(page.resources.len());
            session.visit.walks.remember(next, resume);
        }
        Ok(page)
    }

    async fn in_turn(
        &self,
        turns: &Arc<Semaphore>,
        work: Work,
    ) -> Result<(Listing, Option<Resume>), Failure> {
        let busy = || Failure::Busy {
            retry_after: self.context.ids.jitter(1..=10),
        };
        let turn = tokio::time::timeout(TURN, Arc::clone(turns).acquire_owned());
        let Ok(Ok(turn)) = turn.await else {
            return Err(busy());
        };
        tokio::task::spawn_blocking(move || {
            let _turn = turn;
            work.run()
        })
        .await
        .map_err(|error| {
            tracing::error!(%error, "a list query broke");
            Failure::Broken
        })?
    }
}

/// One page to be found.
struct Work {
    snapshot: Arc<dyn Snapshot>,
    tenant: TenantId,
    catalog: Arc<Catalog>,
    kind: ResourceKind,
    query: Query,
    resume: Option<Resume>,
    /// How long it may take.
    time: Duration,
}

impl Work {
    /// Whether it is answered within a few rows, so that it can run where it is.
    fn is_quick(&self) -> bool {
        let page = &self.query.page;
        match &self.query.filter {
            Some(filter) => names_one(filter, self.kind),
            None => {
                self.kind == ResourceKind::User
                    && self.query.sort.is_none()
                    && page.count.is_some_and(|count| count <= SHORT)
                    && (self.resume.is_some() || page.start_index <= FAR)
            }
        }
    }

    fn run(&self) -> Result<(Listing, Option<Resume>), Failure> {
        let schema = self.catalog.get(self.kind).ok_or(Failure::Broken)?;
        let Page {
            total,
            resources,
            mut resume,
        } = self.find(schema)?;
        let mut texts = Vec::with_capacity(resources.len());
        let mut groups = GroupsOfMany::default();
        let mut bytes = 0;
        for resource in &resources {
            if bytes > PAGE_BYTES {
                // The next page starts where this one was cut, not where it was to end.
                resume = None;
                break;
            }
            let text = whole(
                &*self.snapshot,
                self.tenant,
                schema,
                resource,
                &self.query.view,
                &mut groups,
            )?;
            bytes += text.len();
            texts.push(text);
        }
        let listing = Listing {
            total,
            start_index: self.query.page.start_index,
            resources: texts,
        };
        Ok((listing, resume))
    }

    fn find(&self, schema: &ResourceSchema) -> Result<Page, Failure> {
        let started = Instant::now();
        let query = reader::list::Query {
            tenant: self.tenant,
            schema,
            filter: self.query.filter.as_ref(),
            sort: self.query.sort.as_ref(),
            start: match &self.resume {
                Some(resume) => Start::Behind(resume),
                None => Start::Index(self.query.page.start_index),
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

/// Whether the filter asks for what an index finds: one resource, or the few of one address.
fn names_one(filter: &Filter, kind: ResourceKind) -> bool {
    let indexed: &[&str] = match kind {
        ResourceKind::User => &["id", "userName", "externalId", "emails.value"],
        ResourceKind::Group => &["id", "displayName", "externalId"],
        ResourceKind::Declared(_) => &["id", "externalId"],
    };
    filter
        .conjuncts()
        .iter()
        .any(|part| indexed.iter().any(|path| part.equals(path).is_some()))
}
