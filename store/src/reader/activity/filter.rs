//! Which entries somebody asks for.

use jiff::Timestamp;
use roster::TenantId;
use scim::fold::fold;
use uuid::Uuid;

use crate::{
    engine::Rows,
    error::EngineError,
    reader::token,
    record::{
        activity::{Entry, OperationName, Outcome, Source, SourceKind, Subject, Word},
        parse_id,
    },
};

/// An entry must be all that is given.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// What was asked for.
    pub operation: Option<OperationName>,
    /// How it ended.
    pub result: Option<Outcome>,
    /// Who did it.
    pub source: Option<FromSource>,
    /// Whom it was done to.
    pub person: Option<OfPerson>,
    /// Not before: of a repeated one, the last time counts.
    pub since: Option<Timestamp>,
    /// Before: of a repeated one, the first time counts.
    pub until: Option<Timestamp>,
    /// Only what admins should know (D24).
    pub notices: bool,
}

/// Who did it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FromSource {
    /// Everybody who came this way.
    Kind(SourceKind),
    /// A token's public id or folded name, or an admin's.
    Named {
        /// As given.
        exact: String,
        /// For names.
        folded: String,
    },
}

/// Whom it was done to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OfPerson {
    /// The id of a directory record, of a member or of a group: the index finds the entries.
    Id(Uuid),
    /// A person's folded name or address, as it was then.
    Named(String),
}

impl Filter {
    /// Whether an entry is asked for.
    pub fn takes(&self, entry: &Entry) -> bool {
        let last_at = entry.last_at.unwrap_or(entry.at);
        self.operation
            .is_none_or(|wanted| wanted == entry.operation)
            && self.result.is_none_or(|wanted| wanted == entry.result)
            && self.since.is_none_or(|since| last_at >= since)
            && self.until.is_none_or(|until| entry.at < until)
            && (!self.notices || entry.notice().is_some())
            && self
                .source
                .as_ref()
                .is_none_or(|wanted| wanted.is(&entry.source))
            && self
                .person
                .as_ref()
                .is_none_or(|wanted| entry.who.as_ref().is_some_and(|who| wanted.is(who)))
    }
}

impl FromSource {
    /// One of the ways in, or somebody of this name.
    pub fn read(text: &str) -> Self {
        match SourceKind::named(text) {
            Some(kind) => Self::Kind(kind),
            None => Self::Named {
                exact: text.to_owned(),
                folded: fold(text),
            },
        }
    }

    /// Whether there may be entries of it: a kind, a token of the tenant, or an admin.
    pub fn is_known(&self, rows: &dyn Rows, tenant: TenantId) -> Result<bool, EngineError> {
        let Self::Named { exact, folded } = self else {
            return Ok(true);
        };
        let is_it = |id: &str, name: &str| id == exact || fold(name) == *folded;
        let tokens = token::list(rows, tenant)?;
        Ok(exact.starts_with("uid ")
            || tokens
                .iter()
                .any(|token| is_it(&token.public_id, &token.name)))
    }

    fn is(&self, source: &Source) -> bool {
        match self {
            Self::Kind(kind) => *kind == source.kind,
            Self::Named { exact, folded } => {
                source.token.as_ref() == Some(exact)
                    || source
                        .name
                        .as_ref()
                        .is_some_and(|name| fold(name) == *folded)
            }
        }
    }
}

impl OfPerson {
    /// An id, or else a name or an address.
    pub fn read(text: &str) -> Self {
        match parse_id(text) {
            Some(id) => Self::Id(id),
            None => Self::Named(fold(text)),
        }
    }

    fn is(&self, who: &Subject) -> bool {
        match (self, who) {
            (Self::Id(_), _) => true,
            (Self::Named(folded), Subject::Person { name, email, .. }) => {
                let texts = [name, email].into_iter().flatten();
                texts.into_iter().any(|text| fold(text) == *folded)
            }
            (Self::Named(_), _) => false,
        }
    }
}
