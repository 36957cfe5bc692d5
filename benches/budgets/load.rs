//! The load generator: a closed loop of HTTP/1.1 keep-alive connections.
//!
//! Each connection sends its next request when the answer to the last one has come. All of them
//! share one thread, and a request is a few bytes written into a buffer that is used again: the
//! generator has to cost less than the servers it drives, for it takes its time from the same
//! cores.

mod connection;
pub(crate) mod head;
mod limit;
mod report;
mod workload;

use std::{
    net::SocketAddr,
    sync::Arc,
    time::{Duration, Instant},
};

use tokio::task::JoinSet;

pub(crate) use connection::Connection;
pub(crate) use limit::{Bounds, Limit};
pub(crate) use report::{Report, Samples};
pub(crate) use workload::{Numbers, Workload};

use crate::Fallible;

/// Drives a server with `connections` connections. The first answer that is not the expected one
/// ends the run with an error: a server that refuses quickly is not a fast server.
pub(crate) async fn run(
    server: SocketAddr,
    workload: &Arc<Workload>,
    connections: usize,
    bounds: Bounds,
) -> Fallible<Report> {
    let mut open = Vec::with_capacity(connections);
    for _ in 0..connections {
        open.push(Connection::open(server).await?);
    }
    let begun = Instant::now();
    let limit = Arc::new(Limit::new(begun, bounds));
    let mut tasks = JoinSet::new();
    for connection in open {
        tasks.spawn(drive(connection, Arc::clone(workload), Arc::clone(&limit)));
    }
    let mut latencies = Vec::new();
    while let Some(finished) = tasks.join_next().await {
        latencies.extend(finished??);
    }
    Ok(Report::new(begun.elapsed(), latencies))
}

async fn drive(
    mut connection: Connection,
    workload: Arc<Workload>,
    limit: Arc<Limit>,
) -> Fallible<Vec<Duration>> {
    let mut latencies = Vec::new();
    let mut request = Vec::new();
    let mut sent = 0;
    let mut begun = Instant::now();
    while limit.admits(begun) {
        request.clear();
        workload.write_next(sent, &mut request);
        sent += 1;
        begun = Instant::now();
        let status = connection.exchange(&request).await?;
        workload.check(status, connection.body())?;
        latencies.push(begun.elapsed());
    }
    Ok(latencies)
}
