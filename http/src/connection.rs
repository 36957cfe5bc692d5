//! Serving one accepted connection, HTTP/1.1 or HTTP/2.
//!
//! The accept loop is elsewhere: here a connection begins after its handshake.

mod pace;
mod paced;
mod protocol;
mod worded;

use std::{convert::Infallible, sync::Arc};

use http::StatusCode;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use settings::Limits;
use tokio_util::sync::CancellationToken;
use transport::{Peer, Stream};

use crate::service::Service;
use pace::{Counted, Pace};
use paced::Paced;
use worded::Worded;

/// Serves until the client leaves, a limit is passed, or `shutdown` is cancelled and the requests
/// under way are answered. Dropping the future ends the connection at once.
pub async fn serve<S: Service>(
    stream: Stream,
    peer: Peer,
    service: Arc<S>,
    limits: &Limits,
    shutdown: CancellationToken,
) {
    let pace = Arc::new(Pace::new(limits.header, limits.idle));
    let paced = Paced::new(stream, Arc::clone(&pace));
    let worded = Worded::new(paced, Arc::clone(&service), Arc::clone(&pace));
    let io = TokioIo::new(worded);
    let peer = Arc::new(peer);
    let service = service_fn(|request| {
        let service = Arc::clone(&service);
        let peer = Arc::clone(&peer);
        let request_under_way = pace.begin();
        async move {
            let answer = service.handle(request, &peer).await;
            if answer.status() == StatusCode::PAYLOAD_TOO_LARGE {
                request_under_way.leaves_body_unread();
            }
            Ok::<_, Infallible>(answer.map(|body| Counted::new(body, request_under_way)))
        }
    });
    let builder = protocol::builder(limits);
    let mut connection = std::pin::pin!(builder.serve_connection(io, service));
    let ended = tokio::select! {
        ended = connection.as_mut() => ended,
        () = shutdown.cancelled() => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    if let Err(error) = ended {
        // The usual end of a connection whose client is slow, gone or not speaking HTTP.
        tracing::debug!(error, "connection ended");
    }
}
