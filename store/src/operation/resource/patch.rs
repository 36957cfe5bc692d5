//! PATCH of a resource of a declared type (RFC 7644 §3.5.2).

use scim::{ResourceKind, patch::PatchRequest, version::Precondition};

use super::update::Update;
use crate::{
    error::EngineError,
    operation::{Call, Operation, Refusal, RunError, Written},
    overlay::Overlay,
};

/// Changes what the request names.
#[derive(Debug, Clone)]
pub struct PatchResource {
    /// Who, when.
    pub call: Call,
    /// Of which type.
    pub kind: ResourceKind,
    /// The id of the URL, whatever it looks like.
    pub id: String,
    /// `If-Match`.
    pub precondition: Option<Precondition>,
    /// The body.
    pub request: PatchRequest,
}

impl Operation for PatchResource {
    type Output = Written;

    fn run(&self, tx: &mut Overlay<'_>) -> Result<Self::Output, RunError> {
        self.update().run(tx, |old, schema, terms| {
            let patched = self.request.apply(old, schema, terms.leniency)?;
            let notes = self.request.notes.iter().chain(&patched.notes);
            let notes = notes.map(Into::into).collect();
            Ok((patched.resource, notes))
        })
    }

    fn record_refusal(&self, refusal: &Refusal, tx: &mut Overlay<'_>) -> Result<(), EngineError> {
        self.update().record_refusal(refusal, tx)
    }
}

impl PatchResource {
    fn update(&self) -> Update<'_> {
        Update {
            call: &self.call,
            kind: self.kind,
            id: &self.id,
            precondition: self.precondition.as_ref(),
        }
    }
}
