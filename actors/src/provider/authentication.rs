//! Who calls (R36, product 1f): the token, its tenant, and the words for what is wrong with it.

use std::sync::Arc;

use jiff::Timestamp;
use roster::GroupNames;
use rosterd_http::provider::{Failure, RequestFacts};
use scim::schema::Catalog;
use store::{
    engine::{Rows, Snapshot},
    error::EngineError,
    reader,
    record::token::{
        SecretDigest, TokenKind, TokenState,
        access::{AccessToken, AccessTokenKey},
    },
    writer::AccessEpoch,
};

use super::{
    ScimProvider, TenantSession,
    authorization::{Presented, read},
    failure::{not_activated, unreadable},
    remembered::Verified,
};
use crate::{
    credential::{self, NotProven, Owned, Refused},
    oauth,
};

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
            facts,
            opened_at: now,
            seeds: self.context.seeds.clone(),
            watches: self.context.watches.clone(),
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
        let (tenant, token) = match verify(rows, &self.access_tokens, presented, now)? {
            Ok(known) => known,
            Err(refused) => return Ok(Err(refused)),
        };
        let terms = reader::tenant::terms(rows, tenant)?;
        let verified = Arc::new(Verified {
            tenant,
            token,
            strict: terms.strict,
            unique_group_names: terms.practice.group_names == GroupNames::Unique,
            catalog: match terms.declarations {
                0 => Catalog::standard(),
                _ => reader::catalog::of(rows, tenant)?,
            },
        });
        if let Some((epoch, sent)) = place {
            self.remembered.keep(epoch, sent, &verified);
        }
        Ok(Ok(verified))
    }
}

/// The tenant and the token, all out of one snapshot.
fn verify(
    rows: &dyn Rows,
    access_tokens: &AccessTokenKey,
    presented: Presented<'_>,
    now: Timestamp,
) -> Result<Result<Owned, Refused>, EngineError> {
    let refused = match presented {
        Presented::Token(text) if AccessToken::is_meant(text) => {
            return oauth::access(rows, access_tokens, text, now);
        }
        Presented::Token(text) => match credential::by_secret(rows, text)? {
            Ok(owned) => return Ok(bearer(owned, now)),
            Err(not_proven) => in_words(not_proven),
        },
        Presented::Nothing => {
            Refused::stranger("A bearer token is required: Authorization: Bearer rst_…")
        }
        Presented::OtherScheme => {
            Refused::stranger("Only the Bearer scheme is accepted: Authorization: Bearer rst_…")
        }
    };
    Ok(Err(refused))
}

fn bearer(owned: Owned, now: Timestamp) -> Result<Owned, Refused> {
    let (_, record) = &owned;
    if record.kind != TokenKind::Bearer {
        let words = format!(
            "'{}' is a client secret. Enter it at the identity provider as such, beside the client \
             id and the token endpoint, or create a bearer token.",
            record.name
        );
        return Err(Refused::meaning(Some(owned), words));
    }
    credential::active(owned, now)
}

fn in_words(not_proven: NotProven) -> Refused {
    match not_proven {
        NotProven::Malformed(meant) => Refused::meaning(
            meant,
            "The token is incomplete or altered. Copy it again, whole, or create a new one.",
        ),
        NotProven::Unknown(meant) => Refused::meaning(
            meant,
            "The token is not known. Create a new one and enter it at the identity provider.",
        ),
    }
}
