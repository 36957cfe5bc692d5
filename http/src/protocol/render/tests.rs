use http::header::{CONTENT_TYPE, RETRY_AFTER};
use scim::ScimType;

use super::*;

fn header<'a>(answer: &'a Answer, name: &http::HeaderName) -> Option<&'a str> {
    answer
        .headers()
        .get(name)
        .map(|value| value.to_str().unwrap())
}

#[test]
fn each_failure_has_its_status_and_its_headers() {
    let challenge = Some("Bearer realm=\"rosterd\"");
    let invalid = Some("Bearer realm=\"rosterd\", error=\"invalid_token\"");
    let taken = ScimError::typed(ScimType::Uniqueness, "taken");
    for (failed, presented, status, retry, authenticate) in [
        (Failure::Scim(taken), true, 409, None, None),
        (
            Failure::Unauthorized("why".into()),
            false,
            401,
            None,
            challenge,
        ),
        (
            Failure::Unauthorized("why".into()),
            true,
            401,
            None,
            invalid,
        ),
        (
            Failure::RateLimited { retry_after: 7 },
            true,
            429,
            Some("7"),
            None,
        ),
        (
            Failure::Busy { retry_after: 30 },
            true,
            503,
            Some("30"),
            None,
        ),
        (Failure::Unknown, true, 504, None, None),
        (Failure::Broken, true, 500, None, None),
    ] {
        let name = format!("{failed:?}");
        let answer = failure(failed, presented);
        assert_eq!(answer.status(), status, "{name}");
        assert_eq!(
            header(&answer, &CONTENT_TYPE),
            Some("application/scim+json"),
            "{name}"
        );
        assert_eq!(header(&answer, &RETRY_AFTER), retry, "{name}");
        assert_eq!(header(&answer, &WWW_AUTHENTICATE), authenticate, "{name}");
    }
}

#[test]
fn a_status_that_is_none_becomes_500() {
    assert_eq!(error(&ScimError::new(7, "odd")).status(), 500);
}
