//! A new credential (R37–R45).

use jiff::Timestamp;
use roster::Gate;
use scim::fold::fold;

use super::{federation, watch};
use crate::{
    engine::Rows,
    error::EngineError,
    key,
    operation::{
        Call, Operation, Refusal, RunError,
        work::{self, Draft, Work},
    },
    overlay::Overlay,
    reader,
    record::{
        TokenRecord,
        activity::{Event, OperationName, Subject},
        token::{Federation, MOST_ACTIVE, TokenKind, TokenState, format::TokenText},
    },
};

/// Keeps what may be kept of a minted token. The caller shows the text, once, after the commit.
#[derive(Debug, Clone)]
pub struct CreateToken {
    /// Who, when.
    pub call: Call,
    /// What was minted. Of a federated credential only the public id is used.
    pub text: TokenText,
    /// What it is to be good for.
    pub credential: Credential,
    /// As the admin calls it; blanks around it are dropped.
    pub name: String,
    /// None: never.
    pub expires_at: Option<Timestamp>,
}

/// What a new credential is to be good for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Credential {
    /// SCIM requests.
    Bearer,
    /// The token endpoint.
    ClientSecret,
    /// The token endpoint, by assertions with these claims.
    Federated(Federation),
}

/// A token that now opens the door.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenCreated {
    /// Without the secret.
    pub record: TokenRecord,
    /// Another active token has this name: worth a warning (R37).
    pub duplicate_name: bool,
}

impl Operation for CreateToken {
    type Output = TokenCreated;

    fn run(&self, tx: &mut Overlay<'_>) -> Result<Self::Output, RunError> {
        let mut work = Work::begin(tx, &self.call)?;
        let tenant = work.tenant_id();
        let now = self.call.now;
        match Gate::closed(&work.tenant) {
            Some(Gate::SingleSignOnMissing) => return Err(Refusal::SingleSignOnMissing.into()),
            Some(Gate::SingleSignOnInactive) => return Err(Refusal::SingleSignOnInactive.into()),
            Some(Gate::PlanLapsed) => return Err(Refusal::PlanLapsed.into()),
            None => {}
        }
        let name = checked_name(&self.name)?;
        if self.expires_at.is_some_and(|expires_at| expires_at <= now) {
            let words = "a token cannot expire before it is made".to_owned();
            return Err(Refusal::Invalid(words).into());
        }
        let mut active = reader::token::list(work.tx, tenant)?;
        active.retain(|token| token.state(now) == TokenState::Active);
        if active.len() >= MOST_ACTIVE {
            return Err(Refusal::TokenLimit(MOST_ACTIVE).into());
        }
        let duplicate_name = active.iter().any(|token| fold(&token.name) == fold(name));

        let public_id = self.text.public_id();
        let owner = key::token_owner(public_id);
        if work.tx.get(&owner)?.is_some() {
            // 80 random bits that were drawn before: rather no token than somebody else's.
            return Err(Refusal::Invalid("draw other random bytes".to_owned()).into());
        }
        let (kind, digest, federation) = match &self.credential {
            Credential::Bearer => (TokenKind::Bearer, Some(self.text.digest()), None),
            Credential::ClientSecret => (TokenKind::ClientSecret, Some(self.text.digest()), None),
            Credential::Federated(claims) => (TokenKind::Federated, None, Some(claims.clone())),
        };
        if let Some(claims) = &federation {
            federation::claim(work.tx, claims, tenant, public_id)?;
        }
        let record = TokenRecord {
            public_id: public_id.to_owned(),
            name: name.to_owned(),
            prefix: self.text.prefix(),
            kind,
            digest,
            federation,
            created_at: now,
            created_by: self.call.source.clone(),
            expires_at: self.expires_at,
            revoked_at: None,
            last_used_at: None,
            last_client: None,
        };
        work.tx.put(key::token(tenant, public_id), record.encode()?);
        work.tx.put(owner, tenant.0.as_bytes().to_vec());
        watch::begin(work.tx, &work.tenant, &record)?;
        work.counters.active_tokens += 1;

        let mut draft = Draft::new(OperationName::TokenCreate, super::subject(&record));
        draft
            .events
            .push(Event::new(Event::TOKEN_CREATED, [public_id]));
        work.succeed(draft)?;
        Ok(TokenCreated {
            record,
            duplicate_name,
        })
    }

    fn record_refusal(&self, refusal: &Refusal, tx: &mut Overlay<'_>) -> Result<(), EngineError> {
        let who = Subject::Token {
            id: None,
            name: Some(self.name.trim().chars().take(LONGEST_NAME).collect()),
        };
        work::record_refusal(
            tx,
            &self.call,
            OperationName::TokenCreate,
            Some(who),
            refusal,
        )
    }
}

/// In characters (R37).
const LONGEST_NAME: usize = 64;

fn checked_name(name: &str) -> Result<&str, Refusal> {
    let name = name.trim();
    let length = name.chars().count();
    if name.is_empty() {
        let words = "a token needs a name, so that it can be told from others".to_owned();
        Err(Refusal::Invalid(words))
    } else if length > LONGEST_NAME {
        Err(Refusal::Invalid(format!(
            "a token's name has at most {LONGEST_NAME} characters, not {length}"
        )))
    } else if name.contains(char::is_control) {
        let words = "a token's name is one line of characters to read".to_owned();
        Err(Refusal::Invalid(words))
    } else {
        Ok(name)
    }
}
