//! The way in to a group mapping actor.

use std::{sync::Arc, time::Duration};

use jiff::Timestamp;

use super::{GroupMappingState, message::Message};
use crate::{
    mailbox::{AskError, Mailbox},
    permit::Room,
};

/// Pushes that may wait to be counted.
const ROOM: usize = 256;

/// Cheap to clone.
#[derive(Debug, Clone)]
pub(crate) struct GroupMappingHandle {
    mailbox: Arc<Mailbox<Message>>,
}

impl GroupMappingHandle {
    pub(crate) fn new() -> Self {
        Self {
            mailbox: Mailbox::new(Room::new(ROOM)),
        }
    }

    /// A call on a group has succeeded.
    pub(crate) fn pushed(&self, at: Timestamp) {
        if let Err(error) = self
            .mailbox
            .send(|permit| Message::GroupPushed { at, permit })
        {
            tracing::debug!(%error, "a group push was not counted");
        }
    }

    pub(crate) async fn inspect(&self, limit: Duration) -> Result<GroupMappingState, AskError> {
        self.mailbox
            .query(limit, |reply| Message::Inspect { reply })
            .await
    }

    pub(crate) fn mailbox(&self) -> &Arc<Mailbox<Message>> {
        &self.mailbox
    }
}
