//! The token endpoint's answers.

use std::sync::Arc;

use jiff::Timestamp;
use rosterd_http::{
    oauth::{Authority, Client, Minted, Proof},
    provider::{Class, Failure, RequestFacts},
};
use store::record::token::{
    TokenPass,
    access::{AccessToken, AccessTokenKey},
};

use super::{assertion::Verifier, secret};
use crate::{
    context::Context,
    credential::{Owned, Refused},
    generation::Generation,
    provider::failure::{not_activated, unreadable},
    rates::AddressRates,
    tenants::TenantsHandle,
};

/// Makes access tokens.
#[derive(Debug)]
pub(crate) struct TokenAuthority {
    context: Context,
    tenants: TenantsHandle,
    addresses: Arc<AddressRates>,
    access_tokens: AccessTokenKey,
}

impl TokenAuthority {
    pub(crate) fn new(
        context: Context,
        tenants: TenantsHandle,
        addresses: Arc<AddressRates>,
    ) -> Self {
        Self {
            access_tokens: AccessTokenKey::new(&context.signing_key),
            context,
            tenants,
            addresses,
        }
    }

    async fn verify(
        &self,
        client: &Client,
        generation: &Generation,
        now: Timestamp,
    ) -> Result<Result<Owned, Refused>, Failure> {
        let id = client.id.as_deref();
        match &client.proof {
            Proof::Secret(secret) => {
                let snapshot = self.context.store.snapshot();
                let snapshot = snapshot.map_err(|error| unreadable(&error))?;
                secret::verify(&*snapshot, id, secret, now).map_err(|error| unreadable(&error))
            }
            Proof::Assertion(text) => {
                let verifier = Verifier {
                    context: &self.context,
                    settings: &generation.settings.oauth,
                };
                verifier.verify(id, text, now).await
            }
        }
    }
}

impl Authority for TokenAuthority {
    fn assertion_algorithms(&self) -> &'static [&'static str] {
        match &*self.context.in_force.load().settings.oauth.issuers {
            [] => &[],
            _ => &issuers::ALGORITHMS,
        }
    }

    async fn mint(&self, client: Client, facts: RequestFacts) -> Result<Minted, Failure> {
        let generation = self.context.in_force.load();
        let now = self.context.now();
        let (tenant, pass) = match self.verify(&client, &generation, now).await? {
            Ok(owned) => owned,
            Err(refused) => {
                let answer = refused.answer(
                    &self.tenants,
                    &self.addresses,
                    &generation,
                    &facts,
                    (now, self.context.seeds.next()),
                );
                return Err(answer.await);
            }
        };
        let visit = self
            .tenants
            .visit(tenant)
            .await
            .map_err(|error| not_activated(&self.context.ids, error))?;
        visit
            .rates
            .admit(&generation, &pass.public_id, Class::Read)?;
        visit
            .token
            .used(&pass.public_id, now, facts.client.as_deref());
        let token = AccessToken {
            tenant,
            expires_at: end(&pass, now, generation.settings.oauth.access_token),
            public_id: pass.public_id,
        };
        Ok(Minted {
            tenant_id: tenant.to_string(),
            access_token: self.access_tokens.sign(&token),
            expires_in: u64::try_from(token.expires_at.duration_since(now).as_secs()).unwrap_or(0),
            token_id: token.public_id,
        })
    }
}

/// An access token never outlives its credential. The year 9999 is the end of all time here.
fn end(pass: &TokenPass, now: Timestamp, life: std::time::Duration) -> Timestamp {
    let end = now.saturating_add(life).unwrap_or(Timestamp::MAX);
    pass.expires_at
        .map_or(end, |expires_at| expires_at.min(end))
}
