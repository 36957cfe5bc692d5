//! What goes wrong, in the operator's words (RFC 9457). The one place that decides.

use std::error::Error;

use rosterd_http::admin::Problem;
use store::{
    error::{EngineError, WriteError},
    operation::Refusal,
};

use crate::write::WriteFailure;

/// Of a change.
pub(super) fn written(failure: WriteFailure) -> Problem {
    match failure {
        WriteFailure::NotAdmitted(error) => busy(&error),
        WriteFailure::TimedOut | WriteFailure::Store(WriteError::Unknown) => Problem::new(
            504,
            "outcome-unknown",
            "It is not known whether the change was carried out",
            "Look before it is repeated.",
        ),
        WriteFailure::Store(WriteError::Refused(refusal)) => refused(&refusal),
        WriteFailure::Store(error @ WriteError::Unavailable) => busy(&error),
        WriteFailure::Store(error @ WriteError::Panicked) => broken(&error),
    }
}

/// Nothing happened; it may be tried again.
pub(super) fn busy(error: &dyn Error) -> Problem {
    Problem::new(
        503,
        "busy",
        "The call was not taken on",
        format!("Nothing has happened: {error}. Try again in a moment."),
    )
}

/// Something of ours is broken. What exactly is for the log alone.
pub(super) fn broken(error: &(dyn Error + 'static)) -> Problem {
    tracing::error!(error, "an admin call broke");
    Problem::new(
        500,
        "broken",
        "The call could not be carried out",
        "Nothing was changed. The daemon's log says more.",
    )
}

/// The store could not be read.
pub(super) fn unreadable(error: &EngineError) -> Problem {
    if error.may_pass() {
        busy(error)
    } else {
        broken(error)
    }
}

/// 404 for a `kind` of thing, e.g. `tenant`.
pub(super) fn no_such(kind: &str, named: &str) -> Problem {
    Problem::new(
        404,
        &format!("no-such-{kind}"),
        &format!("There is no such {kind}"),
        format!("No {kind} is called {named}."),
    )
}

/// 400: what the query asks for is not there to be asked for.
pub(super) fn invalid_query(detail: impl Into<String>) -> Problem {
    Problem::new(400, "invalid-query", "The query can't be read", detail)
}

/// 422: what was asked for cannot be.
pub(super) fn invalid(detail: impl Into<String>) -> Problem {
    Problem::new(422, "invalid", "This is not possible", detail)
}

/// Of an operation that says no.
pub(super) fn refused(refusal: &Refusal) -> Problem {
    let words = refusal.to_string();
    match refusal {
        Refusal::UnknownTenant(named) => no_such("tenant", named),
        Refusal::UnknownToken(named) => no_such("token", named),
        Refusal::UnknownMember(named) => no_such("member", named),
        Refusal::UnknownHold(number) => no_such("hold", &number.to_string()),
        Refusal::Unconfirmed { .. } => Problem::new(
            refusal.status(),
            "unconfirmed",
            "Members would be removed at once",
            words,
        ),
        Refusal::PlanChanged => Problem::new(
            refusal.status(),
            "plan-changed",
            "The plan is another one now",
            words,
        ),
        Refusal::MappingChanged(_) => Problem::new(
            refusal.status(),
            "mapping-changed",
            "The mapping table is another one now",
            words,
        ),
        Refusal::MappingBusy => Problem::new(
            refusal.status(),
            "mapping-busy",
            "A change of the mapping table is under way",
            words,
        ),
        Refusal::NothingToCancel => Problem::new(
            refusal.status(),
            "nothing-to-cancel",
            "There is nothing to cancel",
            words,
        ),
        Refusal::TokenLimit(_) => Problem::new(
            refusal.status(),
            "token-limit",
            "There are enough tokens",
            words,
        ),
        Refusal::FederationTaken => Problem::new(
            refusal.status(),
            "federation-taken",
            "These claims are taken",
            words,
        ),
        Refusal::SingleSignOnMissing => Problem::new(
            refusal.status(),
            "single-sign-on-missing",
            "Single sign-on is missing",
            words,
        ),
        Refusal::SingleSignOnInactive => Problem::new(
            refusal.status(),
            "single-sign-on-inactive",
            "Single sign-on is not active",
            words,
        ),
        Refusal::PlanLapsed => Problem::new(
            refusal.status(),
            "plan-lapsed",
            "The plan does not include provisioning",
            words,
        ),
        Refusal::StillThere(_) => Problem::new(
            refusal.status(),
            "still-there",
            "The person is not gone",
            words,
        ),
        Refusal::DirectoryManages(_) => Problem::new(
            refusal.status(),
            "directory-manages",
            "The directory manages this member",
            words,
        ),
        Refusal::Invalid(_) => invalid(words),
        Refusal::Scim(error) if error.status == 400 => invalid(words),
        Refusal::SeatsTaken(_) => Problem::new(
            refusal.status(),
            "seats-taken",
            "All seats are taken",
            words,
        ),
        Refusal::Scim(_) | Refusal::TokenNotValid | Refusal::Busy | Refusal::SchemasChanged => {
            Problem::new(refusal.status(), "refused", "The change was refused", words)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_refusal_has_its_problem() {
        for (refusal, status, kind) in [
            (
                Refusal::UnknownTenant("x".into()),
                404,
                "/problems/no-such-tenant",
            ),
            (
                Refusal::UnknownToken("x".into()),
                404,
                "/problems/no-such-token",
            ),
            (
                Refusal::UnknownMember("x".into()),
                404,
                "/problems/no-such-member",
            ),
            (Refusal::UnknownHold(7), 404, "/problems/no-such-hold"),
            (
                Refusal::Unconfirmed {
                    count: 1,
                    first: vec!["ada@x.org".into()],
                },
                409,
                "/problems/unconfirmed",
            ),
            (Refusal::PlanChanged, 409, "/problems/plan-changed"),
            (Refusal::MappingChanged(3), 412, "/problems/mapping-changed"),
            (Refusal::MappingBusy, 409, "/problems/mapping-busy"),
            (Refusal::NothingToCancel, 409, "/problems/nothing-to-cancel"),
            (Refusal::TokenLimit(5), 409, "/problems/token-limit"),
            (Refusal::FederationTaken, 409, "/problems/federation-taken"),
            (
                Refusal::SingleSignOnMissing,
                409,
                "/problems/single-sign-on-missing",
            ),
            (
                Refusal::SingleSignOnInactive,
                409,
                "/problems/single-sign-on-inactive",
            ),
            (Refusal::PlanLapsed, 409, "/problems/plan-lapsed"),
            (
                Refusal::StillThere("x".into()),
                409,
                "/problems/still-there",
            ),
            (
                Refusal::DirectoryManages(Vec::new()),
                409,
                "/problems/directory-manages",
            ),
            (Refusal::Invalid("no".into()), 422, "/problems/invalid"),
        ] {
            let problem = written(WriteError::Refused(refusal).into());
            assert_eq!((problem.status, &*problem.kind), (status, kind));
        }
        assert_eq!(written(WriteFailure::TimedOut).status, 504);
        assert_eq!(written(WriteError::Unavailable.into()).status, 503);
        assert_eq!(written(WriteError::Panicked.into()).status, 500);
        assert_eq!(unreadable(&EngineError::Closed).status, 503);
        assert_eq!(unreadable(&EngineError::Damaged("x".into())).status, 500);
    }
}
