//! A sign-in that was refused: counted, noted, and put into words.

use jiff::Timestamp;
use roster::TenantId;
use rosterd_http::provider::{Failure, RequestFacts};
use scim::schema::Catalog;
use store::{
    operation::{Call, Seed, activity::Note},
    record::{
        activity::{EntryError, OperationName, Outcome, Source, Subject},
        token::{TokenKind, TokenPass},
    },
};

use super::Owned;
use crate::{generation::Generation, rates::AddressRates, tenants::TenantsHandle};

/// Why a caller is not let in.
#[derive(Debug)]
pub(crate) struct Refused {
    /// For the admin who looks at the provider's log.
    words: String,
    /// The credential that was meant, if one can be told: its tenant's history gets an entry (R80,
    /// R85).
    meant: Option<Box<Owned>>,
}

impl Refused {
    /// Nobody can tell whose.
    pub(crate) fn stranger(words: impl Into<String>) -> Self {
        Self::meaning(None, words)
    }

    /// Somebody's, if it can be told.
    pub(crate) fn meaning(meant: Option<Owned>, words: impl Into<String>) -> Self {
        Self {
            words: words.into(),
            meant: meant.map(Box::new),
        }
    }

    /// Revoked or expired. Only who has proven to have it gets to read its name.
    pub(super) fn ended(meant: Owned, how: &str) -> Self {
        let (_, record) = &meant;
        let when = record.revoked_at.or(record.expires_at);
        let day = when.map_or_else(String::new, |when| when.strftime("%Y-%m-%d").to_string());
        let advice = match record.kind {
            TokenKind::Bearer | TokenKind::ClientSecret => {
                "Enter a current one at the identity provider."
            }
            TokenKind::Federated => "Create a new one for the same issuer, subject and audience.",
        };
        let words = format!("The token '{}' {how} {day}. {advice}", record.name);
        Self::meaning(Some(meant), words)
    }

    /// Counts the failure against the caller's address, and leaves an entry where it concerns a
    /// tenant.
    pub(crate) async fn answer(
        self,
        tenants: &TenantsHandle,
        addresses: &AddressRates,
        generation: &Generation,
        facts: &RequestFacts,
        (now, seed): (Timestamp, Seed),
    ) -> Failure {
        if let Err(limited) = addresses.failed(generation, facts.address) {
            return limited.into();
        }
        let Self { words, meant } = self;
        if let Some((tenant, token)) = meant.map(|meant| *meant) {
            match tenants.visit(tenant).await {
                Ok(visit) => {
                    if !visit
                        .directory
                        .note(entry(tenant, &token, facts, &words, (now, seed)))
                    {
                        tracing::warn!(%tenant, "a refused sign-in was not noted: too many wait");
                    }
                }
                Err(error) => tracing::warn!(%error, "a refused sign-in was not noted"),
            }
        }
        Failure::Unauthorized(words)
    }
}

fn entry(
    tenant: TenantId,
    token: &TokenPass,
    facts: &RequestFacts,
    words: &str,
    (now, seed): (Timestamp, Seed),
) -> Note {
    Note {
        call: Call {
            tenant,
            catalog: Catalog::standard(),
            source: Source::token(&token.public_id, &token.name, facts.client.as_deref()),
            request_id: facts.request_id.clone(),
            now,
            log_unchanged: true,
            seed,
        },
        operation: OperationName::Authenticate,
        result: Outcome::Failed,
        who: Some(Subject::Token {
            id: Some(token.public_id.clone()),
            name: Some(token.name.clone()),
        }),
        error: Some(EntryError {
            status: 401,
            scim_type: None,
            detail: words.to_owned(),
        }),
        reason: None,
        notes: Vec::new(),
        times: 1,
    }
}
