//! Who a new directory record describes: a member whom no directory manages, and who may be there
//! still (D9), waiting for removal (R68), or gone (D5).

use std::cmp::Reverse;

use roster::{MemberId, MemberState, TenantId};

use crate::{
    engine::Rows,
    error::EngineError,
    key, reader,
    record::{PersonRecord, broken, person::Claims},
};

/// The best match. Those who are there come before those who wait for removal, and those before
/// tombstones; among equals the strongest claim decides, then who changed last.
pub(in crate::operation) fn find(
    rows: &dyn Rows,
    tenant: TenantId,
    claims: &Claims,
) -> Result<Option<PersonRecord>, EngineError> {
    let mut best: Option<(_, PersonRecord)> = None;
    for (strength, claim) in claims.iter().enumerate() {
        for id in reader::scan::last_ids(rows, &key::claimants(tenant, claim))? {
            let person = reader::member::record(rows, tenant, MemberId(id))?
                .ok_or_else(|| broken("person address", "its member does not exist"))?;
            let rank = (
                distance(&person.member.state),
                strength,
                Reverse(person.member.changed_at),
            );
            if best.as_ref().is_none_or(|(best, _)| rank < *best) {
                best = Some((rank, person));
            }
        }
    }
    Ok(best.map(|(_, person)| person))
}

fn distance(state: &MemberState) -> u8 {
    match state {
        MemberState::Unmanaged | MemberState::Active | MemberState::Deactivated => 0,
        MemberState::Pending { .. } | MemberState::Held { .. } => 1,
        MemberState::Removed { .. } => 2,
    }
}
