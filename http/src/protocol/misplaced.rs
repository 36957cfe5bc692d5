//! Paths that stand in the query.
//!
//! Entra's admins append `?aadOptscim062020` to the base URL, and a client that only puts its path
//! behind what was entered asks for `/scim/v2?aadOptscim062020/Users?filter=…`. Read to the letter
//! that would be a query for everybody.

use http::{Uri, uri::PathAndQuery};

use super::route::Route;

/// What is meant, if a URL is that of the base with a path behind a flag.
pub(super) fn put_right(uri: &Uri) -> Option<Uri> {
    let query = uri
        .query()
        .filter(|_| Route::of(uri.path()) == Route::Root)?;
    let (flags, behind) = query.split_once('/')?;
    let flag = flags.rsplit('&').next()?;
    if flag.is_empty() || flag.contains(['=', '?']) {
        return None;
    }
    let (path, more) = behind.split_once(['?', '&']).unwrap_or((behind, ""));
    let base = uri.path().trim_end_matches('/');
    let meant = format!("{base}/{path}?{flags}&{more}");
    let mut parts = uri.clone().into_parts();
    parts.path_and_query = Some(PathAndQuery::try_from(meant).ok()?);
    Uri::from_parts(parts).ok()
}

#[cfg(test)]
mod tests;
