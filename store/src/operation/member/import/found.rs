//! Who a row is about.

use roster::MemberId;
use scim::fold::fold;

use crate::{
    error::EngineError,
    operation::{
        membership::{self, Holder, holder},
        work::Work,
    },
    reader,
    record::{PersonRecord, broken, person::Claims},
};

/// The member with this address, the directory's or nobody's; else who waits for removal or is gone.
pub(super) fn by_address(
    work: &Work<'_, '_>,
    email: &str,
) -> Result<Option<PersonRecord>, EngineError> {
    let tenant = work.tenant_id();
    let member = match holder(work.tx, tenant, email, None)? {
        Some(Holder::Member(id)) => id,
        Some(Holder::User(user)) => reader::user::record(work.tx, tenant, user)?
            .and_then(|record| record.head.member)
            .ok_or_else(|| broken("user", "it had a member just now"))?,
        None => {
            let claims = Claims {
                email: Some(fold(email)),
                ..Claims::default()
            };
            return membership::find_absent(work.tx, tenant, &claims);
        }
    };
    stored(work, member).map(Some)
}

fn stored(work: &Work<'_, '_>, member: MemberId) -> Result<PersonRecord, EngineError> {
    reader::member::record(work.tx, work.tenant_id(), member)?
        .ok_or_else(|| broken("address", "its member does not exist"))
}
