//! Who watches the calls of which tenant (I8). A call that nobody watches costs one look at a number.

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
};

use roster::TenantId;
use rosterd_http::provider::Exchange;
use tokio::sync::broadcast;

/// Calls that one who watches may be behind; of more, the oldest are lost to them.
const BEHIND: usize = 256;

/// Cheap to clone.
#[derive(Debug, Clone, Default)]
pub(crate) struct Watches(Arc<Shared>);

#[derive(Debug, Default)]
struct Shared {
    /// Tenants that are watched.
    count: AtomicUsize,
    tenants: Mutex<HashMap<TenantId, broadcast::Sender<Arc<Exchange>>>>,
}

/// Somebody who watches.
#[derive(Debug)]
pub(crate) struct Watch {
    tenant: TenantId,
    watches: Watches,
    /// None once it is over.
    exchanges: Option<broadcast::Receiver<Arc<Exchange>>>,
}

impl Watches {
    pub(crate) fn begin(&self, tenant: TenantId) -> Watch {
        let mut tenants = self.tenants();
        let sender = tenants
            .entry(tenant)
            .or_insert_with(|| broadcast::channel(BEHIND).0);
        let exchanges = Some(sender.subscribe());
        self.0.count.store(tenants.len(), Ordering::Relaxed);
        Watch {
            tenant,
            watches: self.clone(),
            exchanges,
        }
    }

    pub(crate) fn is_watched(&self, tenant: TenantId) -> bool {
        self.0.count.load(Ordering::Relaxed) > 0 && self.tenants().contains_key(&tenant)
    }

    pub(crate) fn show(&self, tenant: TenantId, exchange: Exchange) {
        if let Some(sender) = self.tenants().get(&tenant) {
            // Who has just left does not see it.
            drop(sender.send(Arc::new(exchange)));
        }
    }

    fn tenants(&self) -> MutexGuard<'_, HashMap<TenantId, broadcast::Sender<Arc<Exchange>>>> {
        // Nothing is half done under the lock.
        self.0
            .tenants
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

impl Watch {
    /// The next call. How many were lost is told in front of it; none when nothing comes any more.
    pub(crate) async fn next(&mut self) -> Option<Result<Arc<Exchange>, u64>> {
        match self.exchanges.as_mut()?.recv().await {
            Ok(exchange) => Some(Ok(exchange)),
            Err(broadcast::error::RecvError::Lagged(lost)) => Some(Err(lost)),
            Err(broadcast::error::RecvError::Closed) => None,
        }
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.exchanges = None;
        let mut tenants = self.watches.tenants();
        if tenants
            .get(&self.tenant)
            .is_some_and(|sender| sender.receiver_count() == 0)
        {
            tenants.remove(&self.tenant);
        }
        self.watches.0.count.store(tenants.len(), Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests;
