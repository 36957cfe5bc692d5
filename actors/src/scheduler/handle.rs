//! The way in to a scheduler.

use std::{sync::Arc, time::Duration};

use super::{SchedulerState, message::Message};
use crate::{
    mailbox::{AskError, Mailbox},
    permit::Room,
};

/// Cheap to clone.
#[derive(Debug, Clone)]
pub(crate) struct SchedulerHandle {
    mailbox: Arc<Mailbox<Message>>,
}

impl SchedulerHandle {
    pub(crate) fn new() -> Self {
        Self {
            mailbox: Mailbox::new(Room::new(1)),
        }
    }

    /// Something of this tenant is due. Only the wake-up actor calls this, once for each look. If
    /// the scheduler is just being restarted, the next look comes back to it.
    pub(crate) fn nudge(&self) {
        self.mailbox.tell(Message::CarryOut);
    }

    pub(crate) async fn inspect(&self, limit: Duration) -> Result<SchedulerState, AskError> {
        self.mailbox
            .query(limit, |reply| Message::Inspect { reply })
            .await
    }

    pub(crate) fn mailbox(&self) -> &Arc<Mailbox<Message>> {
        &self.mailbox
    }
}
