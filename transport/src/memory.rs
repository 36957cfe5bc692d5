//! Connections within the process, for tests: no port, no kernel, nothing to clean up.

use std::io;

use tokio::{
    io::DuplexStream,
    sync::{Mutex, mpsc},
};

use crate::{Accept, Endpoint, Error, Incoming, Listener, Peer, Stream};

/// A listener that only its [`Connector`] can reach.
#[derive(Debug)]
pub struct Memory {
    arriving: Mutex<mpsc::Receiver<DuplexStream>>,
}

/// The way to a [`Memory`] listener.
#[derive(Debug, Clone)]
pub struct Connector {
    listener: mpsc::Sender<DuplexStream>,
}

impl Memory {
    /// A listener and the way to it.
    pub fn new() -> (Self, Connector) {
        let (listener, arriving) = mpsc::channel(BACKLOG);
        let arriving = Mutex::new(arriving);
        (Self { arriving }, Connector { listener })
    }
}

impl Connector {
    /// A new connection.
    ///
    /// # Errors
    /// [`io::ErrorKind::ConnectionRefused`] if the listener is gone.
    pub async fn connect(&self) -> io::Result<DuplexStream> {
        let (near, far) = tokio::io::duplex(BUFFER);
        self.listener
            .send(far)
            .await
            .map_err(|_| io::ErrorKind::ConnectionRefused)?;
        Ok(near)
    }
}

impl Listener for Memory {
    /// Fails with [`io::ErrorKind::NotConnected`] once the last connector is gone.
    fn accept(&self) -> Accept<'_> {
        Box::pin(async {
            let stream = self.arriving.lock().await.recv().await;
            let stream = stream.ok_or(io::ErrorKind::NotConnected)?;
            let peer = Peer {
                address: None,
                user: None,
                tls: false,
            };
            Ok(Incoming::new(peer, async {
                Ok(Box::new(stream) as Stream)
            }))
        })
    }

    fn endpoint(&self) -> Endpoint {
        Endpoint {
            text: String::from("memory"),
            address: None,
            tls: false,
        }
    }

    fn reload(&self, _listener: &settings::Listener) -> Result<(), Error> {
        Ok(())
    }
}

/// Connections that may wait to be accepted.
const BACKLOG: usize = 16;

/// Bytes under way in one direction, about as many as a socket holds.
const BUFFER: usize = 64 << 10;

#[cfg(test)]
mod tests;
