//! Whom the ids in `members` name.

use roster::{TenantId, UnknownMembers};
use scim::{
    ScimError, ScimType, leniency,
    resource::{Member, MemberType},
};
use uuid::Uuid;

use crate::{
    engine::Rows,
    error::EngineError,
    key,
    operation::{RunError, work::Terms},
    reader::membership::MemberLink,
    record::{activity::EntryNote, group::GroupHead, parse_id, stored::Head, user::UserHead},
};

/// The most notes that one change leaves.
const MOST_NOTES: usize = 64;

/// Looks ids up, and remembers what was bent or ignored.
pub(super) struct Names<'r> {
    rows: &'r dyn Rows,
    tenant: TenantId,
    group: Uuid,
    terms: Terms,
    notes: Vec<EntryNote>,
}

impl<'r> Names<'r> {
    pub(super) fn new(rows: &'r dyn Rows, tenant: TenantId, group: Uuid, terms: Terms) -> Self {
        Self {
            rows,
            tenant,
            group,
            terms,
            notes: Vec::new(),
        }
    }

    pub(super) fn into_notes(self) -> Vec<EntryNote> {
        self.notes
    }

    /// The user or group, if it can be a member. 400 if not, in strict mode and where the tenant
    /// wants it so.
    pub(super) fn find(&mut self, member: &Member) -> Result<Option<MemberLink>, RunError> {
        let text = &member.id;
        let found = match parse_id(text) {
            Some(id) if id == self.group => {
                self.tolerate(leniency::OWN_MEMBER, text, || {
                    format!("members names {text}, which is this group itself. Leave it out.")
                })?;
                return Ok(None);
            }
            Some(id) => link(self.rows, self.tenant, id)?,
            None => None,
        };
        let Some(found) = found else {
            if self.terms.unknown_members == UnknownMembers::Fail {
                return Err(refuse(format!(
                    "members names {text}, which is no user and no group of this account. Create \
                     it first, or leave it out."
                )));
            }
            self.note(leniency::UNKNOWN_MEMBER, text);
            return Ok(None);
        };
        if member.said.is_some_and(|said| said != found.kind) {
            self.tolerate(leniency::MEMBER_TYPE, text, || {
                let kind = found.kind.as_str();
                format!("members names {text} with another type, but it is a {kind}.")
            })?;
        }
        Ok(Some(found))
    }

    /// Notes the tolerance, or refuses in strict mode.
    fn tolerate(
        &mut self,
        tolerance: &str,
        subject: &str,
        detail: impl FnOnce() -> String,
    ) -> Result<(), RunError> {
        if self.terms.leniency.strict {
            return Err(refuse(detail()));
        }
        self.note(tolerance, subject);
        Ok(())
    }

    fn note(&mut self, tolerance: &str, subject: &str) {
        if self.notes.len() < MOST_NOTES {
            self.notes.push(EntryNote {
                tolerance: tolerance.to_owned(),
                subject: subject.to_owned(),
            });
        }
    }
}

fn refuse(detail: String) -> RunError {
    ScimError::typed(ScimType::InvalidValue, detail).into()
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
