//! Changed facts or settings of an account.

mod transition;

use roster::{
    GraceDays, GroupNames, Mode, Practice, Replace, SingleSignOn, Tenant, TenantKind,
    UnknownMembers, tenant::setting,
};
use scim::Object;
use serde_json::Value;

use super::checked_name;
use crate::{
    error::EngineError,
    operation::{
        Call, Operation, Refusal, RunError,
        work::{self, Draft, Work},
    },
    overlay::Overlay,
    reader,
    record::{
        activity::{OperationName, Subject, between},
        decode, encode,
    },
};

/// Changes what is given.
#[derive(Debug, Clone)]
pub struct ChangeTenant {
    /// Who, when.
    pub call: Call,
    /// What is given.
    pub change: TenantChange,
}

/// None: as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TenantChange {
    /// Must be free.
    pub name: Option<String>,
    /// School or business.
    pub kind: Option<TenantKind>,
    /// The gate of everything that gives access.
    pub sso: Option<SingleSignOn>,
    /// Raising it protects those already pending (D4).
    pub grace_days: Option<GraceDays>,
    /// Turns every tolerance off.
    pub strict: Option<bool>,
    /// Whether two groups may have one name. Those that share one when it becomes unique keep it.
    pub group_names: Option<GroupNames>,
    /// Whether a PUT clears what it is silent on.
    pub replace: Option<Replace>,
    /// Whether unknown members fail a request.
    pub unknown_members: Option<UnknownMembers>,
    /// Settings by their names, see [`roster::tenant::setting`].
    pub settings: Object,
    /// It is meant, whoever is removed by it (D4).
    pub confirmed: bool,
    /// The plan that was made when the next entry had this number: going live from observing is
    /// refused without one, and once something has changed since (I4).
    pub planned_at: Option<u64>,
}

impl Operation for ChangeTenant {
    type Output = Tenant;

    fn run(&self, tx: &mut Overlay<'_>) -> Result<Self::Output, RunError> {
        let mut work = Work::begin(tx, &self.call)?;
        let before = work.tenant.clone();
        let name = match &self.change.name {
            Some(name) => checked_name(work.tx, name, Some(before.id))?,
            None => before.name.clone(),
        };
        let named = Tenant {
            name,
            kind: self.change.kind.unwrap_or(before.kind),
            sso: self.change.sso.unwrap_or(before.sso),
            grace_days: self.change.grace_days.unwrap_or(before.grace_days),
            strict: self.change.strict.unwrap_or(before.strict),
            practice: self.practice(before.practice),
            ..before.clone()
        };
        let mut after = setting::set_all(&named, &self.change.settings)
            .map_err(|error| Refusal::Invalid(error.to_string()))?;
        transition::stops(&before, &mut after, self.call.now);
        self.check(&work, &before, &after)?;
        let who = Subject::Tenant {
            name: after.name.clone(),
        };
        let mut draft = Draft::new(OperationName::TenantChange, who);
        if after == before {
            work.find_unchanged(draft)?;
        } else {
            draft.changes = between(&as_object(&before)?, &as_object(&after)?);
            transition::write(&mut work, &before, &after)?;
            draft.events = transition::events(&before, &after);
            work.succeed(draft)?;
        }
        Ok(after)
    }

    fn record_refusal(&self, refusal: &Refusal, tx: &mut Overlay<'_>) -> Result<(), EngineError> {
        let tenant = reader::tenant::by_id(tx, self.call.tenant)?;
        let who = tenant.map(|tenant| Subject::Tenant { name: tenant.name });
        work::record_refusal(tx, &self.call, OperationName::TenantChange, who, refusal)
    }
}

impl ChangeTenant {
    /// Nobody is removed, and nobody added, by a slip of the hand.
    fn check(&self, work: &Work<'_, '_>, before: &Tenant, after: &Tenant) -> Result<(), RunError> {
        if before.settings.mode == Mode::Observing && after.settings.mode == Mode::Live {
            let planned_at = self.change.planned_at.ok_or_else(|| {
                Refusal::Invalid(
                    "an account that is observed goes live with a plan: look at it with `plan \
                     show`, then go live with its hash"
                        .to_owned(),
                )
            })?;
            if planned_at != work.counters.next_sequence {
                return Err(Refusal::PlanChanged.into());
            }
        }
        if self.change.confirmed || after.grace_days >= before.grace_days {
            return Ok(());
        }
        transition::nobody_goes_at_once(work.tx, before, after, self.call.now)
    }

    fn practice(&self, before: Practice) -> Practice {
        Practice {
            group_names: self.change.group_names.unwrap_or(before.group_names),
            replace: self.change.replace.unwrap_or(before.replace),
            unknown_members: self
                .change
                .unknown_members
                .unwrap_or(before.unknown_members),
        }
    }
}

/// The facts, each by its own name, so that the entry tells of each that changed.
fn as_object(tenant: &Tenant) -> Result<Object, EngineError> {
    let mut object: Object = decode(super::KIND, &encode(super::KIND, tenant)?)?;
    for nested in ["practice", "settings"] {
        if let Some(Value::Object(nested)) = object.shift_remove(nested) {
            object.extend(nested);
        }
    }
    Ok(object)
}
