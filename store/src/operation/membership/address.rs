//! One address, one member (D12). Who waits for removal or is gone holds no address any more
//! (RFC 7644 §3.6: a deleted resource must not stand in the way).

use std::fmt;

use roster::{MemberId, MemberState, TenantId};
use scim::fold::fold;
use uuid::Uuid;

use crate::{
    engine::Rows,
    error::EngineError,
    key::{self, Claim},
    reader,
    record::broken,
};

/// Who has an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::operation) enum Holder {
    /// A directory record's member.
    User(Uuid),
    /// A member whom no directory manages.
    Member(MemberId),
}

impl fmt::Display for Holder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::User(id) => write!(f, "user {id}"),
            Self::Member(id) => write!(f, "member {id}, whom no directory manages"),
        }
    }
}

/// Who but `except` is identified by this address.
pub(in crate::operation) fn holder(
    rows: &dyn Rows,
    tenant: TenantId,
    address: &str,
    except: Option<MemberId>,
) -> Result<Option<Holder>, EngineError> {
    let folded = fold(address);
    let mut users = reader::user::ids_with_email(rows, tenant, &folded)?;
    users.extend(reader::user::id_of_user_name(rows, tenant, &folded)?);
    for user in users {
        let record = reader::user::record(rows, tenant, user)?
            .ok_or_else(|| broken("user index", "its user does not exist"))?;
        let Some(member) = record.head.member.filter(|member| Some(*member) != except) else {
            continue;
        };
        let identified = reader::member::by_id(rows, tenant, member)?
            .is_some_and(|member| fold(&member.email) == folded);
        if identified {
            return Ok(Some(Holder::User(user)));
        }
    }
    for id in reader::scan::last_ids(rows, &key::claimants(tenant, Claim::Email(&folded)))? {
        let id = MemberId(id);
        let member = reader::member::by_id(rows, tenant, id)?;
        let is_there = member.is_some_and(|member| {
            !matches!(
                member.state,
                MemberState::Pending { .. }
                    | MemberState::Held { .. }
                    | MemberState::Removed { .. }
            )
        });
        if is_there && Some(id) != except {
            return Ok(Some(Holder::Member(id)));
        }
    }
    Ok(None)
}
