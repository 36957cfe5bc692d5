//! Why an operation says no.

use jiff::Timestamp;
use scim::{ScimError, ScimType};

use crate::record::activity::EntryError;

/// Why an operation said no. `Scim` goes to the wire as it is.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// In the words of the protocol.
    #[error("{0}")]
    Scim(ScimError),
    /// The token was revoked, or has expired, or its tenant is gone, before this write committed
    /// (R48): 401.
    #[error("token is no longer valid")]
    TokenNotValid,
    /// A large change of the same group's members is under way: 503, and nothing has happened.
    #[error("a large change of this group's members is under way")]
    Busy,
    /// The body was read by schemas that have been changed since: 503, and nothing has happened.
    #[error("the account's schemas have just been changed")]
    SchemasChanged,
    /// No tenant has this id or name.
    #[error("no tenant {0}")]
    UnknownTenant(String),
    /// No token of the tenant has this public id.
    #[error("no token {0}")]
    UnknownToken(String),
    /// No member of the tenant has this id.
    #[error("no member {0}")]
    UnknownMember(String),
    /// No hold of the tenant has this number.
    #[error("no hold {0}")]
    UnknownHold(u64),
    /// Others would be removed at once, and nobody has said that this is meant (D4).
    #[error(
        "{count} members whose removal is pending would be removed at once: {}. Confirm it, or \
         restore them first",
        first.join(", ")
    )]
    Unconfirmed {
        /// How many.
        count: usize,
        /// The addresses of the first of them.
        first: Vec<String>,
    },
    /// Something was changed since the plan was made (I4).
    #[error("the plan is not the one of now: look at it again, then go live with its new hash")]
    PlanChanged,
    /// The table of group mapping is not the one that was to be replaced.
    #[error("the mapping table has been changed since: it has version {0} now, look at it again")]
    MappingChanged(u64),
    /// One change of the table at a time.
    #[error(
        "an earlier change of the mapping table has not reached everybody: wait for it, or cancel it"
    )]
    MappingBusy,
    /// No change of the table is under way.
    #[error("no change of the mapping table is being applied, so there is nothing to cancel")]
    NothingToCancel,
    /// R45.
    #[error("this account already has {0} active tokens: revoke one to make another")]
    TokenLimit(usize),
    /// An assertion could not tell two credentials apart.
    #[error(
        "another credential has this issuer, subject and audience, maybe another account's: revoke \
         it first"
    )]
    FederationTaken,
    /// R14.
    #[error(
        "single sign-on is not active for this account: set up SAML or OIDC first, then create the \
         token"
    )]
    SingleSignOnMissing,
    /// R16.
    #[error(
        "single sign-on is set up for this account and not active: activate it in the app first, then \
         create the token"
    )]
    SingleSignOnInactive,
    /// R17.
    #[error(
        "the plan of this account does not include provisioning: renew it in the app first, then \
         create the token"
    )]
    PlanLapsed,
    /// Who is to be erased is not gone.
    #[error("{0}: only who is gone for good can be erased")]
    StillThere(String),
    /// D8, in words for the directory's admin: 403.
    #[error("{0}")]
    SeatsTaken(String),
    /// The directory has written these (D22).
    #[error(
        "the directory manages this member, and has written {}: change it there, or disconnect the \
         directory. What the app keeps, such as protection, is free",
        list(.0)
    )]
    DirectoryManages(Vec<Managed>),
    /// What was asked can't be.
    #[error("{0}")]
    Invalid(String),
}

/// A part of a member that is the directory's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Managed {
    /// As the admin API calls it.
    pub field: &'static str,
    /// The token that has written it last, and when, as far as the log goes back.
    pub written: Option<(String, Timestamp)>,
}

impl Refusal {
    /// The HTTP status that fits.
    pub fn status(&self) -> u16 {
        match self {
            Self::Scim(error) => error.status,
            Self::TokenNotValid => 401,
            Self::SeatsTaken(_) => 403,
            Self::Busy | Self::SchemasChanged => 503,
            Self::UnknownTenant(_)
            | Self::UnknownToken(_)
            | Self::UnknownMember(_)
            | Self::UnknownHold(_) => 404,
            Self::MappingChanged(_) => 412,
            Self::Unconfirmed { .. }
            | Self::PlanChanged
            | Self::MappingBusy
            | Self::NothingToCancel
            | Self::TokenLimit(_)
            | Self::FederationTaken
            | Self::SingleSignOnMissing
            | Self::SingleSignOnInactive
            | Self::PlanLapsed
            | Self::DirectoryManages(_)
            | Self::StillThere(_) => 409,
            Self::Invalid(_) => 422,
        }
    }

    /// As the activity entry tells it.
    pub(crate) fn to_entry_error(&self) -> EntryError {
        let scim_type = match self {
            Self::Scim(error) => error.scim_type.map(ScimType::as_str).map(str::to_owned),
            _ => None,
        };
        EntryError {
            status: self.status(),
            scim_type,
            detail: self.to_string(),
        }
    }
}

impl From<roster::Refusal> for Refusal {
    fn from(refusal: roster::Refusal) -> Self {
        match refusal {
            // Not 4xx that clients retry: it ends when an admin acts (D6, D8).
            roster::Refusal::GateClosed(_) => Self::Scim(ScimError::new(403, refusal.to_string())),
            roster::Refusal::SeatsTaken { .. } => Self::SeatsTaken(refusal.to_string()),
            roster::Refusal::DirectoryManages(fields) => {
                let fields = fields.into_iter();
                let unwritten = |field| Managed {
                    field,
                    written: None,
                };
                Self::DirectoryManages(fields.map(unwritten).collect())
            }
            roster::Refusal::AlreadyMember
            | roster::Refusal::Gone
            | roster::Refusal::Leaving
            | roster::Refusal::Protected => Self::Invalid(refusal.to_string()),
        }
    }
}

fn list(all: &[Managed]) -> String {
    let said = all.iter().map(|managed| match &managed.written {
        Some((token, at)) => format!("{} (by the token '{token}' at {at:.0})", managed.field),
        None => managed.field.to_owned(),
    });
    said.collect::<Vec<_>>().join(", ")
}
