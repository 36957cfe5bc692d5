//! Unix sockets: plain HTTP for a proxy on the same machine, and the admin interface.

use std::{
    fs::{self, Permissions},
    io,
    os::unix::fs::{FileTypeExt, MetadataExt, PermissionsExt},
    path::{Path, PathBuf},
};

use socket2::{Domain, SockAddr, Socket, Type};
use tokio::net::{UnixListener, UnixStream};

use crate::{Accept, BACKLOG, Endpoint, Error, Incoming, Listener, Peer, Stream};

/// A unix socket that listens.
#[derive(Debug)]
pub(crate) struct Unix {
    socket: UnixListener,
    path: PathBuf,
    /// None for a socket that systemd made: it is not ours to change or to remove.
    owned: Option<Inode>,
}

/// Which file a path led to: device and number.
type Inode = (u64, u64);

impl Unix {
    pub(crate) async fn bind(path: &Path, mode: u32) -> Result<Self, Error> {
        remove_stale(path).await?;
        let (socket, inode) = listen(path, mode).map_err(|source| failed(path, source))?;
        Ok(Self {
            socket,
            path: path.to_owned(),
            owned: Some(inode),
        })
    }

    /// Takes over a socket that listens already.
    pub(crate) fn adopt(
        socket: std::os::unix::net::UnixListener,
        path: PathBuf,
    ) -> Result<Self, Error> {
        let socket = UnixListener::from_std(socket).map_err(|source| failed(&path, source))?;
        Ok(Self {
            socket,
            path,
            owned: None,
        })
    }
}

impl Listener for Unix {
    fn accept(&self) -> Accept<'_> {
        Box::pin(async {
            let (stream, _) = self.socket.accept().await?;
            let peer = Peer {
                address: None,
                // Without it the peer is simply unknown; who needs to know refuses it.
                user: stream.peer_cred().ok().map(|credentials| credentials.uid()),
                tls: false,
            };
            Ok(Incoming::new(peer, async {
                Ok(Box::new(stream) as Stream)
            }))
        })
    }

    fn endpoint(&self) -> Endpoint {
        Endpoint {
            text: format!("unix:{}", self.path.display()),
            address: None,
            tls: false,
        }
    }

    fn is_in_place(&self) -> bool {
        // While the socket is open its inode is not given to another file.
        let is_there = |owned| inode(&self.path).is_ok_and(|now| now == owned);
        self.owned.is_none_or(is_there)
    }

    fn reload(&self, listener: &settings::Listener) -> Result<(), Error> {
        match listener {
            settings::Listener::Unix { mode, .. } if self.owned.is_some() => {
                let mode = Permissions::from_mode(*mode);
                // Whatever has the path now may be somebody else's.
                let changed = if self.is_in_place() {
                    fs::set_permissions(&self.path, mode)
                } else {
                    Err(io::ErrorKind::NotFound.into())
                };
                changed.map_err(|source| failed(&self.path, source))
            }
            settings::Listener::Systemd {
                name, tls: Some(_), ..
            } => Err(Error::TlsOnUnix { name: name.clone() }),
            _ => Ok(()),
        }
    }
}

impl Drop for Unix {
    /// Removes the socket's file, unless another socket has taken the path since.
    fn drop(&mut self) {
        if self.owned.is_some()
            && self.is_in_place()
            && let Err(error) = fs::remove_file(&self.path)
        {
            tracing::debug!(path = %self.path.display(), %error, "cannot remove the socket");
        }
    }
}

/// Removes a socket that nothing answers on. Any other file is left alone.
async fn remove_stale(path: &Path) -> Result<(), Error> {
    let kind = match fs::symlink_metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        found => found.map_err(|source| failed(path, source))?.file_type(),
    };
    if !kind.is_socket() {
        return Err(Error::SocketForeign {
            path: path.to_owned(),
        });
    }
    match UnixStream::connect(path).await {
        // A full backlog is an answer too: the process is busy, not dead.
        Ok(_) => Err(Error::SocketInUse {
            path: path.to_owned(),
        }),
        Err(error) if error.kind() == io::ErrorKind::WouldBlock => Err(Error::SocketInUse {
            path: path.to_owned(),
        }),
        Err(error) if error.kind() == io::ErrorKind::ConnectionRefused => {
            fs::remove_file(path).map_err(|source| failed(path, source))
        }
        Err(source) => Err(failed(path, source)),
    }
}

fn listen(path: &Path, mode: u32) -> io::Result<(UnixListener, Inode)> {
    let socket = Socket::new(Domain::UNIX, Type::STREAM.nonblocking(), None)?;
    socket.bind(&SockAddr::unix(path)?)?;
    // Before `listen`, so that nobody connects under the mode that the umask gave.
    fs::set_permissions(path, Permissions::from_mode(mode))?;
    socket.listen(BACKLOG)?;
    Ok((UnixListener::from_std(socket.into())?, inode(path)?))
}

fn inode(path: &Path) -> io::Result<Inode> {
    let metadata = fs::symlink_metadata(path)?;
    Ok((metadata.dev(), metadata.ino()))
}

fn failed(path: &Path, source: io::Error) -> Error {
    Error::Socket {
        path: path.to_owned(),
        source,
    }
}

#[cfg(test)]
mod tests;
