//! The way in to a token actor.

use std::{sync::Arc, time::Duration};

use jiff::Timestamp;
use store::{
    operation::{
        Operation,
        token::{CreateToken, RevokeToken, TokenCreated},
    },
    record::TokenRecord,
};

use super::{TokenState, Uses, message::Message};
use crate::{
    mailbox::{AskError, Mailbox},
    permit::Room,
    submission::Submission,
    write::{WriteFailure, outcome},
};

/// Cheap to clone.
#[derive(Debug, Clone)]
pub(crate) struct TokenHandle {
    mailbox: Arc<Mailbox<Message>>,
    room: Room,
    uses: Arc<Uses>,
}

/// Admin calls on tokens that may wait. A room of their own: a directory that fills the tenant's
/// must not keep an admin from revoking its token.
const ROOM: usize = 128;

impl TokenHandle {
    pub(crate) fn new() -> Self {
        let room = Room::new(ROOM);
        Self {
            mailbox: Mailbox::new(room.clone()),
            room,
            uses: Arc::default(),
        }
    }

    /// Keeps what may be kept of a minted token.
    pub(crate) async fn create(
        &self,
        limit: Duration,
        operation: CreateToken,
    ) -> Result<TokenCreated, WriteFailure> {
        self.write(limit, operation).await
    }

    /// When this answers, no call with the token commits any more (R48).
    pub(crate) async fn revoke(
        &self,
        limit: Duration,
        operation: RevokeToken,
    ) -> Result<TokenRecord, WriteFailure> {
        self.write(limit, operation).await
    }

    /// Remembers a use of a good token.
    pub(crate) fn used(&self, token: &str, at: Timestamp, client: Option<&str>) {
        if self.uses.mark(token, at, client) {
            self.mailbox.tell(Message::WriteUsesLater);
        }
    }

    pub(crate) async fn inspect(&self, limit: Duration) -> Result<TokenState, AskError> {
        self.mailbox
            .query(limit, |reply| Message::Inspect { reply })
            .await
    }

    pub(crate) fn mailbox(&self) -> &Arc<Mailbox<Message>> {
        &self.mailbox
    }

    pub(crate) fn room(&self) -> &Room {
        &self.room
    }

    pub(crate) fn uses(&self) -> &Arc<Uses> {
        &self.uses
    }

    async fn write<O>(&self, limit: Duration, operation: O) -> Result<O::Output, WriteFailure>
    where
        O: Operation,
        Message: From<Submission<O>>,
    {
        let (submission, committed) = Submission::new(operation, self.room.enter()?);
        self.mailbox.post(submission.into())?;
        outcome(limit, committed).await
    }
}
