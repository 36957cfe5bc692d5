//! One operation at work: its rows, its tenant's facts and counters, and at the end its entry.

mod append;
mod draft;
mod failure;
mod note;
mod seal;
mod terms;

use std::sync::Arc;

use roster::{Policy, Tenant, TenantId, mapping::Rules};
use scim::schema::Catalog;

use super::{Call, Refusal, RunError, mapping::Told, membership};
use crate::{
    error::EngineError,
    key,
    overlay::Overlay,
    reader::{self, mapping::Assigning},
    record::{
        Counters,
        activity::{Event, OperationName, SourceKind, Subject},
        token::TokenState,
    },
};

pub(super) use draft::Draft;
pub(super) use note::note;
pub(super) use terms::Terms;

/// What every operation needs. The counters are written once, with the entry.
pub(super) struct Work<'a, 'o> {
    pub(super) tx: &'a mut Overlay<'o>,
    pub(super) call: &'a Call,
    pub(super) tenant: Tenant,
    pub(super) catalog: Arc<Catalog>,
    pub(super) counters: Counters,
    /// What group mapping has done, for the next entry to tell.
    pub(super) aside: Told,
    /// The hold that was opened, for the next entry to tell.
    pub(super) hold_raised: Option<u64>,
    rules: Option<Arc<Rules>>,
}

impl<'a, 'o> Work<'a, 'o> {
    /// Reads the tenant, and refuses a call whose token no longer opens the door: to check it here,
    /// inside of the transaction, is what makes a revoke instant (R48).
    pub(super) fn begin(tx: &'a mut Overlay<'o>, call: &'a Call) -> Result<Self, RunError> {
        if call.source.kind == SourceKind::Token {
            admit_token(tx, call)?;
        }
        let tenant = reader::tenant::by_id(tx, call.tenant)?
            .ok_or_else(|| Refusal::UnknownTenant(call.tenant.to_string()))?;
        let counters = reader::counters::of(tx, call.tenant)?;
        let catalog = if call.catalog.version() == tenant.declarations {
            Arc::clone(&call.catalog)
        } else if call.source.kind == SourceKind::Token {
            return Err(Refusal::SchemasChanged.into());
        } else {
            reader::catalog::of(tx, call.tenant)?
        };
        Ok(Self {
            tx,
            call,
            tenant,
            catalog,
            counters,
            aside: Told::default(),
            hold_raised: None,
            rules: None,
        })
    }

    pub(super) fn tenant_id(&self) -> TenantId {
        self.tenant.id
    }

    pub(super) fn policy(&self) -> Policy {
        Policy::of(&self.tenant, self.counters.seats, membership::hold(self))
    }

    /// What groups give.
    pub(super) fn rules(&mut self) -> Result<Arc<Rules>, EngineError> {
        let rules = match self.rules.take() {
            Some(rules) => rules,
            None => reader::mapping::rules(self.tx, &self.tenant)?,
        };
        Ok(Arc::clone(self.rules.insert(rules)))
    }

    /// What the groups of users give them as things are now.
    pub(super) fn assigning(&mut self) -> Result<Assigning, EngineError> {
        let nested = self.counters.nested > 0;
        Ok(Assigning::knowing(self.rules()?, nested))
    }

    /// As [`Self::rules`], if groups give anything at all.
    pub(super) fn mapped(&mut self) -> Result<Option<Arc<Rules>>, EngineError> {
        let rules = self.rules()?;
        Ok(Some(rules).filter(|rules| !rules.are_idle()))
    }

    pub(super) fn terms(&self) -> Terms {
        Terms::of(&self.tenant)
    }

    /// Adds the entry of a change. [`Self::finish`] follows.
    pub(super) fn enter(&mut self, mut draft: Draft) -> Result<u64, EngineError> {
        std::mem::take(&mut self.aside).tell(&mut draft);
        let raised = self.hold_raised.take();
        let raised = raised.map(|number| Event::new(Event::HOLD_RAISED, [number]));
        draft.events.extend(raised);
        let first = self.counters.next_event;
        seal::tell(self.tx, self.call, &self.tenant, first, &mut draft.events)?;
        let sequence = self.counters.next_sequence;
        let entry = draft.into_entry(self.call, sequence);
        append::append(self.tx, self.call, &mut self.counters, entry, None)?;
        self.counters.changes += 1;
        Ok(sequence)
    }

    /// Adds the entry of somebody who was refused while others were not. [`Self::finish`] follows.
    pub(super) fn enter_refused(&mut self, draft: Draft) -> Result<u64, EngineError> {
        let sequence = self.enter(draft)?;
        self.counters.changes -= 1;
        Ok(sequence)
    }

    /// Adds an entry of what group mapping has done to the account's classes, if anything.
    /// [`Self::finish`] follows.
    pub(super) fn enter_aside(&mut self) -> Result<(), EngineError> {
        if !self.aside.is_empty() {
            let who = Subject::Tenant {
                name: self.tenant.name.clone(),
            };
            self.enter(Draft::new(OperationName::MappingApply, who))?;
        }
        Ok(())
    }

    /// Writes the counters.
    pub(super) fn finish(self) -> Result<(), EngineError> {
        self.tx
            .put(key::counters(self.tenant.id), self.counters.encode()?);
        Ok(())
    }

    /// The end of an operation that changed something.
    pub(super) fn succeed(mut self, draft: Draft) -> Result<u64, EngineError> {
        let sequence = self.enter(draft)?;
        self.finish()?;
        Ok(sequence)
    }

    /// The end of an operation that found everything as it was to be: it has written nothing.
    pub(super) fn find_unchanged(self, draft: Draft) -> Result<Option<u64>, EngineError> {
        if self.call.log_unchanged {
            note(self.tx, self.call, draft.unchanged()).map(Some)
        } else {
            Ok(None)
        }
    }
}

/// The entry of a refusal. A tenant that does not exist has no history to write it into, and whoever
/// came too early has not been answered for good.
pub(super) fn record_refusal(
    tx: &mut Overlay<'_>,
    call: &Call,
    operation: OperationName,
    who: Option<Subject>,
    refusal: &Refusal,
) -> Result<(), EngineError> {
    if refusal.status() == 503 || reader::tenant::by_id(tx, call.tenant)?.is_none() {
        return Ok(());
    }
    note(tx, call, Draft::refused(operation, who, refusal)).map(|_| ())
}

fn admit_token(tx: &Overlay<'_>, call: &Call) -> Result<(), RunError> {
    let public_id = call.source.token.as_deref().ok_or(Refusal::TokenNotValid)?;
    let token = reader::token::by_id(tx, call.tenant, public_id)?;
    match token.map(|token| token.state(call.now)) {
        Some(TokenState::Active) => Ok(()),
        Some(TokenState::Revoked | TokenState::Expired) | None => {
            Err(Refusal::TokenNotValid.into())
        }
    }
}
