//! The erasure of a person (P16).

use roster::{MemberId, TenantId};
use uuid::Uuid;

use crate::{
    engine::Rows as _,
    error::EngineError,
    key,
    operation::{
        Call, Operation, Refusal, RunError,
        work::{self, Draft, Work},
    },
    overlay::Overlay,
    reader::{
        self,
        activity::{Traces, person_key},
    },
    record::activity::{OperationName, PersonKey, Subject},
};

/// Drops the keys of what entries say of a person, and what is kept to know them by if they return. The
/// entries stay, with ids alone. Refused while the person is a member or in the directory.
#[derive(Debug, Clone)]
pub struct ErasePerson {
    /// Who, when.
    pub call: Call,
    /// What [`reader::activity::traces`] has found.
    pub traces: Traces,
}

impl Operation for ErasePerson {
    type Output = ();

    fn run(&self, tx: &mut Overlay<'_>) -> Result<(), RunError> {
        let work = Work::begin(tx, &self.call)?;
        let tenant = work.tenant_id();
        let who = self.subject(work.tx)?;
        let mut changed = false;
        for id in &self.traces.ids {
            changed |= forget(work.tx, tenant, *id)?;
        }
        // Events seal a member under the member's own key, whatever the entry is about.
        for id in self.traces.keys.union(&self.traces.ids) {
            if let Some(PersonKey::Kept(_)) = person_key(work.tx, tenant, *id)? {
                let key = key::person_key(tenant, *id);
                work.tx.put(key, PersonKey::Erased.encode());
                changed = true;
            }
        }
        let draft = Draft::new(OperationName::PersonErase, who);
        if changed {
            work.succeed(draft)?;
        } else {
            work.find_unchanged(draft)?;
        }
        Ok(())
    }

    fn record_refusal(&self, refusal: &Refusal, tx: &mut Overlay<'_>) -> Result<(), EngineError> {
        let who = self.subject(tx)?;
        work::record_refusal(
            tx,
            &self.call,
            OperationName::PersonErase,
            Some(who),
            refusal,
        )
    }
}

impl ErasePerson {
    /// By an id alone, the member's if there was one: the entry must not say again what is erased.
    fn subject(&self, tx: &Overlay<'_>) -> Result<Subject, EngineError> {
        let (mut user, mut member) = (None, None);
        for id in &self.traces.ids {
            let known = MemberId(*id);
            if reader::member::by_id(tx, self.call.tenant, known)?.is_some() {
                member = Some(known);
            } else {
                user = Some(id.to_string());
            }
        }
        Ok(Subject::Person {
            user: user.filter(|_| member.is_none()),
            member,
            name: None,
            email: None,
        })
    }
}

/// What is kept of somebody who is gone. True if there was anything.
fn forget(tx: &mut Overlay<'_>, tenant: TenantId, id: Uuid) -> Result<bool, RunError> {
    if tx.get(&key::user(tenant, id))?.is_some() {
        return Err(Refusal::StillThere(format!("{id} is in the directory")).into());
    }
    let member = MemberId(id);
    let Some(person) = reader::member::record(tx, tenant, member)? else {
        return Ok(false);
    };
    if person.member.is_member() {
        let state = person.member.state.as_str();
        return Err(Refusal::StillThere(format!("{id} is a member ({state})")).into());
    }
    for claim in person.claims().iter() {
        tx.delete(key::person_address(tenant, claim, member));
    }
    tx.delete(key::person(tenant, member));
    Ok(true)
}
