//! What the app is told, and what it has taken in.

mod deliveries;
mod snapshot;
mod view;

use roster::{Tenant, TenantId};
use std::{sync::Arc, time::Duration};

use futures_util::stream;
use rosterd_http::admin::{
    self, AcknowledgedView, Admin, Calls, EventQuery, Events, FeedView, Problem, ReceiptsView,
    ReplayedView, Watched,
};
use settings::Recovery;
use store::{
    engine::{
        Snapshot,
        redb::{Options, RedbEngine},
    },
    operation::activity::Acknowledge,
    reader::{
        self,
        feed::{self, Expired, FeedOfAll, Place},
        receipt, replay,
    },
};
use tokio::{
    sync::{OwnedSemaphorePermit, watch},
    time::Instant,
};

use super::{
    TreeAdministration, blocking, find,
    problem::{broken, unreadable, written},
    view::not_a_cursor,
};

pub(crate) use deliveries::Deliveries;

/// Calls that may wait or watch at once. There are more connections than that: see
/// `listeners/connections.rs`.
pub(crate) const MOST_WAITING: usize = 192;
/// Of one tenant, events that one look reads: with a filter of types more than it gives.
const LOOK: usize = 1_000;
/// Looks that one answer takes, at most.
const MOST_LOOKS: usize = 20;
/// Between two looks of one who waits, at least.
const BREATH: Duration = Duration::from_millis(50);
/// What a scratch store may keep in memory.
const SCRATCH_CACHE: u64 = 16 << 20;

impl Events for TreeAdministration {
    async fn events(&self, query: EventQuery) -> Result<FeedView, Problem> {
        let until = Instant::now() + query.wait;
        let _place = if query.wait.is_zero() {
            None
        } else {
            Some(self.place_to_wait()?)
        };
        let mut news = self.context.news.clone();
        let mut query = query;
        loop {
            news.borrow_and_update();
            let asked = query.clone();
            let feed = blocking(self.snapshot()?, move |snapshot| Ok(read(snapshot, &asked)));
            let feed = feed.await??;
            if !feed.items.is_empty() || feed.more || !hears(&mut news, until).await {
                // With a filter the app was not given what stands between.
                if query.types.is_empty() {
                    self.deliveries.given(&feed.items, self.context.now());
                }
                return Ok(feed);
            }
            query.after = Some(feed.next);
        }
    }

    async fn acknowledge(
        &self,
        by: &Admin,
        tenant: &str,
        seq: u64,
    ) -> Result<AcknowledgedView, Problem> {
        let visit = self.visit(tenant).await?;
        let operation = Acknowledge {
            call: self.call(by, visit.id()),
            event: seq,
            delivered_at: self.deliveries.of(visit.id(), seq),
        };
        let seq = visit.directory.write(self.limit(), operation).await;
        let seq = seq.map_err(written)?;
        self.deliveries.taken(visit.id(), seq);
        Ok(AcknowledgedView { seq })
    }

    async fn snapshot(&self, tenant: &str) -> Result<admin::Snapshot, Problem> {
        let snapshot: Arc<dyn Snapshot> = self.snapshot()?.into();
        let tenant = find(&*snapshot, tenant)?;
        snapshot::of(snapshot, tenant).await
    }

    async fn calls(&self, tenant: &str) -> Result<Calls, Problem> {
        let tenant = find(&*self.snapshot()?, tenant)?.id;
        let place = self.place_to_wait()?;
        let watch = self.context.watches.begin(tenant);
        let leaving = self.context.news.clone();
        Ok(Box::pin(stream::unfold(
            (watch, leaving, place),
            |(mut watch, mut leaving, place)| async {
                let seen = tokio::select! {
                    seen = watch.next() => seen?,
                    () = ended(&mut leaving) => return None,
                };
                let seen = match seen {
                    Ok(exchange) => Watched::Call(exchange),
                    Err(lost) => Watched::Lost(lost),
                };
                Some((seen, (watch, leaving, place)))
            },
        )))
    }

    async fn receipts(
        &self,
        tenant: &str,
        after: Option<u64>,
        limit: usize,
    ) -> Result<ReceiptsView, Problem> {
        let snapshot = self.snapshot()?;
        let tenant = find(&*snapshot, tenant)?;
        let page = blocking(snapshot, move |snapshot| {
            let after = match after {
                Some(after) => after,
                None => feed::start(snapshot, tenant.id)?,
            };
            receipt::after(snapshot, tenant.id, after, limit)
        });
        let page = page.await?.map_err(expired_of_tenant)?;
        Ok(view::receipts(page))
    }

    async fn replay(&self, tenant: &str) -> Result<ReplayedView, Problem> {
        let snapshot = self.snapshot()?;
        let tenant = find(&*snapshot, tenant)?;
        let folder = tempfile::tempdir().map_err(|error| broken(&error))?;
        let replayed = blocking(snapshot, move |snapshot| {
            let options = Options {
                cache_bytes: SCRATCH_CACHE,
                recovery: Recovery::Lean,
            };
            let scratch = RedbEngine::open(&folder.path().join("replay.redb"), options)?;
            replay::replay(snapshot, tenant.id, &scratch)
        });
        let replayed = replayed.await?;
        if replayed.different > 0 {
            let count = replayed.different;
            tracing::error!(tenant = %tenant.id, count, "members are not as the history tells");
        }
        Ok(view::replayed(replayed))
    }
}

impl TreeAdministration {
    /// For a call that stays: however many there are, the operator's calls find a connection.
    fn place_to_wait(&self) -> Result<OwnedSemaphorePermit, Problem> {
        let places = Arc::clone(&self.places_to_wait);
        places.try_acquire_owned().map_err(|_| {
            Problem::new(
                503,
                "too-many-wait",
                "Too many calls wait",
                format!(
                    "{MOST_WAITING} calls wait for events or watch a tenant already. Wait for the events \
                     of all tenants in one call, or ask without wait."
                ),
            )
        })
    }
}

/// Returns when the daemon leaves.
async fn ended(news: &mut watch::Receiver<()>) {
    while news.changed().await.is_ok() {}
}

/// Waits for a commit, which may hold something for whoever waits. False when there was none in time.
async fn hears(news: &mut watch::Receiver<()>, until: Instant) -> bool {
    let heard = tokio::time::timeout_at(until, news.changed()).await;
    if !matches!(heard, Ok(Ok(()))) {
        return false;
    }
    // Others commit too, many times a second: to look after each would be work for nothing.
    tokio::time::sleep(BREATH).await;
    true
}

/// What there is now.
fn read(snapshot: &dyn Snapshot, query: &EventQuery) -> Result<FeedView, Problem> {
    match &query.tenant {
        Some(tenant) => {
            let tenant = find(snapshot, tenant)?;
            of_one(snapshot, &tenant, query)
        }
        None => of_all(snapshot, query),
    }
}

fn of_one(
    snapshot: &dyn Snapshot,
    tenant: &Tenant,
    query: &EventQuery,
) -> Result<FeedView, Problem> {
    let mut after = match query.after.as_deref() {
        None => feed::start(snapshot, tenant.id).map_err(|error| unreadable(&error))?,
        Some("latest") => last(snapshot, tenant.id)?,
        Some(after) => after.parse().map_err(|_| not_a_cursor())?,
    };
    let mut view = FeedView {
        items: Vec::new(),
        next: after.to_string(),
        more: false,
    };
    for _ in 0..MOST_LOOKS {
        let look = if query.types.is_empty() {
            query.limit
        } else {
            LOOK
        };
        let found = feed::after(snapshot, tenant.id, after, look);
        let found = found.map_err(|error| unreadable(&error))?;
        let feed = found.map_err(expired_of_tenant)?;
        view.more = false;
        for event in feed.events {
            if view.items.len() == query.limit {
                view.more = true;
                break;
            }
            after = event.seq;
            if takes(query, &event.kind) {
                view.items.push(view::event(tenant.id, event));
            }
        }
        view.more = view.more || after < feed.last;
        if !view.more || view.items.len() == query.limit {
            break;
        }
    }
    view.next = after.to_string();
    Ok(view)
}

fn of_all(snapshot: &dyn Snapshot, query: &EventQuery) -> Result<FeedView, Problem> {
    let after = match query.after.as_deref() {
        None => Place::start(snapshot).map_err(|error| unreadable(&error))?,
        Some("latest") => Place::end(snapshot).map_err(|error| unreadable(&error))?,
        Some(after) => after.parse().map_err(|_| not_a_cursor())?,
    };
    let found = feed::of_all(snapshot, after, query.limit, &|_, kind| takes(query, kind));
    let FeedOfAll { events, next, more } =
        found.map_err(|error| unreadable(&error))?.map_err(|_| {
            expired("begin anew at `after=latest` and take the snapshot of each tenant")
        })?;
    Ok(FeedView {
        items: events
            .into_iter()
            .map(|(tenant, event)| view::event(tenant, event))
            .collect(),
        next: next.to_string(),
        more,
    })
}

fn takes(query: &EventQuery, kind: &str) -> bool {
    query.types.is_empty() || query.types.iter().any(|wanted| wanted == kind)
}

fn last(snapshot: &dyn Snapshot, tenant: TenantId) -> Result<u64, Problem> {
    let counters = reader::counters::of(snapshot, tenant).map_err(|error| unreadable(&error))?;
    Ok(counters.next_event - 1)
}

fn expired_of_tenant(Expired { first, last }: Expired) -> Problem {
    expired(&format!(
        "events {first} to {last} are there; take the tenant's snapshot and go on behind its seq"
    ))
}

/// 410.
fn expired(what_to_do: &str) -> Problem {
    Problem::new(
        410,
        "cursor-expired",
        "The feed does not go on from there",
        format!(
            "What followed is no longer kept, or the store is an older one than it was: {what_to_do}."
        ),
    )
}
