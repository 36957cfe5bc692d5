//! Sockets that systemd opened and passed on, found by their `FileDescriptorName=`.
//!
//! systemd keeps such a socket open over a restart, so no connection is refused meanwhile. Several
//! `ListenStream=` lines of one unit share a name; they are then served as one listener.

use std::{
    io,
    os::fd::{FromRawFd, OwnedFd},
    sync::OnceLock,
};

use futures_util::future;
use socket2::{Domain, Socket, Type};

use crate::{Accept, Endpoint, Error, Listener, tcp::Tcp, unix::Unix};

/// The listener of every socket named `name`.
pub(crate) fn adopt(name: &str, tls: Option<&settings::Tls>) -> Result<Box<dyn Listener>, Error> {
    let passed = passed().map_err(|source| Error::Systemd { source })?;
    let mut listeners = passed
        .iter()
        .filter(|(of, _)| of == name)
        .map(|(_, socket)| {
            // Duplicated, so that a reload may close the listener and a later one open it again.
            let socket = socket
                .try_clone()
                .map_err(|source| Error::Systemd { source })?;
            listener(name, socket.into(), tls)
        })
        .collect::<Result<Vec<_>, _>>()?;
    match (listeners.pop(), listeners.is_empty()) {
        (Some(only), true) => Ok(only),
        (Some(last), false) => {
            listeners.push(last);
            Ok(Box::new(Several { listeners }))
        }
        (None, _) => Err(Error::SystemdMissing {
            name: name.to_owned(),
            passed: passed.iter().map(|(name, _)| name.clone()).collect(),
        }),
    }
}

fn listener(
    name: &str,
    socket: Socket,
    tls: Option<&settings::Tls>,
) -> Result<Box<dyn Listener>, Error> {
    let system = |source| Error::Systemd { source };
    let unfit = || Error::SystemdUnfit {
        name: name.to_owned(),
    };
    let stream = socket.r#type().is_ok_and(|kind| kind == Type::STREAM);
    if !stream || !socket.is_listener().is_ok_and(|listens| listens) {
        return Err(unfit());
    }
    socket.set_nonblocking(true).map_err(system)?;
    let address = socket.local_addr().map_err(system)?;
    match (address.domain(), address.as_socket()) {
        (_, Some(address)) => Ok(Box::new(Tcp::adopt(socket.into(), address, tls)?)),
        (Domain::UNIX, None) if tls.is_some() => Err(Error::TlsOnUnix {
            name: name.to_owned(),
        }),
        (Domain::UNIX, None) => {
            let path = address.as_pathname().unwrap_or(name.as_ref()).to_owned();
            Ok(Box::new(Unix::adopt(socket.into(), path)?))
        }
        _ => Err(unfit()),
    }
}

/// Several sockets of one name.
#[derive(Debug)]
struct Several {
    listeners: Vec<Box<dyn Listener>>,
}

impl Listener for Several {
    fn accept(&self) -> Accept<'_> {
        let accepts = self.listeners.iter().map(|listener| listener.accept());
        Box::pin(async move { future::select_all(accepts).await.0 })
    }

    fn endpoint(&self) -> Endpoint {
        let endpoints: Vec<_> = self.listeners.iter().map(|one| one.endpoint()).collect();
        let texts: Vec<_> = endpoints.iter().map(|one| one.text.as_str()).collect();
        Endpoint {
            text: texts.join(" "),
            address: endpoints.iter().find_map(|one| one.address),
            tls: endpoints.iter().any(|one| one.tls),
        }
    }

    fn reload(&self, listener: &settings::Listener) -> Result<(), Error> {
        self.listeners
            .iter()
            .try_for_each(|one| one.reload(listener))
    }
}

/// Every socket that systemd passed to this process, by name.
fn passed() -> io::Result<&'static [(String, OwnedFd)]> {
    // Once in the life of the process: from then on these descriptors are owned here.
    static PASSED: OnceLock<Result<Vec<(String, OwnedFd)>, io::ErrorKind>> = OnceLock::new();
    let passed = PASSED.get_or_init(|| {
        let descriptors = sd_notify::listen_fds_with_names().map_err(|error| error.kind())?;
        Ok(descriptors.map(|(fd, name)| (name, own(fd))).collect())
    });
    passed.as_deref().map_err(|kind| io::Error::from(*kind))
}

#[expect(
    unsafe_code,
    reason = "the only way to own a descriptor that is known by its number"
)]
fn own(fd: i32) -> OwnedFd {
    // SAFETY: sd_listen_fds(3) passes these numbers, open, to the process whose id is LISTEN_PID,
    // which was just compared with ours. `passed` is the only caller, and calls once per number.
    unsafe { OwnedFd::from_raw_fd(fd) }
}

#[cfg(test)]
mod tests;
