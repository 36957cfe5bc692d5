//! The actor: what happens to one message.

use std::{sync::Arc, time::Duration};

use ractor::{Actor, ActorProcessingErr, ActorRef};
use roster::TenantId;
use scim::schema::Catalog;
use store::{
    operation::{Call, token::RecordTokenUse},
    record::activity::Source,
};

use super::{TokenState, Uses, message::Message};
use crate::{
    context::Context, mailbox::answer, permit::Room, submission::Submission, write::outcome,
};

/// How long uses are collected; with the commit well within the minute of R43.
const USES_DELAY: Duration = Duration::from_secs(20);
/// How long a commit of uses may take.
const USES_LIMIT: Duration = Duration::from_secs(5);
/// In activity entries and logs, where the request id of a client stands otherwise.
const REQUEST_ID: &str = "token-use";

pub(crate) struct Token;

#[derive(Debug, Clone)]
pub(crate) struct TokenArguments {
    pub(crate) tenant: TenantId,
    pub(crate) context: Context,
    pub(crate) room: Room,
    pub(crate) uses: Arc<Uses>,
}

#[derive(Debug)]
pub(crate) struct State {
    arguments: TokenArguments,
    written: u64,
}

impl Actor for Token {
    type Msg = Message;
    type State = State;
    type Arguments = TokenArguments;

    async fn pre_start(
        &self,
        myself: ActorRef<Message>,
        arguments: TokenArguments,
    ) -> Result<State, ActorProcessingErr> {
        if arguments.uses.waiting() > 0 {
            write_uses_later(&myself);
        }
        Ok(State {
            arguments,
            written: 0,
        })
    }

    async fn handle(
        &self,
        myself: ActorRef<Message>,
        message: Message,
        state: &mut State,
    ) -> Result<(), ActorProcessingErr> {
        let TokenArguments {
            tenant, context, ..
        } = &state.arguments;
        match message {
            Message::Create(submission) => submission.submit(&context.store, *tenant),
            Message::Revoke(submission) => submission.submit(&context.store, *tenant),
            Message::WriteUsesLater => write_uses_later(&myself),
            Message::WriteUses => {
                state.write_uses().await;
                if state.arguments.uses.waiting() > 0 {
                    write_uses_later(&myself);
                }
            }
            Message::Inspect { reply } => answer(
                reply,
                TokenState {
                    uses_waiting: state.arguments.uses.waiting(),
                    uses_written: state.written,
                },
            ),
        }
        Ok(())
    }

    async fn post_stop(
        &self,
        _: ActorRef<Message>,
        state: &mut State,
    ) -> Result<(), ActorProcessingErr> {
        state.write_uses().await;
        Ok(())
    }
}

impl State {
    /// Waits for the commits, five at most: a revoke that comes meanwhile waits no longer than for
    /// any other batch.
    async fn write_uses(&mut self) {
        let TokenArguments {
            tenant,
            context,
            room,
            uses,
        } = &self.arguments;
        let mut submitted = Vec::new();
        for (public_id, last) in uses.take() {
            let Ok(permit) = room.enter() else {
                uses.put_back(public_id, last);
                continue;
            };
            let operation = RecordTokenUse {
                call: Call {
                    tenant: *tenant,
                    catalog: Catalog::standard(),
                    source: Source::timer(),
                    request_id: REQUEST_ID.to_owned(),
                    now: last.at,
                    log_unchanged: false,
                    seed: context.seeds.next(),
                },
                public_id: public_id.clone(),
                client: last.client.clone(),
            };
            let (submission, committed) = Submission::new(operation, permit);
            submission.submit(&context.store, *tenant);
            submitted.push((public_id, last, committed));
        }
        for (public_id, last, committed) in submitted {
            match outcome(USES_LIMIT, committed).await {
                Ok(()) => self.written += 1,
                Err(error) => {
                    tracing::warn!(%tenant, %error, "a token's last use was not written");
                    uses.put_back(public_id, last);
                }
            }
        }
    }
}

fn write_uses_later(myself: &ActorRef<Message>) {
    drop(myself.send_after(USES_DELAY, || Message::WriteUses));
}
