//! PUT of a group (RFC 7644 §3.5.1).

use scim::{resource::Incoming, version::Precondition};

use super::{delta::Prepared, update::Update};
use crate::{
    error::EngineError,
    operation::{Call, Operation, Refusal, RunError, Written},
    overlay::Overlay,
};

/// Replaces all that a client may set. Of the members only those that differ are written.
#[derive(Debug, Clone)]
pub struct ReplaceGroup {
    /// Who, when.
    pub call: Call,
    /// The id of the URL, whatever it looks like.
    pub id: String,
    /// `If-Match`.
    pub precondition: Option<Precondition>,
    /// The body. One without `members` leaves them alone, which RFC 7644 §3.5.1 lets us choose:
    /// clients that read a group without its members write it back without them. An empty array
    /// empties the group.
    pub incoming: Incoming,
    /// Where the members are not named in the body, because they were taken out of it before.
    pub prepared: Option<Prepared>,
}

impl Operation for ReplaceGroup {
    type Output = Written;

    fn run(&self, tx: &mut Overlay<'_>) -> Result<Self::Output, RunError> {
        self.update().run(tx, |old, members, schema, terms| {
            if let Some(ids) = &self.incoming.members {
                members.replace(ids)?;
            }
            let notes = self.incoming.notes.iter().map(Into::into).collect();
            Ok((terms.replaced(old, &self.incoming, schema)?, notes))
        })
    }

    fn record_refusal(&self, refusal: &Refusal, tx: &mut Overlay<'_>) -> Result<(), EngineError> {
        self.update().record_refusal(refusal, tx)
    }
}

impl ReplaceGroup {
    fn update(&self) -> Update<'_> {
        Update {
            call: &self.call,
            id: &self.id,
            precondition: self.precondition.as_ref(),
            prepared: self.prepared.as_ref(),
        }
    }
}
