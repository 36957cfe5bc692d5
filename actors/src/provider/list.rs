//! Lists and filters (RFC 7644 §3.4.2), page by page.

mod asked;
mod cursor;
mod work;

use std::{sync::Arc, time::Duration};

use rosterd_http::provider::{Failure, Listing, Query, Session};
use scim::{
    ResourceKind,
    page::{Place, Start},
};
use store::reader::list::Resume;
use tokio::sync::Semaphore;

pub(super) use asked::Asked;
pub(super) use cursor::Cursors;

use super::{ScimProvider, TenantSession, walk::Step};
use work::{Shown, Work};

/// How long a query waits for its turn.
const TURN: Duration = Duration::from_secs(2);

impl ScimProvider {
    pub(super) async fn page(
        &self,
        session: &TenantSession,
        kind: Option<ResourceKind>,
        query: Query,
    ) -> Result<Listing, Failure> {
        let asked = Asked::of(kind, &query);
        let start = query.page.start.clone();
        let work = Work {
            snapshot: session.snapshot(),
            tenant: session.tenant(),
            catalog: Arc::clone(session.catalog()),
            kind,
            query,
            behind: self.behind(session, &asked, &start)?,
            time: session.generation.settings.limits.scan,
        };
        let found = if work.is_quick() {
            work.run()?
        } else {
            let turns = self.scans.of(session.generation.settings.limits.scans);
            self.in_turn(&turns, work).await?
        };
        let place = self.place(session, asked, &start, &found)?;
        Ok(Listing {
            total: found.total,
            place,
            resources: found.texts,
        })
    }

    /// What is known of where the page starts: the end of an earlier one, and how many more
    /// resources to pass from there.
    fn behind(
        &self,
        session: &TenantSession,
        asked: &Asked,
        start: &Start,
    ) -> Result<Option<(Resume, u64)>, Failure> {
        match start {
            Start::Cursor(None) | Start::Index(1) => Ok(None),
            Start::Cursor(Some(cursor)) => self
                .cursors
                .read(session.tenant(), asked, cursor, session.opened_at)
                .map(|resume| Some((resume, 0)))
                .map_err(Failure::Scim),
            Start::Index(start_index) => {
                let step = Step {
                    token: session.verified.token.public_id.clone(),
                    asked: asked.clone(),
                    start_index: *start_index,
                };
                Ok(session.visit.walks.find(&step, session.changes()?))
            }
        }
    }

    /// What the client is told of the page's place, and what is remembered of it.
    fn place(
        &self,
        session: &TenantSession,
        asked: Asked,
        start: &Start,
        found: &Shown,
    ) -> Result<Place, Failure> {
        let start_index = match start {
            Start::Cursor(_) => {
                let life = session.generation.settings.limits.cursor;
                let next = found.resume.as_ref().map(|resume| {
                    let now = session.opened_at;
                    self.cursors
                        .give(session.tenant(), &asked, resume, now, life)
                });
                return Ok(Place::NextCursor(next));
            }
            Start::Index(start_index) => *start_index,
        };
        if let Some(resume) = found.resume.clone() {
            let step = Step {
                token: session.verified.token.public_id.clone(),
                asked,
                start_index,
            };
            let next = step.next(found.texts.len());
            session
                .visit
                .walks
                .remember(next, resume, session.changes()?);
        }
        Ok(Place::StartIndex(start_index))
    }

    async fn in_turn(&self, turns: &Arc<Semaphore>, work: Work) -> Result<Shown, Failure> {
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
