//! Between the listeners, which know connections, and `rosterd_http`, which knows requests.

use std::{future::Future, pin::Pin, sync::Arc};

use rosterd_http::{connection, service::Service};
use tokio_util::sync::CancellationToken;
use transport::{Peer, Stream};

use crate::{generation::InForce, listeners::Serve};

/// Serves connections over HTTP, under the limits in force when each began.
pub(super) struct Http<S> {
    pub(super) service: Arc<S>,
    pub(super) in_force: InForce,
}

impl<S: Service> Serve for Http<S> {
    fn serve(
        &self,
        stream: Stream,
        peer: Peer,
        closing: CancellationToken,
    ) -> Pin<Box<dyn Future<Output = ()> + Send>> {
        let service = Arc::clone(&self.service);
        let generation = self.in_force.load();
        Box::pin(async move {
            let limits = &generation.settings.limits;
            connection::serve(stream, peer, service, limits, closing).await;
        })
    }
}
