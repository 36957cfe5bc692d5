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

use super::secret;
use crate::{
    context::Context,
    credential::{Owned, Refused},
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

    fn verify(&self, client: &Client, now: Timestamp) -> Result<Result<Owned, Refused>, Failure> {
        let snapshot = self.context.store.snapshot();
        let snapshot = snapshot.map_err(|error| unreadable(&error))?;
        match &client.proof {
            Proof::Secret(secret) => secret::verify(&*snapshot, client.id.as_deref(), secret, now)
                .map_err(|error| unreadable(&error)),
            Proof::Assertion(_) => Ok(Err(Refused::stranger(
                "No issuer of assertions is trusted here.",
            ))),
        }
    }
}

impl Authority for TokenAuthority {
    async fn mint(&self, client: Client, facts: RequestFacts) -> Result<Minted, Failure> {
        let generation = self.context.in_force.load();
        let now = self.context.now();
        let (tenant, pass) = match self.verify(&client, now)? {
            Ok(owned) => owned,
            Err(refused) => {
                let answer =
                    refused.answer(&self.tenants, &self.addresses, &generation, &facts, now);
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
