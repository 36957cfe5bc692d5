//! What answers SCIM calls. This crate turns requests into these calls and their results into
//! responses; whoever holds the data implements [`Provider`].

mod call;
mod document;
mod exchange;
mod failure;
mod query;
mod session;

use std::future::Future;

use scim::{ResourceKind, patch::PatchRequest, resource::Incoming, version::Precondition};

pub use call::{RefusedCall, RequestFacts};
pub use document::{Body, Document, Listing};
pub use exchange::Exchange;
pub use failure::Failure;
pub use query::{Query, View};
pub use session::{Class, Session};

/// The calls of RFC 7644 §3.3 to §3.6, for one authenticated tenant at a time.
///
/// A call's future may be dropped at any point, because the client left or the deadline passed; a
/// write that was admitted must then still happen whole or not at all.
pub trait Provider: Send + Sync + 'static {
    /// One authenticated request.
    type Session: Session + 'static;

    /// Authenticates. `authorization` is the header's raw value. Applies the limit per address
    /// for requests without a good token.
    fn open(
        &self,
        authorization: Option<&[u8]>,
        facts: RequestFacts,
    ) -> impl Future<Output = Result<Self::Session, Failure>> + Send;

    /// One resource by id.
    fn read(
        &self,
        session: &Self::Session,
        kind: ResourceKind,
        id: &str,
        view: &View,
    ) -> impl Future<Output = Result<Document, Failure>> + Send;

    /// One page of the resources that a filter finds: those of one type, or of all types that the
    /// tenant has (RFC 7644 §3.4.2.1), which then follow one another as in the catalog.
    fn list(
        &self,
        session: &Self::Session,
        kind: Option<ResourceKind>,
        query: Query,
    ) -> impl Future<Output = Result<Listing, Failure>> + Send;

    /// Makes a resource.
    fn create(
        &self,
        session: &Self::Session,
        kind: ResourceKind,
        incoming: Incoming,
        view: &View,
    ) -> impl Future<Output = Result<Document, Failure>> + Send;

    /// Puts a new state in place of the old one; never creates.
    fn replace(
        &self,
        session: &Self::Session,
        kind: ResourceKind,
        id: &str,
        incoming: Incoming,
        precondition: Option<Precondition>,
        view: &View,
    ) -> impl Future<Output = Result<Document, Failure>> + Send;

    /// Changes some attributes. The document has a body only when `answer` is true (users; groups
    /// with `attributes` or `excludedAttributes`).
    #[expect(
        clippy::too_many_arguments,
        reason = "each is a part of the HTTP request that the change depends on"
    )]
    fn patch(
        &self,
        session: &Self::Session,
        kind: ResourceKind,
        id: &str,
        request: PatchRequest,
        precondition: Option<Precondition>,
        view: &View,
        answer: bool,
    ) -> impl Future<Output = Result<Document, Failure>> + Send;

    /// Removes a resource.
    fn delete(
        &self,
        session: &Self::Session,
        kind: ResourceKind,
        id: &str,
        precondition: Option<Precondition>,
    ) -> impl Future<Output = Result<(), Failure>> + Send;

    /// Records a refusal; returns when it is committed (or could not be).
    fn refused(
        &self,
        session: &Self::Session,
        call: RefusedCall,
    ) -> impl Future<Output = ()> + Send;
}
