//! Tokens: making, listing and ending them.

use rosterd_http::{
    admin::{Admin, NewToken, PageOf, Problem, TokenCreated, TokenKind, TokenView},
    oauth::TOKEN_PATH,
};
use store::{
    operation::token::{CreateToken, Credential, RevokeToken},
    reader,
    record::{
        TokenRecord,
        token::{TokenWatch, format::TokenText},
    },
};

use super::{
    TreeAdministration, find,
    problem::{broken, invalid, unreadable, written},
    view,
};
use crate::{generation::Generation, ids::NoRandomness, oauth};

impl TreeAdministration {
    pub(super) async fn make_token(
        &self,
        by: &Admin,
        tenant: &str,
        new: NewToken,
    ) -> Result<TokenCreated, Problem> {
        let generation = self.context.in_force.load();
        let (kind, credential) = (new.kind, credential(&new, &generation)?);
        let visit = self.visit(tenant).await?;
        let text = self.mint().map_err(|error| broken(&error))?;
        let operation = CreateToken {
            call: self.call(by, visit.id()),
            text: text.clone(),
            credential,
            name: new.name,
            expires_at: new.expires_at,
        };
        let created = visit
            .token
            .create(self.limit(), operation)
            .await
            .map_err(written)?;
        let mints = created.record.kind.mints();
        let public_url = &generation.settings.server.public_url;
        Ok(TokenCreated {
            id: created.record.public_id,
            prefix: created.record.prefix,
            kind,
            token: created.record.digest.map(|_| text.reveal()),
            client_id: mints.then(|| oauth::client_id(visit.id())),
            token_endpoint: public_url
                .as_ref()
                .filter(|_| mints)
                .map(|url| format!("{url}{TOKEN_PATH}")),
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
        let watch = TokenWatch::default();
        Ok(view::token(record, &watch, self.context.now()))
    }

    pub(super) fn list_tokens(&self, tenant: &str) -> Result<PageOf<TokenView>, Problem> {
        let snapshot = self.snapshot()?;
        let tenant = find(&*snapshot, tenant)?.id;
        let now = self.context.now();
        let view = |token: TokenRecord| {
            let watch = reader::token::watch(&*snapshot, tenant, &token.public_id)?;
            Ok(view::token(token, &watch, now))
        };
        let tokens = reader::token::list(&*snapshot, tenant);
        let items = tokens.and_then(|tokens| tokens.into_iter().map(view).collect());
        Ok(PageOf {
            items: items.map_err(|error| unreadable(&error))?,
            next: None,
        })
    }

    fn mint(&self) -> Result<TokenText, NoRandomness> {
        let ids = &self.context.ids;
        Ok(TokenText::mint(*ids.secret()?, *ids.secret()?))
    }
}

/// What is to be made. An issuer that is not trusted now is refused now, not when the directory
/// first calls.
fn credential(new: &NewToken, generation: &Generation) -> Result<Credential, Problem> {
    match (new.kind, &new.federation) {
        (TokenKind::Bearer, None) => Ok(Credential::Bearer),
        (TokenKind::ClientSecret, None) => Ok(Credential::ClientSecret),
        (TokenKind::Federated, Some(claims)) => {
            if generation.settings.oauth.issuer(&claims.issuer).is_none() {
                return Err(invalid(format!(
                    "No [[oauth.issuers]] of the configuration covers {}. Add it and reload first.",
                    claims.issuer
                )));
            }
            Ok(Credential::Federated(view::claims(claims.clone())))
        }
        (TokenKind::Federated, None) => Err(invalid(
            "A federated token needs the issuer, subject and audience of its assertions.",
        )),
        (TokenKind::Bearer | TokenKind::ClientSecret, Some(_)) => Err(invalid(
            "Only a federated token has an issuer, a subject and an audience.",
        )),
    }
}
