//! `If-Match` (RFC 7644 §3.14), checked where nobody can come between check and change.

use scim::{ScimError, version::Precondition};

/// 412 when the client has seen another version.
pub(super) fn check(precondition: Option<&Precondition>, version: u64) -> Result<(), ScimError> {
    if precondition.is_none_or(|precondition| precondition.holds_for(version)) {
        Ok(())
    } else {
        Err(ScimError::new(
            412,
            format!(
                "The resource has changed since it was read: it is at version {version} now. Read \
                 it again and repeat the change."
            ),
        ))
    }
}
