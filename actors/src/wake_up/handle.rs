//! The way in to the wake-up actor.

use std::{sync::Arc, time::Duration};

use super::{WakeUpState, message::Message};
use crate::mailbox::{AskError, Mailbox};

/// Cheap to clone.
#[derive(Debug, Clone)]
pub(crate) struct WakeUpHandle {
    mailbox: Arc<Mailbox<Message>>,
}

impl WakeUpHandle {
    pub(crate) fn new(mailbox: Arc<Mailbox<Message>>) -> Self {
        Self { mailbox }
    }

    /// Look now instead of at the next tick. If it is not running, its start looks anyway.
    pub(crate) fn nudge(&self) {
        self.mailbox.tell(Message::Look);
    }

    pub(crate) async fn inspect(&self, limit: Duration) -> Result<WakeUpState, AskError> {
        self.mailbox
            .query(limit, |reply| Message::Inspect { reply })
            .await
    }
}
