//! All that was made of people, as one word (I2, I12): equal for two tenants, or two moments, in
//! which the same members have the same names, addresses, access and assignments.

use std::ops::ControlFlow;

use roster::{Member, MemberState, TenantId};
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::scan;
use crate::{
    engine::{Direction, Rows},
    error::EngineError,
    key,
    record::{PersonRecord, encode, hex},
};

/// What counts of a member. When something happened, and which directory record stands behind it,
/// does not: it is another one after a return.
#[derive(Serialize)]
struct Fact<'m> {
    id: roster::MemberId,
    state: &'static str,
    blocked: bool,
    user_name: &'m str,
    display_name: Option<&'m str>,
    email: &'m str,
    protected: bool,
    assignment: &'m roster::Assignment,
}

/// Reads all members; those who were removed are no part of the state.
pub fn hash(rows: &dyn Rows, tenant: TenantId) -> Result<String, EngineError> {
    let mut digest = Sha256::new();
    scan::each(
        rows,
        &key::persons(tenant),
        Direction::Ascending,
        |_, value| {
            let person = PersonRecord::decode(value)?;
            if let Some(line) = line(&person.member)? {
                digest.update(line);
            }
            Ok(ControlFlow::Continue(()))
        },
    )?;
    Ok(hex(&digest.finalize()))
}

/// What a member adds to the state; nothing once they were removed.
pub(super) fn line(member: &Member) -> Result<Option<Vec<u8>>, EngineError> {
    if !member.is_member() {
        return Ok(None);
    }
    let mut line = encode("state", &fact(member))?;
    line.push(b'\n');
    Ok(Some(line))
}

fn fact(member: &Member) -> Fact<'_> {
    let blocked = match member.state {
        MemberState::Pending { blocked, .. } | MemberState::Held { blocked, .. } => blocked,
        _ => false,
    };
    Fact {
        id: member.id,
        state: member.state.as_str(),
        blocked,
        user_name: &member.user_name,
        display_name: member.display_name.as_deref(),
        email: &member.email,
        protected: member.protected,
        assignment: &member.assignment,
    }
}
