//! Changes of members: few of them in one operation, many of them by a large change.

use jiff::Timestamp;
use rosterd_http::provider::Failure;
use scim::{ScimError, patch::MembersChange};
use store::{
    engine::Rows,
    error::{EngineError, WriteError},
    operation::{
        Operation, Refusal, Written,
        group::{CreateGroup, PatchGroup, Prepared, ReplaceGroup},
    },
    reader,
};
use uuid::Uuid;

use super::large::Large;
use crate::{
    directory::Write,
    provider::{
        ScimProvider, TenantSession,
        failure::{unreadable, written},
    },
    submission::Submission,
    write::WriteFailure,
};

/// The most members that one commit changes, and that it looks at to find out which.
pub(super) const FEW: usize = 250;

/// An operation on a group that may change its members.
pub(super) trait ChangesMembers: Operation<Output = Written> + Clone + Sync {
    /// Takes what is said about members out of the body.
    fn take_members(&mut self) -> Result<Vec<MembersChange>, ScimError>;

    /// Puts in its place what it comes to.
    fn prepare(&mut self, prepared: Prepared, now: Timestamp);
}

impl ScimProvider {
    /// Has an operation on a group committed, in whichever way its members allow. `group` is none
    /// where no group can have the id.
    pub(super) async fn change_group<O>(
        &self,
        session: &TenantSession,
        group: Option<Uuid>,
        operation: O,
    ) -> Result<Written, Failure>
    where
        O: ChangesMembers,
        Write: From<Submission<O>>,
    {
        let mut bare = operation.clone();
        let changes = bare.take_members().unwrap_or_else(|_| Vec::new());
        let Some(group) = group.filter(|_| !changes.is_empty()) else {
            return self.write(session, operation).await;
        };
        if are_few(&*session.snapshot(), session, group, &changes).map_err(|e| unreadable(&e))? {
            let outcome = self.change_few(session, group, operation).await?;
            match outcome {
                // Nobody in this process is at work on a large change, so one was left behind.
                Err(WriteFailure::Store(WriteError::Refused(Refusal::Busy))) => {}
                outcome => return outcome.map_err(|error| written(&self.context.ids, error)),
            }
        }
        let large = Large::new(&self.context, session, group, changes, bare)?;
        large.begin(session.limit()).await
    }

    async fn change_few<O>(
        &self,
        session: &TenantSession,
        group: Uuid,
        operation: O,
    ) -> Result<Result<Written, WriteFailure>, Failure>
    where
        O: ChangesMembers,
        Write: From<Submission<O>>,
    {
        let lock = session.visit.groups.of(group);
        let _side_by_side = tokio::time::timeout(session.limit(), lock.read())
            .await
            .map_err(|_| Failure::Busy {
                retry_after: self.context.ids.jitter(1..=10),
            })?;
        let directory = &session.visit.directory;
        Ok(directory.write(session.limit(), operation).await)
    }
}

/// Whether a change can be worked out inside of its operation without holding others up.
fn are_few(
    rows: &dyn Rows,
    session: &TenantSession,
    group: Uuid,
    changes: &[MembersChange],
) -> Result<bool, EngineError> {
    let (mut named, mut looks_at_all) = (0, false);
    for change in changes {
        match change {
            MembersChange::Add(members) | MembersChange::Remove(members) => named += members.len(),
            MembersChange::Replace(members) => {
                named += members.len();
                looks_at_all = true;
            }
            MembersChange::RemoveAll
            | MembersChange::RemoveMatching(_)
            | MembersChange::InPlace(_) => looks_at_all = true,
        }
    }
    if looks_at_all {
        let members = reader::group::member_count(rows, session.tenant(), group)?;
        named = named.max(usize::try_from(members.unwrap_or(0)).unwrap_or(usize::MAX));
    }
    Ok(named <= FEW)
}

impl ChangesMembers for CreateGroup {
    fn take_members(&mut self) -> Result<Vec<MembersChange>, ScimError> {
        let members = self.incoming.members.take();
        Ok(members.map(MembersChange::Replace).into_iter().collect())
    }

    fn prepare(&mut self, prepared: Prepared, now: Timestamp) {
        self.prepared = Some(prepared);
        self.call.now = now;
    }
}

impl ChangesMembers for ReplaceGroup {
    fn take_members(&mut self) -> Result<Vec<MembersChange>, ScimError> {
        let members = self.incoming.members.take();
        Ok(members.map(MembersChange::Replace).into_iter().collect())
    }

    fn prepare(&mut self, prepared: Prepared, now: Timestamp) {
        self.prepared = Some(prepared);
        self.call.now = now;
    }
}

impl ChangesMembers for PatchGroup {
    fn take_members(&mut self) -> Result<Vec<MembersChange>, ScimError> {
        self.request.take_members()
    }

    fn prepare(&mut self, prepared: Prepared, now: Timestamp) {
        self.prepared = Some(prepared);
        self.call.now = now;
    }
}
