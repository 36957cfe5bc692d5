//! PATCH of a group (RFC 7644 §3.5.2).

use scim::{patch::PatchRequest, version::Precondition};

use super::{delta::Prepared, update::Update};
use crate::{
    error::EngineError,
    operation::{Call, Operation, Refusal, RunError, Written},
    overlay::Overlay,
};

/// Changes what the request names.
#[derive(Debug, Clone)]
pub struct PatchGroup {
    /// Who, when.
    pub call: Call,
    /// The id of the URL, whatever it looks like.
    pub id: String,
    /// `If-Match`.
    pub precondition: Option<Precondition>,
    /// The body.
    pub request: PatchRequest,
    /// Where the members are not named in the body, because they were taken out of it before.
    pub prepared: Option<Prepared>,
}

impl Operation for PatchGroup {
    type Output = Written;

    fn run(&self, tx: &mut Overlay<'_>) -> Result<Self::Output, RunError> {
        self.update().run(tx, |old, members, schema, terms| {
            let mut request = self.request.clone();
            for change in request.take_members()? {
                members.apply(&change)?;
            }
            let patched = request.apply(old, schema, terms.leniency)?;
            let notes = request
                .notes
                .iter()
                .chain(&patched.notes)
                .map(Into::into)
                .collect();
            Ok((patched.resource, notes))
        })
    }

    fn record_refusal(&self, refusal: &Refusal, tx: &mut Overlay<'_>) -> Result<(), EngineError> {
        self.update().record_refusal(refusal, tx)
    }
}

impl PatchGroup {
    fn update(&self) -> Update<'_> {
        Update {
            call: &self.call,
            id: &self.id,
            precondition: self.precondition.as_ref(),
            prepared: self.prepared.as_ref(),
        }
    }
}
