//! The way in to a directory actor.

use std::{sync::Arc, time::Duration};

use store::operation::{Operation, activity::Note};

use super::{
    DirectoryState,
    message::{Message, Write},
};
use crate::{
    mailbox::{AskError, Mailbox, SendError},
    notes::{Added, Notes},
    permit::Room,
    submission::Submission,
    write::{WriteFailure, outcome},
};

/// How long one step of work in the background may take.
const STEP_LIMIT: Duration = Duration::from_secs(30);
/// How often a step asks for room, and how long it rests in between.
const ATTEMPTS: usize = 200;
const REST: Duration = Duration::from_millis(50);

/// Cheap to clone.
#[derive(Debug, Clone)]
pub(crate) struct DirectoryHandle {
    mailbox: Arc<Mailbox<Message>>,
    room: Room,
    notes: Arc<Notes>,
}

impl DirectoryHandle {
    /// `room` bounds the tenant's writes that wait, here and in the store, `process` those of all.
    pub(crate) fn new(room: Room, process: &Room) -> Self {
        Self {
            mailbox: Mailbox::new(room.clone()),
            room,
            notes: Arc::new(Notes::within(process)),
        }
    }

    /// Queues a write and waits for its commit, at most `limit`.
    pub(crate) async fn write<O>(
        &self,
        limit: Duration,
        operation: O,
    ) -> Result<O::Output, WriteFailure>
    where
        O: Operation,
        Write: From<Submission<O>>,
    {
        let permit = self.room.enter().map_err(SendError::from)?;
        let (submission, committed) = Submission::new(operation, permit);
        self.mailbox.post(Message::Write(submission.into()))?;
        outcome(limit, committed).await
    }

    /// As [`Self::write`], for a step of work that goes on in the background: waits a while for
    /// room rather than give up what was begun.
    pub(crate) async fn write_patiently<O>(&self, operation: &O) -> Result<O::Output, WriteFailure>
    where
        O: Operation + Clone,
        Write: From<Submission<O>>,
    {
        for _ in 0..ATTEMPTS {
            match self.write(STEP_LIMIT, operation.clone()).await {
                Err(WriteFailure::NotAdmitted(SendError::Full(_))) => {
                    tokio::time::sleep(REST).await;
                }
                outcome => return outcome,
            }
        }
        self.write(STEP_LIMIT, operation.clone()).await
    }

    /// Leaves an activity entry that nobody waits for. False when too many wait already.
    pub(crate) fn note(&self, note: Note) -> bool {
        match self.notes.add(note) {
            Added::First => {
                self.mailbox.tell(Message::WriteNotesSoon);
                true
            }
            Added::Another => true,
            Added::TooMany => false,
        }
    }

    pub(crate) async fn inspect(&self, limit: Duration) -> Result<DirectoryState, AskError> {
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

    pub(crate) fn notes(&self) -> &Arc<Notes> {
        &self.notes
    }
}
