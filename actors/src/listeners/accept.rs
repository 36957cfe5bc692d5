//! One socket's accept loop.

use std::{io, sync::Arc, time::Duration};

use tokio::sync::watch;
use tokio_util::sync::CancellationToken;
use transport::AcceptFailure;

use super::{Connections, socket::Socket};

/// How long the loop leaves the kernel alone when it can give no more file descriptors.
const EXHAUSTED_PAUSE: Duration = Duration::from_millis(200);

/// Accepts until `closing`; not while paused.
pub(super) async fn accept(
    socket: Arc<Socket>,
    connections: Connections,
    mut paused: watch::Receiver<bool>,
    closing: CancellationToken,
) {
    let mut exhausted = false;
    loop {
        // It fails when the actor is gone, and then `closing` is cancelled.
        let unpaused = paused.wait_for(|paused| !paused);
        tokio::select! {
            unpaused = unpaused => drop(unpaused),
            () = closing.cancelled() => return,
        }
        let accepted = tokio::select! {
            accepted = socket.listener.accept() => accepted,
            _ = paused.changed() => continue,
            () = closing.cancelled() => return,
        };
        match accepted {
            Ok(incoming) => {
                exhausted = false;
                let place = connections.place(socket.duty, incoming.peer.address);
                let place = tokio::select! {
                    place = place => place,
                    () = closing.cancelled() => return,
                };
                if let Some(place) = place {
                    connections.serve(socket.duty, incoming, place);
                }
            }
            Err(error) => match AcceptFailure::of(&error) {
                AcceptFailure::Connection => tracing::debug!(%error, "connection lost"),
                AcceptFailure::Exhausted => {
                    if !exhausted {
                        report_exhausted(&socket, &error);
                    }
                    exhausted = true;
                    tokio::time::sleep(EXHAUSTED_PAUSE).await;
                }
                AcceptFailure::Listener => {
                    let endpoint = socket.listener.endpoint().text;
                    tracing::error!(%endpoint, %error, "the listener is lost");
                    return;
                }
            },
        }
    }
}

/// Once per spell: the log must not fill up as well.
fn report_exhausted(socket: &Socket, error: &io::Error) {
    let endpoint = socket.listener.endpoint().text;
    tracing::error!(
        %endpoint,
        %error,
        "no connection can be taken; raise LimitNOFILE or lower limits.connections"
    );
}
