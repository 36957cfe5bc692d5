//! `If-Match` and `If-None-Match` of a write (RFC 7644 §3.14, RFC 9110 §13.1), checked where nobody can come between check and change.

use scim::{ScimError, version::Precondition};

/// 412 when the client has seen another version, or wanted there to be none.
pub(super) fn check(precondition: Option<&Precondition>, version: u64) -> Result<(), ScimError> {
    let Some(precondition) = precondition else {
        return Ok(());
    };
    if precondition.holds_for(version) {
        return Ok(());
    }
    let detail = match precondition {
        Precondition::Not(_) => format!(
            "If-None-Match names version {version}, at which the resource is. Send the change \
             without that header."
        ),
        Precondition::Any | Precondition::Tags(_) => format!(
            "The resource has changed since it was read: it is at version {version} now. Read it \
             again and repeat the change."
        ),
    };
    Err(ScimError::new(412, detail))
}
