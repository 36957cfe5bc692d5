//! PUT of a user (RFC 7644 §3.5.1).

use roster::MemberId;
use scim::{resource::Incoming, version::Precondition};

use super::update::Update;
use crate::{
    error::EngineError,
    operation::{Call, Operation, Refusal, RunError, Written},
    overlay::Overlay,
};

/// Replaces all that a client may set.
#[derive(Debug, Clone)]
pub struct ReplaceUser {
    /// Who, when.
    pub call: Call,
    /// The id of the URL, whatever it looks like.
    pub id: String,
    /// `If-Match`.
    pub precondition: Option<Precondition>,
    /// The id of the member, should there be a new one.
    pub new_member: MemberId,
    /// The body.
    pub incoming: Incoming,
    /// Whether the answer shows the user's groups.
    pub with_groups: bool,
}

impl Operation for ReplaceUser {
    type Output = Written;

    fn run(&self, tx: &mut Overlay<'_>) -> Result<Self::Output, RunError> {
        self.update().run(tx, |old, schema, terms| {
            let notes = self.incoming.notes.iter().map(Into::into).collect();
            Ok((terms.replaced(old, &self.incoming, schema)?, notes))
        })
    }

    fn record_refusal(&self, refusal: &Refusal, tx: &mut Overlay<'_>) -> Result<(), EngineError> {
        self.update().record_refusal(refusal, tx)
    }
}

impl ReplaceUser {
    fn update(&self) -> Update<'_> {
        Update {
            call: &self.call,
            id: &self.id,
            precondition: self.precondition.as_ref(),
            new_member: self.new_member,
            with_groups: self.with_groups,
        }
    }
}
