//! What is told to those who ask at the wrong place.

use http::Method;
use scim::{ScimError, ScimType};

use super::route::Route;

/// 404 that names the base URL (R79): what an admin sees whose connection test fails.
pub(super) fn unknown_path(base_url: &str) -> ScimError {
    ScimError::new(
        404,
        format!(
            "There is nothing at this URL. The SCIM base URL (also called tenant URL) is \
             {base_url}: enter exactly this at the identity provider."
        ),
    )
}

/// 400 for `/scim/v1` and the like (RFC 7644 §3.12, table 9).
pub(super) fn other_version(base_url: &str) -> ScimError {
    ScimError::typed(
        ScimType::InvalidVers,
        format!("Only version 2 of SCIM is spoken here. The SCIM base URL is {base_url}."),
    )
}

/// 501 for `/Me` (RFC 7644 §3.11).
pub(super) fn nobody() -> ScimError {
    ScimError::new(
        501,
        "/Me is not supported: a token stands for an identity provider and for no person. Ask for \
         a person at /Users.",
    )
}

/// 405 with the methods that are.
pub(super) fn wrong_method(method: &Method, route: &Route<'_>) -> ScimError {
    ScimError::new(
        405,
        format!(
            "{method} is not possible at this URL. It takes: {}.",
            route.allow()
        ),
    )
}
