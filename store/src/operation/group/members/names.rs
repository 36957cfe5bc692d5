//! Whom the ids in `members` name.

use roster::TenantId;
use scim::{
    Leniency, ScimError, ScimType, leniency,
    resource::{Member, MemberType},
};
use uuid::Uuid;

use crate::{
    engine::Rows,
    error::EngineError,
    key,
    operation::RunError,
    reader::membership::MemberLink,
    record::{activity::EntryNote, group::GroupHead, parse_id, user::UserHead},
};

/// An id that is no user and no group of the account: ignored.
const UNKNOWN_MEMBER: &str = "unknown-member";
/// A group that is to be a member of itself: ignored. RFC 7643 §4.2 doesn't speak of it.
const OWN_MEMBER: &str = "own-member";
/// The most notes that one change leaves.
const MOST_NOTES: usize = 64;

/// Looks ids up, and remembers what was bent or ignored.
pub(super) struct Names<'r> {
    rows: &'r dyn Rows,
    tenant: TenantId,
    group: Uuid,
    leniency: Leniency,
    notes: Vec<EntryNote>,
}

impl<'r> Names<'r> {
    pub(super) fn new(
        rows: &'r dyn Rows,
        tenant: TenantId,
        group: Uuid,
        leniency: Leniency,
    ) -> Self {
        Self {
            rows,
            tenant,
            group,
            leniency,
            notes: Vec::new(),
        }
    }

    pub(super) fn into_notes(self) -> Vec<EntryNote> {
        self.notes
    }

    /// The user or group, if it can be a member. 400 in strict mode if not.
    pub(super) fn find(&mut self, member: &Member) -> Result<Option<MemberLink>, RunError> {
        let text = &member.id;
        let found = match parse_id(text) {
            Some(id) if id == self.group => {
                self.ignore(OWN_MEMBER, text, || {
                    format!("members names {text}, which is this group itself. Leave it out.")
                })?;
                return Ok(None);
            }
            Some(id) => link(self.rows, self.tenant, id)?,
            None => None,
        };
        let Some(found) = found else {
            self.ignore(UNKNOWN_MEMBER, text, || {
                format!(
                    "members names {text}, which is no user and no group of this account. Create \
                     it first, or leave it out."
                )
            })?;
            return Ok(None);
        };
        if member.said.is_some_and(|said| said != found.kind) {
            self.ignore(leniency::MEMBER_TYPE, text, || {
                let kind = found.kind.as_str();
                format!("members names {text} with another type, but it is a {kind}.")
            })?;
        }
        Ok(Some(found))
    }

    fn ignore(
        &mut self,
        tolerance: &str,
        subject: &str,
        detail: impl FnOnce() -> String,
    ) -> Result<(), RunError> {
        if self.leniency.strict {
            return Err(ScimError::typed(ScimType::InvalidValue, detail()).into());
        }
        if self.notes.len() < MOST_NOTES {
            self.notes.push(EntryNote {
                tolerance: tolerance.to_owned(),
                subject: subject.to_owned(),
            });
        }
        Ok(())
    }
}

/// A user or else a group, as a member.
fn link(rows: &dyn Rows, tenant: TenantId, id: Uuid) -> Result<Option<MemberLink>, EngineError> {
    let (display, kind) = if let Some(value) = rows.get(&key::user(tenant, id))? {
        (UserHead::of(&value)?.user_name, MemberType::User)
    } else if let Some(value) = rows.get(&key::group(tenant, id))? {
        (GroupHead::of(&value)?.display_name, MemberType::Group)
    } else {
        return Ok(None);
    };
    Ok(Some(MemberLink { id, display, kind }))
}
