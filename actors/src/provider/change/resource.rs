//! POST, PUT, PATCH and DELETE of resources of types that the tenant has declared.

use rosterd_http::provider::{Document, Failure, View};
use scim::{ResourceKind, patch::PatchRequest, resource::Incoming, version::Precondition};
use store::operation::{
    Written,
    resource::{CreateResource, DeleteResource, PatchResource, ReplaceResource},
};

use super::{
    super::{ScimProvider, TenantSession, document::bare, unchanged::tried},
    stored,
};

impl ScimProvider {
    pub(in crate::provider) async fn create_resource(
        &self,
        session: &TenantSession,
        kind: ResourceKind,
        incoming: Incoming,
        view: &View,
    ) -> Result<Document, Failure> {
        let operation = CreateResource {
            call: session.call(self.context.now()),
            kind,
            id: self.context.ids.uuid()?,
            incoming,
        };
        document(session, kind, self.write(session, operation).await?, view)
    }

    pub(in crate::provider) async fn replace_resource(
        &self,
        session: &TenantSession,
        kind: ResourceKind,
        id: &str,
        incoming: Incoming,
        precondition: Option<Precondition>,
        view: &View,
    ) -> Result<Document, Failure> {
        let mut operation = ReplaceResource {
            call: session.call(self.context.now()),
            kind,
            id: id.to_owned(),
            precondition,
            incoming,
        };
        operation.call.log_unchanged = false;
        if let Some(unchanged) = tried(session, &operation) {
            return document(session, kind, unchanged, view);
        }
        operation.call.log_unchanged = true;
        document(session, kind, self.write(session, operation).await?, view)
    }

    pub(in crate::provider) async fn patch_resource(
        &self,
        session: &TenantSession,
        kind: ResourceKind,
        id: &str,
        request: PatchRequest,
        precondition: Option<Precondition>,
        view: &View,
    ) -> Result<Document, Failure> {
        let mut operation = PatchResource {
            call: session.call(self.context.now()),
            kind,
            id: id.to_owned(),
            precondition,
            request,
        };
        operation.call.log_unchanged = false;
        let written = if let Some(unchanged) = tried(session, &operation) {
            unchanged
        } else {
            operation.call.log_unchanged = true;
            self.write(session, operation).await?
        };
        document(session, kind, written, view)
    }

    pub(in crate::provider) async fn delete_resource(
        &self,
        session: &TenantSession,
        kind: ResourceKind,
        id: &str,
        precondition: Option<Precondition>,
    ) -> Result<(), Failure> {
        let operation = DeleteResource {
            call: session.call(self.context.now()),
            kind,
            id: id.to_owned(),
            precondition,
        };
        self.write(session, operation).await.map(drop)
    }
}

fn document(
    session: &TenantSession,
    kind: ResourceKind,
    written: Written,
    view: &View,
) -> Result<Document, Failure> {
    let schema = session.schema(kind)?;
    let stored = stored(written)?;
    Ok(bare(schema, &stored, view)?.wrap(schema, &stored, view))
}
