//! Tokens: making and ending them.

use rosterd_http::admin::{Admin, NewToken, Problem, TokenCreated, TokenView};
use store::{
    operation::token::{CreateToken, Credential, RevokeToken},
    record::token::format::TokenText,
};

use super::{
    TreeAdministration,
    problem::{broken, written},
    view,
};
use crate::ids::NoRandomness;

impl TreeAdministration {
    pub(super) async fn make_token(
        &self,
        by: &Admin,
        tenant: &str,
        new: NewToken,
    ) -> Result<TokenCreated, Problem> {
        let visit = self.visit(tenant).await?;
        let text = self.mint().map_err(|error| broken(&error))?;
        let operation = CreateToken {
            call: self.call(by, visit.id()),
            text: text.clone(),
            credential: Credential::Bearer,
            name: new.name,
            expires_at: new.expires_at,
        };
        let created = visit
            .token
            .create(self.limit(), operation)
            .await
            .map_err(written)?;
        Ok(TokenCreated {
            id: created.record.public_id,
            prefix: created.record.prefix,
            token: text.reveal(),
            name: created.record.name,
            duplicate_name: created.duplicate_name,
        })
    }

    pub(super) async fn end_token(
        &self,
        by: &Admin,
        tenant: &str,
        token: &str,
    ) -> Result<TokenView, Problem> {
        let visit = self.visit(tenant).await?;
        let operation = RevokeToken {
            call: self.call(by, visit.id()),
            public_id: token.to_owned(),
        };
        let record = visit
            .token
            .revoke(self.limit(), operation)
            .await
            .map_err(written)?;
        Ok(view::token(record, self.context.now()))
    }

    fn mint(&self) -> Result<TokenText, NoRandomness> {
        let ids = &self.context.ids;
        Ok(TokenText::mint(*ids.secret()?, *ids.secret()?))
    }
}
