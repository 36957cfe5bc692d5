//! All members of a tenant at one moment.

use std::{sync::Arc, time::Duration};

use futures_util::stream;
use roster::{Member, MemberId, Tenant};
use rosterd_http::admin::{self, MemberView, Problem};
use store::{engine::Snapshot, error::EngineError, reader};
use tokio::time::Instant;

use super::super::{
    problem::{broken, busy, unreadable},
    view,
};

/// Members that are read at once.
const PAGE: usize = 500;
/// How long the store is kept from reusing what the snapshot sees: a reader that takes longer is cut off.
const LONGEST: Duration = Duration::from_mins(2);

/// Begins one: its pages are read as they are sent.
pub(super) async fn of(
    snapshot: Arc<dyn Snapshot>,
    tenant: Tenant,
) -> Result<admin::Snapshot, Problem> {
    let (seq, hash) = read(&snapshot, {
        let tenant = tenant.id;
        move |rows| {
            let counters = reader::counters::of(rows, tenant)?;
            Ok((counters.next_event - 1, reader::state::hash(rows, tenant)?))
        }
    })
    .await?;
    let id = tenant.id.to_string();
    let walk = Walk {
        snapshot,
        tenant,
        after: None,
        is_over: false,
        until: Instant::now() + LONGEST,
    };
    Ok(admin::Snapshot {
        tenant: id,
        seq,
        hash,
        members: Box::pin(stream::unfold(walk, |mut walk| async {
            let page = walk.page().await?;
            if page.is_err() {
                walk.is_over = true;
            }
            Some((page, walk))
        })),
    })
}

struct Walk {
    snapshot: Arc<dyn Snapshot>,
    tenant: Tenant,
    /// The last one who was read.
    after: Option<MemberId>,
    is_over: bool,
    until: Instant,
}

impl Walk {
    async fn page(&mut self) -> Option<Result<Vec<MemberView>, Problem>> {
        if self.is_over {
            return None;
        }
        if Instant::now() > self.until {
            return Some(Err(busy(&TooSlow)));
        }
        let (tenant, after) = (self.tenant.id, self.after);
        let page = read(&self.snapshot, move |rows| {
            reader::member::list(rows, tenant, after, PAGE)
        });
        let page = match page.await {
            Ok(page) => page,
            Err(problem) => return Some(Err(problem)),
        };
        self.after = page.last().map(|member| member.id);
        self.is_over = page.len() < PAGE;
        let members = page.into_iter().filter(Member::is_member);
        let views = members.map(|member| view::member(member, &self.tenant));
        Some(Ok(views.collect()))
    }
}

#[derive(Debug, thiserror::Error)]
#[error("the snapshot was read too slowly")]
struct TooSlow;

async fn read<T: Send + 'static>(
    snapshot: &Arc<dyn Snapshot>,
    look: impl FnOnce(&dyn Snapshot) -> Result<T, EngineError> + Send + 'static,
) -> Result<T, Problem> {
    let snapshot = Arc::clone(snapshot);
    tokio::task::spawn_blocking(move || look(&*snapshot))
        .await
        .map_err(|error| broken(&error))?
        .map_err(|error| unreadable(&error))
}
