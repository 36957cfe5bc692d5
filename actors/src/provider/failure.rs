//! What goes wrong in the tree, in the words of the wire. The one place that decides.

use rosterd_http::provider::Failure;
use scim::ScimError;
use store::{
    error::{EngineError, WriteError},
    operation::Refusal,
};

use crate::{
    ids::{Ids, NoRandomness},
    mailbox::SendError,
    permit::Full,
    rates::{LONGEST_WAIT, Limited},
    tenants::ActivateError,
    write::WriteFailure,
};

/// Seconds, after which the store is mostly open again.
const REOPENED: u32 = 2;

/// Of a write, as its caller is told.
pub(super) fn written(ids: &Ids, failure: WriteFailure) -> Failure {
    match failure {
        WriteFailure::NotAdmitted(error) => busy(ids, error),
        WriteFailure::TimedOut => Failure::Unknown,
        WriteFailure::Store(error) => match error {
            WriteError::Refused(Refusal::Busy | Refusal::SchemasChanged) => Failure::Busy {
                retry_after: ids.jitter(1..=10),
            },
            WriteError::Refused(refusal) => refused(refusal),
            // Read-only after a failed commit, or closing: that takes a while.
            WriteError::Unavailable => Failure::Busy {
                retry_after: ids.jitter(5..=LONGEST_WAIT),
            },
            WriteError::Unknown => Failure::Unknown,
            WriteError::Panicked => Failure::Broken,
        },
    }
}

/// Never admitted. A full queue of one tenant drains in a second or two, a full process takes
/// longer; the jitter keeps those who wait from coming back all at once.
fn busy(ids: &Ids, error: SendError) -> Failure {
    let wait = match error {
        SendError::NotRunning => 1..=2,
        SendError::Full(Full::Own) => 1..=5,
        SendError::Full(Full::Process) => 2..=15,
    };
    Failure::Busy {
        retry_after: ids.jitter(wait),
    }
}

pub(crate) fn not_activated(ids: &Ids, error: ActivateError) -> Failure {
    tracing::warn!(%error, "a tenant could not be activated");
    Failure::Busy {
        retry_after: ids.jitter(1..=5),
    }
}

/// The store could not be read. The reason is for the log alone.
pub(crate) fn unreadable(error: &EngineError) -> Failure {
    if error.may_pass() {
        tracing::warn!(
            error = error as &dyn std::error::Error,
            "the store cannot be read at the moment"
        );
        return Failure::Busy {
            retry_after: REOPENED,
        };
    }
    tracing::error!(
        error = error as &dyn std::error::Error,
        "the store cannot be read"
    );
    Failure::Broken
}

fn refused(refusal: Refusal) -> Failure {
    match refusal {
        Refusal::Scim(error) => Failure::Scim(error),
        Refusal::SeatsTaken(words) => Failure::Scim(ScimError::new(403, words)),
        Refusal::TokenNotValid => Failure::Unauthorized(
            "The token was revoked or has expired while this request was under way.".to_owned(),
        ),
        // The others are answers to admin calls; a SCIM call that gets one met a broken invariant.
        refusal => {
            tracing::error!(%refusal, "unexpected refusal of a SCIM call");
            Failure::Broken
        }
    }
}

impl From<Limited> for Failure {
    fn from(Limited { retry_after }: Limited) -> Self {
        Self::RateLimited { retry_after }
    }
}

impl From<NoRandomness> for Failure {
    fn from(error: NoRandomness) -> Self {
        tracing::error!(%error, "no id could be made");
        Self::Broken
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use jiff::Timestamp;

    use super::*;
    use crate::clock::Virtual;

    #[test]
    fn every_end_of_a_write_has_its_answer() {
        let ids = Ids::new(Arc::new(Virtual::at(Timestamp::UNIX_EPOCH)));
        let answer = |failure| written(&ids, failure);
        let not_found = ScimError::not_found("User", "1");

        assert_eq!(
            answer(WriteError::Refused(Refusal::Scim(not_found.clone())).into()),
            Failure::Scim(not_found)
        );
        assert!(matches!(
            answer(WriteError::Refused(Refusal::TokenNotValid).into()),
            Failure::Unauthorized(_)
        ));
        assert_eq!(answer(WriteError::Unknown.into()), Failure::Unknown);
        assert_eq!(answer(WriteFailure::TimedOut), Failure::Unknown);
        assert_eq!(answer(WriteError::Panicked.into()), Failure::Broken);
        for never_admitted in [
            WriteError::Unavailable.into(),
            WriteError::Refused(Refusal::Busy).into(),
            WriteError::Refused(Refusal::SchemasChanged).into(),
            Full::Own.into(),
            Full::Process.into(),
            SendError::NotRunning.into(),
        ] {
            let Failure::Busy { retry_after } = answer(never_admitted) else {
                panic!("not busy");
            };
            assert!((1..=LONGEST_WAIT).contains(&retry_after));
        }
    }

    #[test]
    fn a_store_that_comes_back_is_busy_and_one_that_is_damaged_is_broken() {
        let disk = EngineError::Io(std::io::ErrorKind::StorageFull.into());
        for passing in [EngineError::Closed, disk] {
            let answer = unreadable(&passing);
            assert!(matches!(answer, Failure::Busy { .. }), "{passing}");
        }
        let damaged = EngineError::Damaged("a page".to_owned());
        assert_eq!(unreadable(&damaged), Failure::Broken);
    }
}
