//! Cursors (RFC 9865): where a page ended, in a text that the client hands back for the next one.
//!
//! Nothing is kept here for them, so that they cost nothing until they come back, and outlast a
//! restart. A cursor is `version | good until | resume | tag` in base64url. The tag is an HMAC over
//! that and over the tenant and what was asked, which aren't in it: to whoever brings a cursor to
//! another tenant or another query it is as false as a forged one, and in the same words.
//!
//! A cursor says where to go on, not what may be seen: every request is let in by its token.

use data_encoding::BASE64URL_NOPAD;
use jiff::Timestamp;
use roster::TenantId;
use scim::{ScimError, ScimType};
use std::time::Duration;
use store::{
    reader::list::Resume,
    record::{DerivedKey, SigningKey},
};

use super::Asked;

const VERSION: u8 = 1;
/// In characters. The longest that is given has 434.
const LONGEST: usize = 600;
const TAG: usize = 32;

/// Gives out cursors and knows them again.
#[derive(Debug)]
pub(crate) struct Cursors {
    key: DerivedKey,
}

impl Cursors {
    pub(crate) fn new(key: &SigningKey) -> Self {
        Self {
            key: key.derive("cursor"),
        }
    }

    /// The cursor that leads on from `resume` for `life` from `now` on.
    pub(super) fn give(
        &self,
        tenant: TenantId,
        asked: &Asked,
        resume: &Resume,
        now: Timestamp,
        life: Duration,
    ) -> String {
        let life = i64::try_from(life.as_secs()).unwrap_or(i64::MAX);
        let until = now.as_second().saturating_add(life);
        let mut bytes = vec![VERSION];
        bytes.extend_from_slice(&until.to_be_bytes());
        bytes.extend_from_slice(&resume.to_bytes());
        let tag = self.key.tag(&signed(tenant, asked, &bytes));
        bytes.extend_from_slice(&tag);
        BASE64URL_NOPAD.encode(&bytes)
    }

    /// Where a cursor leads. 400 `expiredCursor` for one that was good once, and 400
    /// `invalidCursor` for all others, whatever is wrong with them.
    pub(super) fn read(
        &self,
        tenant: TenantId,
        asked: &Asked,
        cursor: &str,
        now: Timestamp,
    ) -> Result<Resume, ScimError> {
        let (until, resume) = self
            .verified(tenant, asked, cursor)
            .ok_or_else(invalid_cursor)?;
        if now.as_second() > until {
            return Err(ScimError::typed(
                ScimType::ExpiredCursor,
                "The cursor has expired. Ask for the first page again, by an empty cursor, and for \
                 each next page within the cursorTimeout of /ServiceProviderConfig.",
            ));
        }
        Ok(resume)
    }

    fn verified(&self, tenant: TenantId, asked: &Asked, cursor: &str) -> Option<(i64, Resume)> {
        if cursor.len() > LONGEST {
            return None;
        }
        let bytes = BASE64URL_NOPAD.decode(cursor.as_bytes()).ok()?;
        let (said, tag) = bytes.split_last_chunk::<TAG>()?;
        if !self.key.verifies(&signed(tenant, asked, said), tag) {
            return None;
        }
        let (version, said) = said.split_first()?;
        let (until, resume) = said.split_first_chunk()?;
        let resume = Resume::from_bytes(resume)?;
        (*version == VERSION).then_some((i64::from_be_bytes(*until), resume))
    }
}

/// What the tag is of. The length keeps what was asked and what is said apart.
fn signed(tenant: TenantId, asked: &Asked, said: &[u8]) -> Vec<u8> {
    let asked = asked.to_bytes();
    let length = (asked.len() as u64).to_be_bytes();
    [tenant.0.as_bytes(), &length[..], &asked, said].concat()
}

fn invalid_cursor() -> ScimError {
    ScimError::typed(
        ScimType::InvalidCursor,
        "The cursor is not one that this query was given. Ask for the first page again, by an \
         empty cursor, and then with each nextCursor as it is, leaving the filter and the sort as \
         they are.",
    )
}

#[cfg(test)]
mod tests;
