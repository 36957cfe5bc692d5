//! An authority with one client.

use rosterd_http::{
    oauth::{Authority, Client, Minted, Proof},
    provider::{Failure, RequestFacts},
};

/// Knows the client `client` with the secret `secret`, and the assertion `a.b.c`.
#[derive(Debug, Default)]
pub(crate) struct OneClient;

impl Authority for OneClient {
    fn assertion_algorithms(&self) -> &'static [&'static str] {
        &["RS256", "ES256"]
    }

    async fn mint(&self, client: Client, facts: RequestFacts) -> Result<Minted, Failure> {
        assert!(facts.operation.starts_with("POST /oauth2/token"));
        match (client.id.as_deref(), &client.proof) {
            (Some("client"), Proof::Secret(secret)) if secret == "secret" => {}
            (None | Some("client"), Proof::Assertion(assertion)) if assertion == "a.b.c" => {}
            (Some("busy"), _) => return Err(Failure::Busy { retry_after: 3 }),
            (Some("often"), _) => return Err(Failure::RateLimited { retry_after: 4 }),
            (Some("panic"), _) => panic!("asked to"),
            _ => return Err(Failure::Unauthorized("The \"client\" is not known.".into())),
        }
        Ok(Minted {
            tenant_id: "tenant".into(),
            token_id: "token".into(),
            access_token: "rat_abc".into(),
            expires_in: 3600,
        })
    }
}
