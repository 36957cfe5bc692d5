//! `[admin]`: where the operator's verbs reach the daemon.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::{
    place::{Place, Refusal},
    socket_path,
};

/// `[admin]`: where the operator's verbs reach the daemon.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields, expecting = "a table")]
pub struct Admin {
    /// The unix socket of the admin interface. Whoever may connect to it may do everything.
    pub socket: PathBuf,
    /// The socket's file mode; nothing for others.
    #[serde(with = "crate::mode")]
    pub mode: u32,
}

impl Default for Admin {
    fn default() -> Self {
        Self {
            socket: PathBuf::from("/run/rosterd/admin.sock"),
            mode: 0o660,
        }
    }
}

impl Admin {
    pub(crate) fn check(&self) -> Result<(), Refusal> {
        socket_path::check(&self.socket, Place::key("admin", "socket"))?;
        let others = self.mode % 0o10;
        if others == 0 {
            return Ok(());
        }
        Err(Refusal::new(
            Place::key("admin", "mode"),
            "this mode would let every local user administer the daemon",
            "end it in 0, and give access by the socket's group",
        ))
    }
}
