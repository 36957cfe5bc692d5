//! The first failure of a kind, which admins are told (D24).

use roster::failure::{Failures, Noted};

use super::Draft;
use crate::{
    engine::Rows,
    error::EngineError,
    key,
    operation::Call,
    overlay::Overlay,
    reader,
    record::{
        activity::{EntryError, Event, OperationName, Outcome, SourceKind, Word},
        decode, encode,
        token::TokenState,
    },
};

const KIND: &str = "token failures";

/// Adds the event, if the draft is of a directory's call that has failed as none has lately.
pub(super) fn tell(
    tx: &mut Overlay<'_>,
    call: &Call,
    draft: &mut Draft,
) -> Result<(), EngineError> {
    let source = &call.source;
    let (Some(error), Some(token)) = (&draft.error, &source.token) else {
        return Ok(());
    };
    let has_failed = draft.result == Outcome::Failed && source.kind == SourceKind::Token;
    if !has_failed || is_everyday(draft.operation, error) {
        return Ok(());
    }
    let key = key::token_failures(call.tenant, token);
    let mut failures: Failures = match tx.get(&key)? {
        Some(value) => decode(KIND, &value)?,
        None => Failures::default(),
    };
    let noted = failures.note(&kind(draft.operation, error), call.now);
    if noted == Noted::Lately {
        return Ok(());
    }
    tx.put(key, encode(KIND, &failures)?);
    if noted == Noted::First {
        let record = reader::token::by_id(tx, call.tenant, token)?;
        let is_active = record.is_some_and(|token| token.state(call.now) == TokenState::Active);
        let event = if error.status == 401 && !is_active {
            Event::TOKEN_REVOKED_USED
        } else {
            Event::SYNC_FAILED
        };
        draft.events.push(Event::new(event, [token]));
    }
    Ok(())
}

/// Directories look whether something is there, and it need not be.
fn is_everyday(operation: OperationName, error: &EntryError) -> bool {
    operation == OperationName::Read && error.status == 404
}

/// A sign-in that is refused is one kind, whatever was asked for.
fn kind(operation: OperationName, error: &EntryError) -> String {
    let operation = if error.status == 401 {
        OperationName::Authenticate
    } else {
        operation
    };
    let scim_type = error.scim_type.as_deref().unwrap_or_default();
    format!("{} {} {scim_type}", operation.as_str(), error.status)
}
