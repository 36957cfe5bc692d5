//! What is known of a person or of a group, for "why?" (I3).

mod group;
mod history;

use jiff::{SignedDuration, Timestamp};
use roster::{
    Gate, Member, MemberId, Person, Seats, TenantId,
    explain::{Connection, Deleted, Facts, Mapped, Record, Rejected, Rejection, Silent},
    mapping::Rules,
    sign_in::sign_in,
};
use scim::fold::fold;
use uuid::Uuid;

use super::{counters, mapping, member, membership, tenant, token, user};
use crate::{
    engine::Rows,
    error::EngineError,
    record::{
        PersonRecord, TokenRecord, UserRecord, activity::Source, parse_id, token::TokenState,
    },
};
use history::{About, History, by};

/// Looks somebody up by address, `userName`, directory id or member id, and else a group by name or
/// id. None if there is no such tenant.
pub fn facts(
    rows: &dyn Rows,
    tenant_id: TenantId,
    who: &str,
    now: Timestamp,
) -> Result<Option<Facts>, EngineError> {
    let Some(tenant) = tenant::by_id(rows, tenant_id)? else {
        return Ok(None);
    };
    let counters = counters::of(rows, tenant_id)?;
    let who = who.trim();
    let record = find_record(rows, tenant_id, who)?;
    let person = find_person(rows, tenant_id, who, record.as_ref())?;
    let member = person.as_ref().map(|person| person.member.clone());
    let history = History::of(
        rows,
        tenant_id,
        About::Person(&names(who, record.as_ref(), member.as_ref())),
    )?;
    let rules = mapping::rules(rows, &tenant)?;
    let groups = match &record {
        Some((id, _)) => groups_of(rows, tenant_id, *id, &rules)?,
        None => Vec::new(),
    };
    let group = match (&record, &member) {
        (None, None) => group::asked(rows, tenant_id, who, &rules)?,
        _ => None,
    };
    // Somebody who was refused is not taken for a group that there is not.
    let group = group.filter(|group| group.id.is_some() || history.refused.is_none());
    let denial = member
        .as_ref()
        .and_then(|member| sign_in(member, &tenant.settings).err());
    Ok(Some(Facts {
        who: who.to_owned(),
        connection: connection(rows, tenant_id, &history, now)?,
        gate: Gate::closed(&tenant),
        automatic: tenant.settings.automatic,
        mode: tenant.settings.mode,
        seats: Seats {
            used: counters.seats,
            limit: tenant.settings.seat_limit,
        },
        refused: history.refused.clone(),
        deleted: deleted(person.as_ref(), &history),
        ended: history.ended.clone(),
        erased: history.erased.clone(),
        record: match record {
            Some((id, record)) => Some(described(id, &record, history.last_change)?),
            None => None,
        },
        member,
        denial,
        groups,
        group,
        any_group: counters.groups > 0,
    }))
}

type Found = (Uuid, UserRecord);

fn find_record(rows: &dyn Rows, tenant: TenantId, who: &str) -> Result<Option<Found>, EngineError> {
    let folded = fold(who);
    let mut ids: Vec<Uuid> = parse_id(who).into_iter().collect();
    ids.extend(user::id_of_user_name(rows, tenant, &folded)?);
    ids.extend(user::ids_with_email(rows, tenant, &folded)?);
    let kind = scim::ResourceKind::User;
    ids.extend(user::ids_with_external_id(rows, tenant, kind, who)?);
    for id in ids {
        if let Some(record) = user::record(rows, tenant, id)? {
            return Ok(Some((id, record)));
        }
    }
    Ok(None)
}

fn find_person(
    rows: &dyn Rows,
    tenant: TenantId,
    who: &str,
    record: Option<&Found>,
) -> Result<Option<PersonRecord>, EngineError> {
    let mut ids: Vec<MemberId> = who.parse().into_iter().collect();
    ids.extend(record.and_then(|(_, record)| record.head.member));
    let by_address = member::by_address(rows, tenant, who)?;
    ids.extend(by_address.into_iter().map(|member| member.id));
    for id in ids {
        if let Some(person) = member::record(rows, tenant, id)? {
            return Ok(Some(person));
        }
    }
    Ok(None)
}

fn groups_of(
    rows: &dyn Rows,
    tenant: TenantId,
    user: Uuid,
    rules: &Rules,
) -> Result<Vec<Mapped>, EngineError> {
    let mut groups = Vec::new();
    for link in membership::groups_of(rows, tenant, user)? {
        let head = super::group::head(rows, tenant, link.id)?;
        groups.extend(head.map(|head| Mapped::of(rules, &head.facts(link.id))));
    }
    Ok(groups)
}

/// All by which entries may name the person, folded.
fn names(who: &str, record: Option<&Found>, member: Option<&Member>) -> Vec<String> {
    let mut names = vec![fold(who)];
    if let Some((id, record)) = record {
        names.push(id.to_string());
        names.push(fold(&record.head.user_name));
    }
    if let Some(member) = member {
        names.push(member.id.to_string());
        names.push(fold(&member.email));
    }
    names.sort_unstable();
    names.dedup();
    names
}

fn described(id: Uuid, record: &UserRecord, entry: Option<u64>) -> Result<Record, EngineError> {
    let resource = record.resource()?;
    let person = Person::of(&id.to_string(), &resource);
    Ok(Record {
        id: person.user,
        user_name: person.user_name,
        address: person.email,
        active: person.active,
        entry,
    })
}

fn deleted(person: Option<&PersonRecord>, history: &History) -> Option<Deleted> {
    let departure = person?.departure.as_ref()?;
    Some(Deleted {
        at: departure.at,
        by: by(&departure.source),
        entry: history.left.as_ref().and_then(|left| left.entry),
    })
}

fn connection(
    rows: &dyn Rows,
    tenant: TenantId,
    history: &History,
    now: Timestamp,
) -> Result<Connection, EngineError> {
    let mut active = token::list(rows, tenant)?;
    active.retain(|token| token.state(now) == TokenState::Active);
    let has_token = !active.is_empty();
    let last = active.iter().max_by_key(|token| token.last_used_at);
    let last_used_at = last.and_then(|token| token.last_used_at);
    let last_call = last_used_at.max(history.last_call);
    let silent = match last {
        Some(token) => silent(rows, tenant, token, last_call)?,
        None => None,
    };
    let rejected = match &history.rejected {
        Some((source, at)) if last_call.is_none_or(|last| last < *at) => Some(Rejected {
            name: by(source),
            at: *at,
            because: rejection(rows, tenant, source, now)?,
        }),
        _ => None,
    };
    let refused = history.refused_call.clone();
    Ok(Connection {
        rejected,
        refused: refused.filter(|call| last_call.is_none_or(|last| last <= call.at)),
        silent,
        last_call,
        has_token,
    })
}

/// What is written of a token's uses is up to a minute behind: the log may know of a call since.
fn silent(
    rows: &dyn Rows,
    tenant: TenantId,
    token: &TokenRecord,
    last_call: Option<Timestamp>,
) -> Result<Option<Silent>, EngineError> {
    let watch = token::watch(rows, tenant, &token.public_id)?;
    let since = watch.silent_since.filter(|since| {
        let later = last_call.map(|last_call| last_call.duration_since(*since));
        later.is_none_or(|later| later < SignedDuration::from_mins(1))
    });
    Ok(since.map(|_| Silent {
        usual: watch.rhythm.and_then(|rhythm| rhythm.usual()),
        client: token.last_client.clone(),
    }))
}

/// A token that is good and did not open the door was not the one that was made.
fn rejection(
    rows: &dyn Rows,
    tenant: TenantId,
    source: &Source,
    now: Timestamp,
) -> Result<Rejection, EngineError> {
    let token = match &source.token {
        Some(public_id) => token::by_id(rows, tenant, public_id)?,
        None => None,
    };
    Ok(match token.map(|token| token.state(now)) {
        Some(TokenState::Active) => Rejection::Altered,
        Some(TokenState::Expired) => Rejection::Expired,
        Some(TokenState::Revoked) | None => Rejection::Revoked,
    })
}
