//! The way in to the root.

use std::{sync::Arc, time::Duration};

use super::message::Message;
use crate::{
    mailbox::{AskError, Mailbox},
    supervision::ChildState,
};

/// Cheap to clone.
#[derive(Debug, Clone)]
pub(crate) struct RootHandle {
    mailbox: Arc<Mailbox<Message>>,
}

impl RootHandle {
    pub(crate) fn new(mailbox: Arc<Mailbox<Message>>) -> Self {
        Self { mailbox }
    }

    pub(crate) async fn inspect(&self, limit: Duration) -> Result<Vec<ChildState>, AskError> {
        self.mailbox
            .query(limit, |reply| Message::Inspect { reply })
            .await
    }
}
