//! SCIM calls, answered by the tree: the other side of `rosterd_http::provider::Provider`.
//!
//! A session is one authenticated request: a visit to its tenant, which keeps it in memory, and one
//! snapshot of the store, in which the token was good and out of which reads are answered. Reads
//! never queue behind writes or actors. Writes go to the tenant's directory actor; the token is
//! checked again inside of each.

mod authentication;
mod authorization;
mod change;
mod document;
pub(crate) mod failure;
mod limited;
mod list;
mod members;
mod refused;
mod remembered;
mod session;
mod unchanged;
mod walk;

use std::sync::Arc;

use rosterd_http::provider::{
    Document, Failure, Listing, Provider, Query, RefusedCall, RequestFacts, View,
};
use scim::{ResourceKind, patch::PatchRequest, resource::Incoming, version::Precondition};
use store::record::token::access::AccessTokenKey;

pub(crate) use session::TenantSession;
pub(crate) use walk::Walks;

use self::{list::Cursors, remembered::Remembered};
use crate::{context::Context, rates::AddressRates, tenants::TenantsHandle, turns::Turns};

/// Answers identity providers.
#[derive(Debug)]
pub(crate) struct ScimProvider {
    context: Context,
    tenants: TenantsHandle,
    addresses: Arc<AddressRates>,
    remembered: Remembered,
    access_tokens: AccessTokenKey,
    /// Filters that may look through many rows: they run in threads of their own.
    scans: Turns,
    cursors: Cursors,
}

impl ScimProvider {
    pub(crate) fn new(
        context: Context,
        tenants: TenantsHandle,
        addresses: Arc<AddressRates>,
    ) -> Self {
        let scans = Turns::new(context.in_force.load().settings.limits.scans);
        Self {
            cursors: Cursors::new(&context.signing_key),
            access_tokens: AccessTokenKey::new(&context.signing_key),
            context,
            tenants,
            addresses,
            remembered: Remembered::default(),
            scans,
        }
    }
}

impl Provider for ScimProvider {
    type Session = TenantSession;

    async fn open(
        &self,
        authorization: Option<&[u8]>,
        facts: RequestFacts,
    ) -> Result<TenantSession, Failure> {
        self.authenticate(authorization, facts).await
    }

    async fn read(
        &self,
        session: &TenantSession,
        kind: ResourceKind,
        id: &str,
        view: &View,
    ) -> Result<Document, Failure> {
        let read = self.document(session.snapshot(), session, kind, id, view);
        session.noting_refusal(Some((kind, id)), read)
    }

    async fn list(
        &self,
        session: &TenantSession,
        kind: Option<ResourceKind>,
        query: Query,
    ) -> Result<Listing, Failure> {
        let listed = self.page(session, kind, query).await;
        session.noting_refusal(None, listed)
    }

    async fn create(
        &self,
        session: &TenantSession,
        kind: ResourceKind,
        incoming: Incoming,
        view: &View,
    ) -> Result<Document, Failure> {
        match kind {
            ResourceKind::User => self.create_user(session, incoming, view).await,
            ResourceKind::Group => self.create_group(session, incoming, view).await,
            ResourceKind::Declared(_) => self.create_resource(session, kind, incoming, view).await,
        }
    }

    async fn replace(
        &self,
        session: &TenantSession,
        kind: ResourceKind,
        id: &str,
        incoming: Incoming,
        precondition: Option<Precondition>,
        view: &View,
    ) -> Result<Document, Failure> {
        match kind {
            ResourceKind::User => {
                self.replace_user(session, id, incoming, precondition, view)
                    .await
            }
            ResourceKind::Group => {
                self.replace_group(session, id, incoming, precondition, view)
                    .await
            }
            ResourceKind::Declared(_) => {
                self.replace_resource(session, kind, id, incoming, precondition, view)
                    .await
            }
        }
    }

    async fn patch(
        &self,
        session: &TenantSession,
        kind: ResourceKind,
        id: &str,
        request: PatchRequest,
        precondition: Option<Precondition>,
        view: &View,
        answer: bool,
    ) -> Result<Document, Failure> {
        match kind {
            ResourceKind::User => {
                self.patch_user(session, id, request, precondition, view)
                    .await
            }
            ResourceKind::Group => {
                self.patch_group(session, id, request, precondition, view, answer)
                    .await
            }
            ResourceKind::Declared(_) => {
                self.patch_resource(session, kind, id, request, precondition, view)
                    .await
            }
        }
    }

    async fn delete(
        &self,
        session: &TenantSession,
        kind: ResourceKind,
        id: &str,
        precondition: Option<Precondition>,
    ) -> Result<(), Failure> {
        match kind {
            ResourceKind::User => self.delete_user(session, id, precondition).await,
            ResourceKind::Group => self.delete_group(session, id, precondition).await,
            ResourceKind::Declared(_) => {
                self.delete_resource(session, kind, id, precondition).await
            }
        }
    }

    async fn refused(&self, session: &TenantSession, call: RefusedCall) {
        self.record_refusal(session, call).await;
    }
}

#[cfg(test)]
mod tests;
