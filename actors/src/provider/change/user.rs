//! POST, PUT, PATCH and DELETE of users.

use roster::MemberId;
use rosterd_http::provider::{Document, Failure, Session, View};
use scim::{patch::PatchRequest, resource::Incoming, version::Precondition};
use store::operation::{
    Written,
    user::{CreateUser, DeleteUser, PatchUser, ReplaceUser},
};

use super::{
    super::{
        ScimProvider, TenantSession,
        document::user,
        unchanged::{is_out_of_question, tried},
    },
    stored,
};

impl ScimProvider {
    pub(in crate::provider) async fn create_user(
        &self,
        session: &TenantSession,
        incoming: Incoming,
        view: &View,
    ) -> Result<Document, Failure> {
        let operation = CreateUser {
            call: session.call(self.context.now()),
            id: self.context.ids.uuid()?,
            new_member: MemberId(self.context.ids.uuid()?),
            incoming,
        };
        document(session, self.write(session, operation).await?, view)
    }

    pub(in crate::provider) async fn replace_user(
        &self,
        session: &TenantSession,
        id: &str,
        incoming: Incoming,
        precondition: Option<Precondition>,
        view: &View,
    ) -> Result<Document, Failure> {
        let mut operation = ReplaceUser {
            call: session.call(self.context.now()),
            id: id.to_owned(),
            precondition,
            new_member: MemberId(self.context.ids.uuid()?),
            incoming,
            with_groups: true,
        };
        operation.call.log_unchanged = false;
        if let Some(unchanged) = tried(session, &operation) {
            return document(session, unchanged, view);
        }
        operation.call.log_unchanged = true;
        document(session, self.write(session, operation).await?, view)
    }

    pub(in crate::provider) async fn patch_user(
        &self,
        session: &TenantSession,
        id: &str,
        request: PatchRequest,
        precondition: Option<Precondition>,
        view: &View,
    ) -> Result<Document, Failure> {
        let mut operation = PatchUser {
            call: session.call(self.context.now()),
            id: id.to_owned(),
            precondition,
            new_member: MemberId(self.context.ids.uuid()?),
            request,
            with_groups: true,
        };
        operation.call.log_unchanged = false;
        let unchanged = if is_out_of_question(session, id, &operation.request) {
            None
        } else {
            tried(session, &operation)
        };
        let written = if let Some(unchanged) = unchanged {
            unchanged
        } else {
            operation.call.log_unchanged = true;
            self.write(session, operation).await?
        };
        document(session, written, view)
    }

    pub(in crate::provider) async fn delete_user(
        &self,
        session: &TenantSession,
        id: &str,
        precondition: Option<Precondition>,
    ) -> Result<(), Failure> {
        let operation = DeleteUser {
            call: session.call(self.context.now()),
            id: id.to_owned(),
            precondition,
        };
        self.write(session, operation).await.map(drop)
    }
}

fn document(
    session: &TenantSession,
    mut written: Written,
    view: &View,
) -> Result<Document, Failure> {
    let schema = session.catalog().user();
    let groups = std::mem::take(&mut written.groups);
    let stored = stored(written)?;
    Ok(user(schema, &stored, &groups, view)?.wrap(schema, &stored, view))
}
