//! A new account.

use roster::Tenant;

use super::checked_name;
use crate::{
    error::EngineError,
    operation::{
        Call, Operation, Refusal, RunError,
        work::{self, Draft, Work},
    },
    overlay::Overlay,
    reader,
    record::activity::{OperationName, Subject},
};

/// Adds an account. Its name must be free, because commands name accounts by it.
#[derive(Debug, Clone)]
pub struct CreateTenant {
    /// Who, when; its tenant is the new one.
    pub call: Call,
    /// The facts.
    pub tenant: Tenant,
}

impl Operation for CreateTenant {
    type Output = Tenant;

    fn run(&self, tx: &mut Overlay<'_>) -> Result<Self::Output, RunError> {
        if reader::tenant::by_id(tx, self.tenant.id)?.is_some() {
            let words = format!("tenant {} exists already", self.tenant.id);
            return Err(Refusal::Invalid(words).into());
        }
        let name = checked_name(tx, &self.tenant.name, None)?;
        let tenant = Tenant {
            name,
            ..self.tenant.clone()
        };
        super::write(tx, None, &tenant)?;
        let work = Work::begin(tx, &self.call)?;
        let who = Subject::Tenant {
            name: tenant.name.clone(),
        };
        work.succeed(Draft::new(OperationName::TenantCreate, who))?;
        Ok(tenant)
    }

    fn record_refusal(&self, refusal: &Refusal, tx: &mut Overlay<'_>) -> Result<(), EngineError> {
        let who = Subject::Tenant {
            name: self.tenant.name.clone(),
        };
        work::record_refusal(
            tx,
            &self.call,
            OperationName::TenantCreate,
            Some(who),
            refusal,
        )
    }
}
