//! The way in to the tenants.

use std::{sync::Arc, time::Duration};

use roster::TenantId;

use super::{
    Table, TenantsState,
    message::{Activate, Message},
};
use crate::{
    mailbox::{AskError, Mailbox},
    tenant::{Tenant, Visit},
};

/// How long an activation may take. It is work in memory only.
const ACTIVATION_LIMIT: Duration = Duration::from_secs(10);
/// A tenant that was leaving when it was found may have to be activated again.
const ATTEMPTS: usize = 3;

/// Cheap to clone.
#[derive(Debug, Clone)]
pub(crate) struct TenantsHandle {
    mailbox: Arc<Mailbox<Message>>,
    table: Table,
}

/// The tenant could not be had now; nothing has happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum ActivateError {
    #[error("the tenant could not be activated")]
    Ask(#[from] AskError),
    #[error("the tenant kept leaving")]
    Leaving,
}

impl TenantsHandle {
    pub(crate) fn new(mailbox: Arc<Mailbox<Message>>, table: Table) -> Self {
        Self { mailbox, table }
    }

    /// Goes into the tenant, which is activated first if it sleeps. It stays in memory until the
    /// visit is dropped. The caller makes sure that the tenant exists.
    pub(crate) async fn visit(&self, tenant: TenantId) -> Result<Visit, ActivateError> {
        if let Some(visit) = self.table.find(tenant).and_then(Visit::enter) {
            return Ok(visit);
        }
        for _ in 0..ATTEMPTS {
            let active = self
                .mailbox
                .ask(ACTIVATION_LIMIT, |permit, reply| {
                    Message::Activate(Activate {
                        tenant,
                        permit,
                        reply,
                    })
                })
                .await?;
            if let Some(visit) = Visit::enter(active) {
                return Ok(visit);
            }
        }
        Err(ActivateError::Leaving)
    }

    /// Those in memory now.
    pub(crate) fn active(&self) -> Vec<Arc<Tenant>> {
        self.table.all()
    }

    /// Activates nobody any more and waits until all have drained, at most `limit`.
    pub(crate) async fn drain(&self, limit: Duration) -> Result<(), AskError> {
        self.mailbox
            .query(limit, |reply| Message::Drain { reply })
            .await
    }

    pub(crate) async fn inspect(&self, limit: Duration) -> Result<TenantsState, AskError> {
        self.mailbox
            .query(limit, |reply| Message::Inspect { reply })
            .await
    }

    /// Looks for idle tenants now.
    #[cfg(test)]
    pub(crate) fn sweep(&self) {
        self.mailbox.post(Message::Sweep).unwrap();
    }
}
