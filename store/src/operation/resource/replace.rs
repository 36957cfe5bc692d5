//! PUT of a resource of a declared type (RFC 7644 §3.5.1).

use scim::{ResourceKind, resource::Incoming, version::Precondition};

use super::update::Update;
use crate::{
    error::EngineError,
    operation::{Call, Operation, Refusal, RunError, Written},
    overlay::Overlay,
};

/// Replaces all that a client may set.
#[derive(Debug, Clone)]
pub struct ReplaceResource {
    /// Who, when.
    pub call: Call,
    /// Of which type.
    pub kind: ResourceKind,
    /// The id of the URL, whatever it looks like.
    pub id: String,
    /// `If-Match`.
    pub precondition: Option<Precondition>,
    /// The body.
    pub incoming: Incoming,
}

impl Operation for ReplaceResource {
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

impl ReplaceResource {
    fn update(&self) -> Update<'_> {
        Update {
            call: &self.call,
            kind: self.kind,
            id: &self.id,
            precondition: self.precondition.as_ref(),
        }
    }
}
