//! POST, PUT, PATCH and DELETE of groups.

use rosterd_http::provider::{Document, Failure, Session, View};
use scim::{ResourceKind, patch::PatchRequest, resource::Incoming, version::Precondition};
use store::operation::{
    Written,
    group::{CreateGroup, DeleteGroup, PatchGroup, ReplaceGroup},
};

use super::{
    super::{
        ScimProvider, TenantSession,
        document::{bare, wants_links},
        failure::unreadable,
        unchanged::{is_cheap, tried},
    },
    stored,
};

impl ScimProvider {
    pub(in crate::provider) async fn create_group(
        &self,
        session: &TenantSession,
        incoming: Incoming,
        view: &View,
    ) -> Result<Document, Failure> {
        let operation = CreateGroup {
            call: session.call(self.context.now()),
            id: self.context.ids.uuid()?,
            incoming,
        };
        let written = self.write(session, operation).await?;
        self.pushed(session);
        self.group_document(session, written, view)
    }

    /// Never tried out first: to see that a PUT changes nothing, all members have to be looked at.
    pub(in crate::provider) async fn replace_group(
        &self,
        session: &TenantSession,
        id: &str,
        incoming: Incoming,
        precondition: Option<Precondition>,
        view: &View,
    ) -> Result<Document, Failure> {
        let operation = ReplaceGroup {
            call: session.call(self.context.now()),
            id: id.to_owned(),
            precondition,
            incoming,
        };
        let written = self.write(session, operation).await?;
        self.pushed(session);
        self.group_document(session, written, view)
    }

    pub(in crate::provider) async fn patch_group(
        &self,
        session: &TenantSession,
        id: &str,
        request: PatchRequest,
        precondition: Option<Precondition>,
        view: Option<&View>,
    ) -> Result<Option<Document>, Failure> {
        let mut operation = PatchGroup {
            call: session.call(self.context.now()),
            id: id.to_owned(),
            precondition,
            request,
        };
        operation.call.log_unchanged = false;
        let unchanged = if is_cheap(&operation.request) {
            tried(session, &operation)
        } else {
            None
        };
        let written = if let Some(unchanged) = unchanged {
            unchanged
        } else {
            operation.call.log_unchanged = true;
            self.write(session, operation).await?
        };
        self.pushed(session);
        view.map(|view| self.group_document(session, written, view))
            .transpose()
    }

    pub(in crate::provider) async fn delete_group(
        &self,
        session: &TenantSession,
        id: &str,
        precondition: Option<Precondition>,
    ) -> Result<(), Failure> {
        let operation = DeleteGroup {
            call: session.call(self.context.now()),
            id: id.to_owned(),
            precondition,
        };
        self.write(session, operation).await?;
        self.pushed(session);
        Ok(())
    }

    fn pushed(&self, session: &TenantSession) {
        session.visit.group_mapping.pushed(self.context.now());
    }

    /// With members, if they are asked for, the group is read anew: they are rows of their own.
    fn group_document(
        &self,
        session: &TenantSession,
        written: Written,
        view: &View,
    ) -> Result<Document, Failure> {
        let schema = session.catalog().group();
        if wants_links(schema, view) {
            let snapshot = self
                .context
                .store
                .snapshot()
                .map_err(|error| unreadable(&error))?;
            return self.document(
                snapshot.into(),
                session,
                ResourceKind::Group,
                &written.id,
                view,
            );
        }
        let stored = stored(written)?;
        Ok(bare(schema, &stored, view)?.wrap(schema, &stored, view))
    }
}
