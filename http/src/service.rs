//! What answers the requests of a connection.

use std::future::Future;

use http::StatusCode;
use hyper::{Request, body::Incoming};
use transport::Peer;

use crate::answer::Answer;

/// One of the two faces of the daemon: SCIM or the admin API.
pub trait Service: Send + Sync + 'static {
    /// Always answers: what goes wrong becomes a response, a panic too.
    fn handle(
        &self,
        request: Request<Incoming>,
        peer: &Peer,
    ) -> impl Future<Output = Answer> + Send;

    /// What is said where the bytes that came are no request, or more of a head than is read: 400,
    /// 414 or 431.
    fn unreadable(&self, status: StatusCode) -> Answer;
}
