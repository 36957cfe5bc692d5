//! Operations on accounts.

mod change;
mod create;

use roster::{Tenant, TenantId};
use scim::fold::fold;

use super::{Refusal, RunError, due};
use crate::{error::EngineError, key, overlay::Overlay, reader, record::encode};

pub use change::{ChangeTenant, TenantChange};
pub use create::CreateTenant;

const KIND: &str = "tenant";

/// In characters.
const LONGEST_NAME: usize = 128;

/// A name without the blanks around it, if it can name an account and no other one has it.
fn checked_name(tx: &Overlay<'_>, name: &str, own: Option<TenantId>) -> Result<String, RunError> {
    let name = name.trim();
    let length = name.chars().count();
    if length == 0 || length > LONGEST_NAME || name.contains(char::is_control) {
        let words =
            format!("a tenant's name is one line of 1 to {LONGEST_NAME} characters to read");
        return Err(Refusal::Invalid(words).into());
    }
    match reader::tenant::by_name(tx, name)? {
        Some(other) if Some(other.id) != own => {
            let words = format!("the name {name} belongs to tenant {} already", other.id);
            Err(Refusal::Invalid(words).into())
        }
        _ => Ok(name.to_owned()),
    }
}

pub(super) fn write(
    tx: &mut Overlay<'_>,
    before: Option<&Tenant>,
    after: &Tenant,
) -> Result<(), EngineError> {
    let record = encode(KIND, after)?;
    // The days of a grace period, and how long entries are kept, may change with it.
    due::keeping_wake(tx, before.unwrap_or(after), after, |tx| {
        tx.put(key::tenant(after.id), record);
        Ok(())
    })?;
    let old_name = before.map(|tenant| key::tenant_name(&fold(&tenant.name)));
    let new_name = key::tenant_name(&fold(&after.name));
    if old_name.as_ref() != Some(&new_name) {
        if let Some(old_name) = old_name {
            tx.delete(old_name);
        }
        tx.put(new_name, after.id.0.as_bytes().to_vec());
    }
    Ok(())
}
