//! The bound sockets, and which setting each came from.

use std::sync::{Arc, Mutex, PoisonError};

use settings::Settings;

use super::Duty;

/// One bound listener.
#[derive(Debug)]
pub(crate) struct Socket {
    pub(super) duty: Duty,
    /// What the settings asked for, e.g. port 0, not what the kernel made of it.
    entry: settings::Listener,
    pub(super) listener: Box<dyn transport::Listener>,
}

/// The sockets in use. They outlive the listeners actor, so that a restart binds nothing anew.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sockets {
    bound: Arc<Mutex<Vec<Arc<Socket>>>>,
}

/// A listener that cannot be had.
#[derive(Debug, thiserror::Error)]
#[error("cannot listen on {entry}")]
pub struct BindError {
    entry: String,
    #[source]
    source: transport::Error,
}

/// The sockets that new settings ask for: those that are kept, with the entry that their TLS
/// material and file mode are to be taken from, and new ones, already bound.
#[derive(Debug)]
pub(crate) struct Prepared {
    kept: Vec<(Arc<Socket>, settings::Listener)>,
    bound: Vec<Arc<Socket>>,
}

impl Sockets {
    /// Binds what is new in `settings` and keeps what is there. Changes nothing yet.
    pub(crate) async fn prepare(&self, settings: &Settings) -> Result<Prepared, BindError> {
        let now = self.all();
        let mut prepared = Prepared {
            kept: Vec::new(),
            bound: Vec::new(),
        };
        for (duty, entry) in wanted(settings) {
            let is_kept = |socket: &&Arc<Socket>| {
                socket.serves(duty, &entry) && socket.listener.is_in_place()
            };
            match now.iter().find(is_kept) {
                Some(socket) => {
                    transport::check(&entry).map_err(|source| refused(&entry, source))?;
                    prepared.kept.push((Arc::clone(socket), entry));
                }
                None => prepared.bound.push(Arc::new(bind(duty, entry).await?)),
            }
        }
        Ok(prepared)
    }

    /// Takes over what was prepared. The TLS material was good a moment ago; should a file have been
    /// changed since, the error names it. Sockets that the settings no longer name are left out.
    pub(crate) fn take_over(&self, prepared: Prepared) -> Result<(), BindError> {
        for (socket, entry) in &prepared.kept {
            socket
                .listener
                .reload(entry)
                .map_err(|source| refused(entry, source))?;
        }
        let kept = prepared.kept.into_iter().map(|(socket, _)| socket);
        *self.bound.lock().unwrap_or_else(PoisonError::into_inner) =
            kept.chain(prepared.bound).collect();
        Ok(())
    }

    /// All of them, in the order of the settings.
    pub(crate) fn all(&self) -> Vec<Arc<Socket>> {
        self.bound
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Where a duty is served.
    pub(crate) fn endpoints(&self, duty: Duty) -> Vec<transport::Endpoint> {
        self.all()
            .iter()
            .filter(|socket| socket.duty == duty)
            .map(|socket| socket.listener.endpoint())
            .collect()
    }

    /// Lets go of all sockets.
    pub(crate) fn clear(&self) {
        self.bound
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clear();
    }
}

impl Socket {
    /// The same place in the network or the file system; certificates and file modes may differ.
    fn serves(&self, duty: Duty, entry: &settings::Listener) -> bool {
        use settings::Listener::{Systemd, Tcp, Unix};
        let same_place = match (&self.entry, entry) {
            (
                Tcp { address, tls },
                Tcp {
                    address: other,
                    tls: other_tls,
                },
            ) => address == other && tls.is_some() == other_tls.is_some(),
            (
                Systemd { name, tls },
                Systemd {
                    name: other,
                    tls: other_tls,
                },
            ) => name == other && tls.is_some() == other_tls.is_some(),
            (Unix { path, .. }, Unix { path: other, .. }) => path == other,
            _ => false,
        };
        self.duty == duty && same_place
    }
}

fn wanted(settings: &Settings) -> impl Iterator<Item = (Duty, settings::Listener)> {
    let admin = settings::Listener::Unix {
        path: settings.admin.socket.clone(),
        mode: settings.admin.mode,
    };
    let scim = settings.listeners.iter().cloned();
    scim.map(|entry| (Duty::Scim, entry))
        .chain([(Duty::Admin, admin)])
}

async fn bind(duty: Duty, entry: settings::Listener) -> Result<Socket, BindError> {
    let listener = transport::bind(&entry)
        .await
        .map_err(|source| refused(&entry, source))?;
    tracing::info!(endpoint = %listener.endpoint().text, ?duty, "listening");
    Ok(Socket {
        duty,
        entry,
        listener,
    })
}

fn refused(entry: &settings::Listener, source: transport::Error) -> BindError {
    let entry = match entry {
        settings::Listener::Tcp { address, .. } => address.to_string(),
        settings::Listener::Unix { path, .. } => path.display().to_string(),
        settings::Listener::Systemd { name, .. } => format!("the systemd socket {name}"),
    };
    BindError { entry, source }
}
