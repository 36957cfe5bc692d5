//! What the token actor is told and asked.

use ractor::RpcReplyPort;
use serde::Serialize;
use store::operation::token::{CreateToken, RevokeToken};

use crate::submission::Submission;

#[derive(Debug)]
pub(crate) enum Message {
    Create(Box<Submission<CreateToken>>),
    Revoke(Box<Submission<RevokeToken>>),
    /// Tokens were used: write that down a while later.
    WriteUsesLater,
    /// That while is over.
    WriteUses,
    Inspect {
        reply: RpcReplyPort<TokenState>,
    },
}

impl From<Submission<CreateToken>> for Message {
    fn from(submission: Submission<CreateToken>) -> Self {
        Self::Create(Box::new(submission))
    }
}

impl From<Submission<RevokeToken>> for Message {
    fn from(submission: Submission<RevokeToken>) -> Self {
        Self::Revoke(Box::new(submission))
    }
}

/// What `status` shows of a token actor.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub(crate) struct TokenState {
    /// Tokens whose last use is yet to be written.
    pub uses_waiting: usize,
    /// Last uses written since the actor was last started.
    pub uses_written: u64,
}
