//! What a network reaches: SCIM, and OAuth beside it.

use http::StatusCode;
use hyper::{Request, body::Incoming};
use transport::Peer;

use crate::{
    answer::Answer,
    oauth::{Authority, OAuth, Route},
    protocol::Scim,
    provider::Provider,
    service::Service,
};

/// SCIM and OAuth on the same listeners. All that is not OAuth's is SCIM's, which also answers for
/// paths that nobody knows.
#[derive(Debug)]
pub struct Public<P, A> {
    scim: Scim<P>,
    oauth: OAuth<A>,
}

impl<P, A> Public<P, A> {
    /// Both together.
    pub fn new(scim: Scim<P>, oauth: OAuth<A>) -> Self {
        Self { scim, oauth }
    }
}

impl<P: Provider, A: Authority> Service for Public<P, A> {
    async fn handle(&self, request: Request<Incoming>, peer: &Peer) -> Answer {
        match Route::of(request.uri().path()) {
            Some(_) => self.oauth.handle(request, peer).await,
            None => self.scim.handle(request, peer).await,
        }
    }

    /// Nobody knows what was meant, so SCIM answers.
    fn unreadable(&self, status: StatusCode) -> Answer {
        self.scim.unreadable(status)
    }
}
