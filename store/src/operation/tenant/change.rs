//! Changed facts or settings of an account.

use roster::{
    GraceDays, GroupNames, Practice, Replace, SingleSignOn, Tenant, TenantKind, UnknownMembers,
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
}

impl Operation for ChangeTenant {
    type Output = Tenant;

    fn run(&self, tx: &mut Overlay<'_>) -> Result<Self::Output, RunError> {
        let work = Work::begin(tx, &self.call)?;
        let before = work.tenant.clone();
        let name = match &self.change.name {
            Some(name) => checked_name(work.tx, name, Some(before.id))?,
            None => before.name.clone(),
        };
        let after = Tenant {
            id: before.id,
            name,
            kind: self.change.kind.unwrap_or(before.kind),
            sso: self.change.sso.unwrap_or(before.sso),
            grace_days: self.change.grace_days.unwrap_or(before.grace_days),
            strict: self.change.strict.unwrap_or(before.strict),
            practice: self.practice(before.practice),
            declarations: before.declarations,
            created_at: before.created_at,
        };
        let who = Subject::Tenant {
            name: after.name.clone(),
        };
        let mut draft = Draft::new(OperationName::TenantChange, who);
        if after == before {
            work.find_unchanged(draft)?;
        } else {
            draft.changes = between(&as_object(&before)?, &as_object(&after)?);
            super::write(work.tx, Some(&before), &after)?;
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
    if let Some(Value::Object(practice)) = object.shift_remove("practice") {
        object.extend(practice);
    }
    Ok(object)
}
