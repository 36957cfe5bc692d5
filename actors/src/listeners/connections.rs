//! The open connections: each is a task, all are tracked, so that a drain knows when it is done.

use std::{net::IpAddr, sync::Arc, time::Duration};

use tokio_util::{sync::CancellationToken, task::TaskTracker};
use transport::Incoming;

use super::{
    Duty, Serve,
    door::{Door, Most, Place},
};
use crate::{administration::MOST_WAITING, generation::InForce};

/// Admin connections at once. Apart from the others, so that a full house never locks the operator
/// out; and more than calls may wait on them, so that those who wait do not either.
const ADMIN_CONNECTIONS: usize = MOST_WAITING + 64;

/// What outlives the listeners actor. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Connections {
    scim: Service,
    admin: Service,
    in_force: InForce,
    tasks: TaskTracker,
    closing: CancellationToken,
    aborting: CancellationToken,
}

#[derive(Clone)]
struct Service {
    serve: Arc<dyn Serve>,
    door: Arc<Door>,
}

impl Connections {
    pub(crate) fn new(scim: Arc<dyn Serve>, admin: Arc<dyn Serve>, in_force: InForce) -> Self {
        let service = |serve| Service {
            serve,
            door: Arc::default(),
        };
        Self {
            scim: service(scim),
            admin: service(admin),
            in_force,
            tasks: TaskTracker::new(),
            closing: CancellationToken::new(),
            aborting: CancellationToken::new(),
        }
    }

    /// A place for the connection, or `None` if its address has too many already.
    pub(super) async fn place(&self, duty: Duty, address: Option<IpAddr>) -> Option<Place> {
        let most = match duty {
            Duty::Admin => Most {
                connections: ADMIN_CONNECTIONS,
                per_address: ADMIN_CONNECTIONS,
            },
            Duty::Scim => {
                let limits = &self.in_force.load().settings.limits;
                Most {
                    connections: limits.connections,
                    per_address: limits.connections_per_address,
                }
            }
        };
        let door = &self.service(duty).door;
        door.enter(address, most).await
    }

    /// Serves the connection in a task of its own, handshake included.
    pub(super) fn serve(&self, duty: Duty, incoming: Incoming, place: Place) {
        let handshake = self.in_force.load().settings.limits.handshake;
        let serve = Arc::clone(&self.service(duty).serve);
        let closing = self.closing.clone();
        let aborting = self.aborting.clone();
        self.tasks.spawn(async move {
            let peer = incoming.peer.clone();
            let served = async {
                match incoming.establish(handshake).await {
                    Ok(stream) => serve.serve(stream, peer, closing).await,
                    // Port scanners and health checks do this all day.
                    Err(error) => tracing::debug!(%error, "no handshake"),
                }
            };
            tokio::select! {
                () = served => {}
                () = aborting.cancelled() => {}
            }
            drop(place);
        });
    }

    /// Asks every connection to finish what it has and leave.
    pub(crate) fn close(&self) {
        self.tasks.close();
        self.closing.cancel();
    }

    /// After `close`: waits for the last connection, at most `limit`; then ends the rest. Returns
    /// how many had to be ended.
    pub(crate) async fn finished(&self, limit: Duration) -> usize {
        if tokio::time::timeout(limit, self.tasks.wait()).await.is_ok() {
            return 0;
        }
        let unfinished = self.tasks.len();
        self.aborting.cancel();
        self.tasks.wait().await;
        unfinished
    }

    /// Connections open now, and connections turned away since the start.
    pub(super) fn counts(&self, duty: Duty) -> (usize, u64) {
        self.service(duty).door.counts()
    }

    fn service(&self, duty: Duty) -> &Service {
        match duty {
            Duty::Scim => &self.scim,
            Duty::Admin => &self.admin,
        }
    }
}

impl std::fmt::Debug for Connections {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Connections")
            .field("open", &self.tasks.len())
            .field("closing", &self.closing.is_cancelled())
            .finish_non_exhaustive()
    }
}
