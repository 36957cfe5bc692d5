//! The rows of a large change, on their way in.

use jiff::SignedDuration;
use rosterd_http::provider::Failure;
use store::operation::{
    Call,
    group::{BeginMembers, Difference, StageMembers},
};
use uuid::Uuid;

use crate::{
    context::Context, directory::DirectoryHandle, provider::failure::written, sweep::Sweep,
    write::WriteFailure,
};

/// Members in one part: as many as others can wait for.
const PART: usize = 256;
/// After so long whoever finds the change may take it for left behind.
const PATIENCE: SignedDuration = SignedDuration::from_mins(10);

/// A change that has an id.
pub(super) struct Staging<'l> {
    pub(super) context: &'l Context,
    pub(super) directory: &'l DirectoryHandle,
    pub(super) call: &'l Call,
    pub(super) group: Uuid,
    pub(super) change: Uuid,
}

impl Staging<'_> {
    /// Announces the change and writes its rows, part after part.
    pub(super) async fn write(&self, difference: &Difference) -> Result<(), Failure> {
        let steps = async {
            self.begin().await?;
            for members in difference.parts(PART) {
                self.stage(members).await?;
            }
            Ok(())
        };
        steps.await.map_err(|error: WriteFailure| {
            match written(&self.context.ids, error) {
                // Of rows that are not made to count nothing is seen, whatever became of them.
                Failure::Unknown => Failure::Busy {
                    retry_after: self.context.ids.jitter(1..=10),
                },
                failure => failure,
            }
        })
    }

    /// What is to be done when the change is over.
    pub(super) fn sweep(&self) -> Sweep {
        let tenant = self.call.tenant;
        Sweep::new(
            self.context,
            self.directory,
            tenant,
            self.group,
            self.change,
        )
    }

    async fn begin(&self) -> Result<(), WriteFailure> {
        let operation = BeginMembers {
            call: self.call.clone(),
            group: self.group,
            change: self.change,
            until: self.context.now() + PATIENCE,
        };
        self.directory.write_patiently(&operation).await
    }

    async fn stage(&self, members: Difference) -> Result<(), WriteFailure> {
        let operation = StageMembers {
            call: self.call.clone(),
            group: self.group,
            change: self.change,
            members,
        };
        self.directory.write_patiently(&operation).await
    }
}
