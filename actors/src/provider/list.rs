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
use tokio::sync::Semaphore;

pub(super) use asked::Asked;
pub(super) use cursor::Cursors;

use super::{
    ScimProvider, TenantSession,
    walk::{Behind, Found, Step},
};
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
        let Found { behind, exact } = self.find(session, &asked, &start)?;
        let work = Work {
            snapshot: session.snapshot(),
            tenant: session.tenant(),
            catalog: Arc::clone(session.catalog()),
            kind,
            query,
            behind,
            time: session.generation.settings.limits.scan,
        };
        let found = if work.is_quick() {
            work.run()?
        } else {
            let turns = self.scans.of(session.generation.settings.limits.scans);
            self.in_turn(&turns, work).await?
        };
        let place = match start {
            Start::Cursor(_) => Place::NextCursor(self.next_cursor(session, &asked, &found)),
            Start::Index(start_index) => {
                let step = step(session, asked, start_index);
                remember(session, step, &found, exact)?;
                Place::StartIndex(start_index)
            }
        };
        Ok(Listing {
            total: found.total,
            place,
            resources: found.texts,
        })
    }

    /// What is known of where the page starts.
    fn find(
        &self,
        session: &TenantSession,
        asked: &Asked,
        start: &Start,
    ) -> Result<Found, Failure> {
        let behind = match start {
            Start::Index(start_index) => {
                let step = step(session, asked.clone(), *start_index);
                return Ok(session.visit.walks.find(&step, session.changes()?));
            }
            Start::Cursor(None) => None,
            Start::Cursor(Some(cursor)) => {
                let opened = session.opened_at;
                let read = self.cursors.read(session.tenant(), asked, cursor, opened);
                let resume = read.map_err(Failure::Scim)?;
                Some(Behind { resume, skip: 0 })
            }
        };
        Ok(Found {
            behind,
            exact: true,
        })
    }

    fn next_cursor(&self, session: &TenantSession, asked: &Asked, found: &Shown) -> Option<String> {
        let life = session.generation.settings.limits.cursor;
        let (tenant, now) = (session.tenant(), session.opened_at);
        let resume = found.resume.as_ref()?;
        Some(self.cursors.give(tenant, asked, resume, now, life))
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

fn step(session: &TenantSession, asked: Asked, start_index: u64) -> Step {
    Step {
        token: session.verified.token.public_id.clone(),
        asked,
        start_index,
    }
}

fn remember(
    session: &TenantSession,
    step: Step,
    found: &Shown,
    exact: bool,
) -> Result<(), Failure> {
    if let Some(resume) = found.resume.clone() {
        let (next, changes) = (step.next(found.texts.len()), session.changes()?);
        session.visit.walks.remember(next, resume, changes, exact);
    }
    Ok(())
}
