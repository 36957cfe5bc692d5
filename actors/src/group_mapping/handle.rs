//! The way in to a group mapping actor.

use std::{sync::Arc, time::Duration};

use jiff::Timestamp;
use roster::mapping::{Rules, Table};
use store::{error::EngineError, reader::mapping::Preview};

use super::{GroupMappingState, message::Message};
use crate::{
    mailbox::{AskError, Mailbox, SendError},
    permit::Room,
};

/// Pushes that may wait to be counted.
const ROOM: usize = 256;
/// Previews at a time: each looks at every member.
const PREVIEWS: usize = 1;

/// Cheap to clone.
#[derive(Debug, Clone)]
pub(crate) struct GroupMappingHandle {
    mailbox: Arc<Mailbox<Message>>,
    previews: Room,
}

impl GroupMappingHandle {
    pub(crate) fn new() -> Self {
        Self {
            mailbox: Mailbox::new(Room::new(ROOM)),
            previews: Room::new(PREVIEWS),
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

    /// What a table would do to whom, and the version of the one that is in force.
    pub(crate) async fn preview(
        &self,
        limit: Duration,
        table: Table,
    ) -> Result<Result<(Preview, u64), EngineError>, AskError> {
        let permit = self.previews.enter().map_err(SendError::from)?;
        self.mailbox
            .query(limit, |reply| Message::Preview {
                table,
                permit,
                reply,
            })
            .await
    }

    /// What groups give now.
    pub(crate) async fn rules(
        &self,
        limit: Duration,
    ) -> Result<Result<Arc<Rules>, EngineError>, AskError> {
        self.mailbox
            .ask(limit, |permit, reply| Message::Rules { permit, reply })
            .await
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
