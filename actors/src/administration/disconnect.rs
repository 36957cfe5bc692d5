//! The end of a connection to a directory (D20).

use rosterd_http::admin::{Admin, DisconnectRequest, Problem, StateView};
use store::{
    operation::{
        disconnect::{Disconnect, Disconnected},
        group::DeleteGroup,
        token::RevokeToken,
    },
    reader,
    record::token::TokenState,
};

use super::{
    TreeAdministration,
    problem::{unreadable, written},
};
use crate::tenant::Visit;

/// Records in one commit.
const CHUNK: usize = 64;

impl TreeAdministration {
    /// Can be repeated from anywhere, should it be interrupted: the tokens go first.
    pub(super) async fn end_connection(
        &self,
        by: &Admin,
        tenant: &str,
        request: &DisconnectRequest,
    ) -> Result<StateView, Problem> {
        let visit = self.visit(tenant).await?;
        if !request.confirm {
            return Err(unconfirmed());
        }
        self.revoke_all(by, &visit).await?;
        self.delete_groups(by, &visit).await?;
        let mut after = None;
        loop {
            let step = Disconnect {
                call: self.call(by, visit.id()),
                after,
                limit: CHUNK,
            };
            let step = visit.directory.write(self.limit(), step).await;
            match step.map_err(written)? {
                Disconnected::Records => {}
                Disconnected::Members(member) => after = Some(member),
                Disconnected::Done => return self.show_state(&visit.id().to_string()),
            }
        }
    }

    async fn revoke_all(&self, by: &Admin, visit: &Visit) -> Result<(), Problem> {
        let now = self.context.now();
        let tokens = reader::token::list(&*self.snapshot()?, visit.id());
        for token in tokens.map_err(|error| unreadable(&error))? {
            if token.state(now) == TokenState::Active {
                let operation = RevokeToken {
                    call: self.call(by, visit.id()),
                    public_id: token.public_id,
                };
                let revoked = visit.token.revoke(self.limit(), operation).await;
                revoked.map_err(written)?;
            }
        }
        Ok(())
    }

    async fn delete_groups(&self, by: &Admin, visit: &Visit) -> Result<(), Problem> {
        loop {
            let groups = reader::group::list(&*self.snapshot()?, visit.id(), None, CHUNK);
            let groups = groups.map_err(|error| unreadable(&error))?;
            if groups.is_empty() {
                return Ok(());
            }
            for (id, _) in groups {
                let operation = DeleteGroup {
                    call: self.call(by, visit.id()),
                    id: id.to_string(),
                    precondition: None,
                };
                let deleted = visit.directory.write(self.limit(), operation).await;
                deleted.map_err(written)?;
            }
        }
    }
}

fn unconfirmed() -> Problem {
    Problem::new(
        409,
        "unconfirmed",
        "The connection would end",
        "Every token is revoked, every directory record and group is forgotten, pending removals \
         are cancelled, and the members stay, managed by the app. Confirm it if that is meant.",
    )
}
