//! Who calls (R36, product 1f): the token, its tenant, and the words for what is wrong with it.

use std::sync::Arc;

use jiff::Timestamp;
use roster::TenantId;
use rosterd_http::provider::{Failure, RequestFacts};
use scim::schema::Catalog;
use store::{
    engine::{Rows, Snapshot},
    error::EngineError,
    operation::{Call, activity::Note},
    reader,
    record::{
        activity::{EntryError, OperationName, Outcome, Source, Subject},
        token::{SecretDigest, TokenKind, TokenPass, TokenState, format::TokenText},
    },
    writer::AccessEpoch,
};

use super::{
    ScimProvider, TenantSession,
    authorization::{Presented, read},
    failure::{not_activated, unreadable},
    remembered::Verified,
};
use crate::generation::Generation;

/// Why a caller is not let in.
struct Refused {
    /// For the admin who looks at the provider's log.
    words: String,
    /// The token that was meant, if one can be told: its tenant's history gets an entry (R80, R85).
    meant: Option<(TenantId, TokenPass)>,
}

impl Refused {
    fn stranger(words: &str) -> Self {
        Self {
            words: words.to_owned(),
            meant: None,
        }
    }
}

impl ScimProvider {
    pub(super) async fn authenticate(
        &self,
        authorization: Option<&[u8]>,
        facts: RequestFacts,
    ) -> Result<TenantSession, Failure> {
        let generation = self.context.in_force.load();
        let now = self.context.now();
        let (snapshot, epoch) = self
            .context
            .store
            .snapshot_in_epoch()
            .map_err(|error| unreadable(&error))?;
        let snapshot: Arc<dyn Snapshot> = snapshot.into();
        let known = self
            .known(&*snapshot, epoch, read(authorization), now)
            .map_err(|error| unreadable(&error))?;
        let verified = match known {
            Ok(verified) => verified,
            Err(refused) => return Err(self.refuse(&generation, refused, &facts, now).await),
        };
        let visit = self
            .tenants
            .visit(verified.tenant)
            .await
            .map_err(|error| not_activated(&self.context.ids, error))?;
        visit
            .token
            .used(&verified.token.public_id, now, facts.client.as_deref());
        Ok(TenantSession {
            visit,
            generation,
            snapshot,
            verified,
            catalog: Catalog::standard(),
            facts,
            opened_at: now,
        })
    }

    /// Who calls, out of memory or out of the snapshot. What is wrong with a credential is only
    /// ever read.
    fn known(
        &self,
        rows: &dyn Rows,
        epoch: Option<AccessEpoch>,
        presented: Presented<'_>,
        now: Timestamp,
    ) -> Result<Result<Arc<Verified>, Refused>, EngineError> {
        let sent = match presented {
            Presented::Token(text) => Some(SecretDigest::of(text.as_bytes())),
            Presented::Nothing | Presented::OtherScheme => None,
        };
        let place = epoch.zip(sent);
        if let Some((epoch, sent)) = &place
            && let Some(verified) = self.remembered.find(*epoch, sent)
            && verified.token.state(now) == TokenState::Active
        {
            return Ok(Ok(verified));
        }
        let (tenant, token) = match verify(rows, presented, now)? {
            Ok(known) => known,
            Err(refused) => return Ok(Err(refused)),
        };
        let verified = Arc::new(Verified {
            tenant,
            token,
            strict: reader::tenant::is_strict(rows, tenant)?,
        });
        if let Some((epoch, sent)) = place {
            self.remembered.keep(epoch, sent, &verified);
        }
        Ok(Ok(verified))
    }

    /// Counts the failure against the caller's address, and leaves an entry where it concerns a
    /// tenant.
    async fn refuse(
        &self,
        generation: &Generation,
        refused: Refused,
        facts: &RequestFacts,
        now: Timestamp,
    ) -> Failure {
        if let Err(limited) = self.addresses.failed(generation, facts.address) {
            return limited.into();
        }
        let Refused { words, meant } = refused;
        if let Some((tenant, token)) = meant {
            match self.tenants.visit(tenant).await {
                Ok(visit) => {
                    let note = refused_sign_in(tenant, &token, facts, &words, now);
                    if !visit.directory.note(note) {
                        tracing::warn!(%tenant, "a refused sign-in was not noted: too many wait");
                    }
                }
                Err(error) => tracing::warn!(%error, "a refused sign-in was not noted"),
            }
        }
        Failure::Unauthorized(words)
    }
}

/// The tenant and the token, all out of one snapshot. An unknown token and a wrong secret take the
/// same work: one digest, one comparison.
fn verify(
    rows: &dyn Rows,
    presented: Presented<'_>,
    now: Timestamp,
) -> Result<Result<(TenantId, TokenPass), Refused>, EngineError> {
    let text = match presented {
        Presented::Token(text) => text,
        Presented::Nothing => {
            return Ok(Err(Refused::stranger(
                "A bearer token is required: Authorization: Bearer rst_…",
            )));
        }
        Presented::OtherScheme => {
            return Ok(Err(Refused::stranger(
                "Only the Bearer scheme is accepted: Authorization: Bearer rst_…",
            )));
        }
    };
    let token = match TokenText::parse(text) {
        Ok(token) => token,
        Err(malformed) => {
            let meant = match &malformed.public_id {
                Some(public_id) => find(rows, public_id)?,
                None => None,
            };
            let words = "The token is incomplete or altered. Copy it again, whole, or create a \
                         new one.";
            return Ok(Err(Refused {
                words: words.to_owned(),
                meant,
            }));
        }
    };
    let found = find(rows, token.public_id())?;
    let sent = token.digest();
    let kept = found
        .as_ref()
        .and_then(|(_, record)| record.digest)
        .unwrap_or_else(|| SecretDigest::of(b"nobody's secret"));
    let is_right = sent == kept;
    let unknown = "The token is not known. Create a new one and enter it at the identity provider.";
    Ok(match found {
        None => Err(Refused::stranger(unknown)),
        Some(meant) if !is_right => Err(Refused {
            words: unknown.to_owned(),
            meant: Some(meant),
        }),
        Some(meant) if meant.1.kind != TokenKind::Bearer => Err(Refused {
            words: format!(
                "'{}' is a client secret. Enter it at the identity provider as such, beside the \
                 client id and the token endpoint, or create a bearer token.",
                meant.1.name
            ),
            meant: Some(meant),
        }),
        Some((tenant, record)) => match record.state(now) {
            TokenState::Active => Ok((tenant, record)),
            TokenState::Revoked => Err(ended(tenant, record, "was revoked on")),
            TokenState::Expired => Err(ended(tenant, record, "expired on")),
        },
    })
}

fn find(rows: &dyn Rows, public_id: &str) -> Result<Option<(TenantId, TokenPass)>, EngineError> {
    let Some(tenant) = reader::token::owner(rows, public_id)? else {
        return Ok(None);
    };
    let record = reader::token::pass(rows, tenant, public_id)?;
    Ok(record.map(|record| (tenant, record)))
}

/// Only who has the whole secret gets to read the token's name.
fn ended(tenant: TenantId, record: TokenPass, how: &str) -> Refused {
    let when = record.revoked_at.or(record.expires_at);
    let day = when.map_or_else(String::new, |when| when.strftime("%Y-%m-%d").to_string());
    Refused {
        words: format!(
            "The token '{}' {how} {day}. Enter a current one at the identity provider.",
            record.name
        ),
        meant: Some((tenant, record)),
    }
}

fn refused_sign_in(
    tenant: TenantId,
    token: &TokenPass,
    facts: &RequestFacts,
    words: &str,
    now: Timestamp,
) -> Note {
    Note {
        call: Call {
            tenant,
            catalog: Catalog::standard(),
            source: Source::token(&token.public_id, &token.name, facts.client.as_deref()),
            request_id: facts.request_id.clone(),
            now,
            log_unchanged: true,
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
