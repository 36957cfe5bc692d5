//! The only way to an actor: bounded by permits, never waiting without a limit, and still the same
//! mailbox after the actor was restarted.

use std::{
    fmt,
    sync::{Arc, PoisonError, RwLock},
    time::Duration,
};

use ractor::{ActorRef, Message, RpcReplyPort};
use tokio::sync::oneshot;

use crate::permit::{Full, Permit, Room};

/// Handles hold it to send; the supervisor connects it to each new incarnation of its actor.
pub(crate) struct Mailbox<M> {
    actor: RwLock<Option<ActorRef<M>>>,
    room: Room,
}

/// Why a message was not taken. Nothing has happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum SendError {
    /// No room for it.
    #[error(transparent)]
    Full(#[from] Full),
    /// The actor is starting, restarting or stopping.
    #[error("the actor is not running")]
    NotRunning,
}

/// Why a question has no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum AskError {
    /// It was never put.
    #[error(transparent)]
    Send(#[from] SendError),
    /// The actor broke or stopped while it had the question.
    #[error("the actor dropped the question")]
    Dropped,
    /// The limit passed first; the answer is thrown away when it comes.
    #[error("the actor did not answer in time")]
    TimedOut,
}

impl<M: Message> Mailbox<M> {
    /// A mailbox whose actor is not there yet.
    pub(crate) fn new(room: Room) -> Arc<Self> {
        Arc::new(Self {
            actor: RwLock::new(None),
            room,
        })
    }

    /// From now on messages go to `actor`.
    pub(crate) fn connect(&self, actor: ActorRef<M>) {
        *self.actor.write().unwrap_or_else(PoisonError::into_inner) = Some(actor);
    }

    /// From now on messages are refused.
    pub(crate) fn disconnect(&self) {
        *self.actor.write().unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// Messages that wait or are being worked on.
    #[cfg(test)]
    pub(crate) fn waiting(&self) -> usize {
        self.room.taken()
    }

    /// Sends a message that carries its permit.
    pub(crate) fn send(&self, message: impl FnOnce(Permit) -> M) -> Result<(), SendError> {
        let permit = self.room.enter()?;
        self.post(message(permit))
    }

    /// Sends a message that needs no room: supervision, configuration, inspection. The caller
    /// bounds how many of them there can be.
    pub(crate) fn post(&self, message: M) -> Result<(), SendError> {
        let actor = self.actor.read().unwrap_or_else(PoisonError::into_inner);
        let actor = actor.as_ref().ok_or(SendError::NotRunning)?;
        actor
            .send_message(message)
            .map_err(|_| SendError::NotRunning)
    }

    /// As `post`, where it does not matter if the actor is not there: it looks for itself what there
    /// is to do when it starts.
    pub(crate) fn tell(&self, message: M) {
        if self.post(message).is_err() {
            tracing::debug!("an actor that is not running was told something");
        }
    }

    /// Asks and waits for the answer, at most `limit`.
    pub(crate) async fn ask<T: Send + 'static>(
        &self,
        limit: Duration,
        message: impl FnOnce(Permit, RpcReplyPort<T>) -> M,
    ) -> Result<T, AskError> {
        let (reply, answer) = oneshot::channel();
        self.send(|permit| message(permit, reply.into()))?;
        wait(limit, answer).await
    }

    /// As `ask`, for messages that need no room.
    pub(crate) async fn query<T: Send + 'static>(
        &self,
        limit: Duration,
        message: impl FnOnce(RpcReplyPort<T>) -> M,
    ) -> Result<T, AskError> {
        let (reply, answer) = oneshot::channel();
        self.post(message(reply.into()))?;
        wait(limit, answer).await
    }
}

impl<M> fmt::Debug for Mailbox<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Mailbox")
            .field("room", &self.room)
            .finish_non_exhaustive()
    }
}

async fn wait<T>(limit: Duration, answer: oneshot::Receiver<T>) -> Result<T, AskError> {
    match tokio::time::timeout(limit, answer).await {
        Ok(Ok(answer)) => Ok(answer),
        Ok(Err(_)) => Err(AskError::Dropped),
        Err(_) => Err(AskError::TimedOut),
    }
}

/// Answers a question whose asker may have gone away; then nobody misses the answer.
pub(crate) fn answer<T>(reply: RpcReplyPort<T>, value: T) {
    drop(reply.send(value));
}

#[cfg(test)]
mod tests;
