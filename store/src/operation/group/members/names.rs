//! Whom the ids in `members` name.

use roster::{TenantId, UnknownMembers};
use scim::{
    ScimError, ScimType,
    leniency::{self, Tolerance},
    resource::Member,
};
use uuid::Uuid;

use super::Joining;
use crate::{
    engine::Rows,
    operation::{RunError, work::Terms},
    reader::membership::who,
    record::{activity::EntryNote, parse_id},
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

    /// The user or group, if it can be a member. 400 if not, in strict mode and where the
    /// tenant wants it so.
    pub(super) fn find(&mut self, member: &Member) -> Result<Option<Joining>, RunError> {
        let text = &member.id;
        let found = match parse_id(text) {
            Some(id) if id == self.group => {
                self.tolerate(leniency::OWN_MEMBER, text, || {
                    format!("members names {text}, which is this group itself. Leave it out.")
                })?;
                return Ok(None);
            }
            Some(id) => who(self.rows, self.tenant, id)?,
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
        let display = member.display.as_ref();
        Ok(Some(Joining {
            id: found.id,
            display: display.filter(|name| **name != found.display).cloned(),
        }))
    }

    /// Notes the tolerance, or refuses in strict mode.
    fn tolerate(
        &mut self,
        tolerance: Tolerance,
        subject: &str,
        detail: impl FnOnce() -> String,
    ) -> Result<(), RunError> {
        if self.terms.leniency.strict {
            return Err(refuse(detail()));
        }
        self.note(tolerance, subject);
        Ok(())
    }

    fn note(&mut self, tolerance: Tolerance, subject: &str) {
        if self.notes.len() < MOST_NOTES {
            self.notes.push(EntryNote {
                tolerance: tolerance.as_str().to_owned(),
                subject: subject.to_owned(),
            });
        }
    }
}

fn refuse(detail: String) -> RunError {
    ScimError::typed(ScimType::InvalidValue, detail).into()
}
