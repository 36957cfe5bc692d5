//! The actor: what happens to one message.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Arc,
    time::Duration,
};

use ractor::{Actor, ActorProcessingErr, ActorRef};
use roster::TenantId;

use super::{
    DirectoryState,
    message::{Message, Write},
};
use crate::{context::Context, faults, mailbox::answer, notes::Notes, permit::Room, write};

/// How long notes wait for more of their kind.
const NOTES_DELAY: Duration = Duration::from_secs(1);
/// How long the last notes may take at a drain.
const NOTES_LIMIT: Duration = Duration::from_secs(5);

pub(crate) struct Directory;

#[derive(Debug, Clone)]
pub(crate) struct DirectoryArguments {
    pub(crate) tenant: TenantId,
    pub(crate) context: Context,
    /// The tenant's budget of work that waits.
    pub(crate) room: Room,
    pub(crate) notes: Arc<Notes>,
}

#[derive(Debug)]
pub(crate) struct State {
    arguments: DirectoryArguments,
    admitted: u64,
    abandoned: u64,
    panicked: u64,
}

impl Actor for Directory {
    type Msg = Message;
    type State = State;
    type Arguments = DirectoryArguments;

    async fn pre_start(
        &self,
        myself: ActorRef<Message>,
        arguments: DirectoryArguments,
    ) -> Result<State, ActorProcessingErr> {
        if arguments.notes.waiting() > 0 {
            write_notes_soon(&myself);
        }
        Ok(State {
            arguments,
            admitted: 0,
            abandoned: 0,
            panicked: 0,
        })
    }

    async fn handle(
        &self,
        myself: ActorRef<Message>,
        message: Message,
        state: &mut State,
    ) -> Result<(), ActorProcessingErr> {
        match message {
            Message::Write(write) => state.write(write)?,
            Message::WriteNotesSoon => write_notes_soon(&myself),
            Message::WriteNotes => {
                let outcomes = state.write_notes();
                let more = state.arguments.notes.waiting() > 0;
                tokio::spawn(async move {
                    all(outcomes).await;
                    if more {
                        // There is room for the next ones now. An actor that has ended meanwhile
                        // has written them itself.
                        drop(myself.send_message(Message::WriteNotes));
                    }
                });
            }
            Message::Inspect { reply } => answer(reply, state.inspect()),
        }
        Ok(())
    }

    async fn post_stop(
        &self,
        _: ActorRef<Message>,
        state: &mut State,
    ) -> Result<(), ActorProcessingErr> {
        while state.arguments.notes.waiting() > 0 {
            let outcomes = state.write_notes();
            if outcomes.is_empty() {
                tracing::warn!("activity entries were lost: the store takes nothing");
                break;
            }
            all(outcomes).await;
        }
        Ok(())
    }
}

impl State {
    /// `Err` only when the state may be unusable.
    fn write(&mut self, write: Write) -> Result<(), ActorProcessingErr> {
        if faults::take(faults::KILL_DIRECTORY) {
            return Err("killed by an injected fault".into());
        }
        if write.is_abandoned() {
            self.abandoned += 1;
            return Ok(());
        }
        let DirectoryArguments {
            tenant, context, ..
        } = &self.arguments;
        // The state is two counters and handles, so a panic leaves nothing half done in it.
        let admitted = catch_unwind(AssertUnwindSafe(|| {
            faults::panic_if_armed(faults::PANIC_DIRECTORY);
            write.submit(&context.store, *tenant);
        }));
        if admitted.is_ok() {
            self.admitted += 1;
        } else {
            // The panic dropped the reply, which tells the caller.
            self.panicked += 1;
            tracing::error!(%tenant, "a call panicked in the directory actor");
        }
        Ok(())
    }

    fn write_notes(&self) -> Vec<crate::reply::Outcome<u64>> {
        let DirectoryArguments {
            tenant,
            context,
            notes,
            ..
        } = &self.arguments;
        notes.write(context, *tenant)
    }

    fn inspect(&self) -> DirectoryState {
        DirectoryState {
            queued: self.arguments.room.taken(),
            admitted: self.admitted,
            abandoned: self.abandoned,
            panicked: self.panicked,
            notes: self.arguments.notes.waiting(),
        }
    }
}

fn write_notes_soon(myself: &ActorRef<Message>) {
    drop(myself.send_after(NOTES_DELAY, || Message::WriteNotes));
}

/// Waits for all of them; the outcomes hold the calls open meanwhile.
async fn all(outcomes: Vec<crate::reply::Outcome<u64>>) {
    for outcome in outcomes {
        if let Err(error) = write::outcome(NOTES_LIMIT, outcome).await {
            tracing::warn!(%error, "an activity entry was not written");
        }
    }
}
