//! What a path names, outside of SCIM.

use http::Method;

use super::metadata::{METADATA_PATH, TOKEN_PATH};
use crate::operation::operation;

/// What a path names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Route {
    /// RFC 6749 §3.2.
    Token,
    /// RFC 8414 §3.
    Metadata,
}

impl Route {
    /// None for all that is not OAuth's. A slash at the end counts for nothing.
    pub(crate) fn of(path: &str) -> Option<Self> {
        match path.trim_end_matches('/') {
            TOKEN_PATH => Some(Self::Token),
            METADATA_PATH => Some(Self::Metadata),
            _ => None,
        }
    }

    /// The value of `Allow`.
    pub(super) fn allow(self) -> &'static str {
        match self {
            Self::Token => "POST",
            Self::Metadata => "GET, HEAD",
        }
    }

    /// Method and path, for the log.
    pub(super) fn operation(route: Option<Self>, method: &Method) -> &'static str {
        match route {
            Some(Self::Token) => operation!(method, "/oauth2/token"),
            Some(Self::Metadata) => operation!(method, "/.well-known/oauth-authorization-server"),
            None => operation!(method, "(unknown path)"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_two_paths_are_oauths() {
        for (path, route) in [
            ("/oauth2/token", Some(Route::Token)),
            ("/oauth2/token/", Some(Route::Token)),
            (
                "/.well-known/oauth-authorization-server",
                Some(Route::Metadata),
            ),
            ("/oauth2/tokens", None),
            ("/oauth2", None),
            ("/scim/v2/oauth2/token", None),
            ("/", None),
        ] {
            assert_eq!(Route::of(path), route, "{path}");
        }
    }

    #[test]
    fn the_log_names_the_very_paths() {
        for (route, path) in [(Route::Token, TOKEN_PATH), (Route::Metadata, METADATA_PATH)] {
            let operation = Route::operation(Some(route), &Method::POST);
            assert_eq!(operation, format!("POST {path}"));
        }
    }
}
