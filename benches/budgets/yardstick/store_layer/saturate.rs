//! Submitters in a closed loop, as the connections of the load generator are.

use std::{
    sync::{Arc, atomic::Ordering},
    time::{Duration, Instant},
};

use roster::TenantId;
use store::{error::WriteError, operation::Operation, writer::Answer};
use tokio::{sync::oneshot, task::JoinSet};

use super::StoreLayer;
use crate::{
    Fallible,
    load::{Bounds, Limit, Report},
};

/// Makes the operation with a number, and says whose it is.
type Make<O> = fn(&StoreLayer, u64) -> Fallible<(TenantId, O)>;

/// Each submitter waits for its last operation to be durable before the next. The first refusal
/// ends the run.
pub(super) async fn saturate<O: Operation>(
    layer: &StoreLayer,
    submitters: usize,
    bounds: Bounds,
    make: Make<O>,
) -> Fallible<Report> {
    let begun = Instant::now();
    let limit = Arc::new(Limit::new(begun, bounds));
    let mut tasks = JoinSet::new();
    for _ in 0..submitters {
        tasks.spawn(submit(layer.clone(), Arc::clone(&limit), make));
    }
    let mut latencies = Vec::new();
    while let Some(finished) = tasks.join_next().await {
        latencies.extend(finished??);
    }
    Ok(Report::new(begun.elapsed(), latencies))
}

async fn submit<O: Operation>(
    layer: StoreLayer,
    limit: Arc<Limit>,
    make: Make<O>,
) -> Fallible<Vec<Duration>> {
    let mut latencies = Vec::new();
    let mut begun = Instant::now();
    while limit.admits(begun) {
        let number = layer.next.fetch_add(1, Ordering::Relaxed);
        let (tenant, operation) = make(&layer, number)?;
        begun = Instant::now();
        let (sender, receiver) = oneshot::channel();
        layer
            .store
            .submit(tenant, operation, Box::new(()), Box::new(Reply(sender)));
        receiver.await??;
        latencies.push(begun.elapsed());
    }
    Ok(latencies)
}

struct Reply<T>(oneshot::Sender<Result<T, WriteError>>);

impl<T: Send> Answer<T> for Reply<T> {
    fn is_abandoned(&self) -> bool {
        self.0.is_closed()
    }

    fn give(self: Box<Self>, outcome: Result<T, WriteError>) {
        // Whoever no longer waits needs no answer.
        drop(self.0.send(outcome));
    }
}
