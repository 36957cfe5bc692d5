//! POST, PUT, PATCH and DELETE of groups.

mod large;
mod members;

use rosterd_http::provider::{Document, Failure, Session, View};
use scim::{ResourceKind, patch::PatchRequest, resource::Incoming, version::Precondition};
use store::{
    operation::{
        Written,
        group::{CreateGroup, DeleteGroup, PatchGroup, ReplaceGroup},
    },
    record::parse_id,
};

use super::{
    super::{
        ScimProvider, TenantSession,
        document::{bare, silent, wants_links},
        failure::unreadable,
        unchanged::{is_cheap, tried},
    },
    stored,
};
use crate::sweep::Sweep;

impl ScimProvider {
    pub(in crate::provider) async fn create_group(
        &self,
        session: &TenantSession,
        incoming: Incoming,
        view: &View,
    ) -> Result<Document, Failure> {
        let id = self.context.ids.uuid()?;
        let operation = CreateGroup {
            call: session.call(self.context.now()),
            id,
            incoming,
            prepared: None,
        };
        let written = self.change_group(session, Some(id), operation).await?;
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
            prepared: None,
        };
        let written = self.change_group(session, parse_id(id), operation).await?;
        self.pushed(session);
        self.group_document(session, written, view)
    }

    pub(in crate::provider) async fn patch_group(
        &self,
        session: &TenantSession,
        id: &str,
        request: PatchRequest,
        precondition: Option<Precondition>,
        view: &View,
        answer: bool,
    ) -> Result<Document, Failure> {
        let mut operation = PatchGroup {
            call: session.call(self.context.now()),
            id: id.to_owned(),
            precondition,
            request,
            prepared: None,
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
            self.change_group(session, parse_id(id), operation).await?
        };
        self.pushed(session);
        if answer {
            return self.group_document(session, written, view);
        }
        Ok(silent(session.catalog().group(), &stored(written)?, view))
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
        let Some(group) = parse_id(id) else {
            return self.write(session, operation).await.map(drop);
        };
        let lock = session.visit.groups.of(group);
        let alone = lock.write().await;
        self.write(session, operation).await?;
        let left = Sweep::of(
            &self.context,
            &session.visit.directory,
            session.tenant(),
            group,
        );
        match left.await {
            Ok(None) => {}
            Ok(Some(left)) => drop(tokio::spawn(left.finish())),
            Err(error) => tracing::warn!(%error, "the scheduler sweeps what a group has left"),
        }
        drop(alone);
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
