//! Everything in the history that says something of one person, for its erasure (P16).

use std::collections::BTreeSet;

use roster::{MemberId, TenantId};
use scim::fold::fold;
use uuid::Uuid;

use super::{by_sequence, one, opened::Opener};
use crate::{
    engine::{Direction, Rows},
    error::EngineError,
    key::{self, Claim},
    reader::{member, scan},
    record::{
        activity::{Entry, Subject},
        parse_id,
    },
};

/// What there is of one person.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Traces {
    /// The ids that entries know them by: of the member, and of their directory records.
    pub ids: BTreeSet<Uuid>,
    /// The keys that open what entries say of them.
    pub keys: BTreeSet<Uuid>,
    /// How many entries that is.
    pub entries: u64,
}

/// Nobody, or more than one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotOne(
    /// The ids of those who are meant.
    pub Vec<Uuid>,
);

/// The traces of whom this id, address or name means. Reads the whole history. Of entries that know
/// no id, such as a refused create, those are theirs that have one of their addresses.
pub fn traces(
    rows: &dyn Rows,
    tenant: TenantId,
    person: &str,
) -> Result<Result<Traces, NotOne>, EngineError> {
    let meant = match parse_id(person) {
        Some(id) => vec![id],
        None => meant(rows, tenant, &fold(person))?,
    };
    let [one] = meant.as_slice() else {
        return Ok(Err(NotOne(meant)));
    };
    let ids = whole(rows, tenant, *one)?;
    let mut traces = Traces {
        ids,
        ..Traces::default()
    };
    let mut addresses = tombstones(rows, tenant, &traces.ids)?;
    let mut nameless = Vec::new();
    each(rows, tenant, |entry, key| {
        let Some(Subject::Person { email, .. }) = &entry.who else {
            return Ok(());
        };
        let of_one = known_ids(&entry).any(|id| traces.ids.contains(&id));
        let is_nameless = known_ids(&entry).next().is_none();
        let email = email.as_deref().map(fold);
        if of_one {
            traces.entries += 1;
            traces.keys.extend(key);
            addresses.extend(email);
        } else if let (true, Some(key), Some(email)) = (is_nameless, key, email) {
            nameless.push((key, email));
        }
        Ok(())
    })?;
    for (key, email) in nameless {
        if addresses.contains(&email) {
            traces.entries += 1;
            traces.keys.insert(key);
        }
    }
    Ok(if traces.keys.is_empty() && traces.entries == 0 {
        Err(NotOne(Vec::new()))
    } else {
        Ok(traces)
    })
}

/// All ids of whom this id means: of a directory record, the member's too, and all that they had.
fn whole(rows: &dyn Rows, tenant: TenantId, id: Uuid) -> Result<BTreeSet<Uuid>, EngineError> {
    let mut ids = one::ids(rows, tenant, id, usize::MAX)?;
    let direction = Direction::Ascending;
    let mut members = BTreeSet::new();
    for sequence in one::numbers(rows, tenant, id, None, direction, usize::MAX)? {
        let entry = by_sequence(rows, tenant, sequence)?;
        members.extend(entry.and_then(|entry| entry.who?.member()));
    }
    for member in members {
        ids.extend(one::ids(rows, tenant, member.0, usize::MAX)?);
    }
    Ok(ids)
}

/// The persons of this folded name or address: by the member, or else by the directory record.
fn meant(rows: &dyn Rows, tenant: TenantId, folded: &str) -> Result<Vec<Uuid>, EngineError> {
    let claimants = key::claimants(tenant, Claim::Email(folded));
    let mut meant: BTreeSet<Uuid> = scan::last_ids(rows, &claimants)?.into_iter().collect();
    each(rows, tenant, |entry, _| {
        if let Some(Subject::Person {
            user,
            member,
            name,
            email,
        }) = &entry.who
        {
            let is_meant = [name, email]
                .into_iter()
                .flatten()
                .any(|text| fold(text) == folded);
            let record = || user.as_deref().and_then(parse_id);
            let id = member.map(|member| member.0).or_else(record);
            meant.extend(id.filter(|_| is_meant));
        }
        Ok(())
    })?;
    Ok(meant.into_iter().collect())
}

/// The addresses that those who are gone had last.
fn tombstones(
    rows: &dyn Rows,
    tenant: TenantId,
    ids: &BTreeSet<Uuid>,
) -> Result<BTreeSet<String>, EngineError> {
    let mut addresses = BTreeSet::new();
    for id in ids {
        let member = member::by_id(rows, tenant, MemberId(*id))?;
        addresses.extend(member.map(|member| fold(&member.email)));
    }
    Ok(addresses)
}

fn known_ids(entry: &Entry) -> impl Iterator<Item = Uuid> {
    entry.who.iter().flat_map(Subject::ids)
}

/// Every entry, opened, with the key that has opened it.
fn each(
    rows: &dyn Rows,
    tenant: TenantId,
    mut visit: impl FnMut(Entry, Option<Uuid>) -> Result<(), EngineError>,
) -> Result<(), EngineError> {
    let mut opener = Opener::new(rows, tenant);
    let span = key::activities(tenant);
    scan::each(rows, &span, Direction::Ascending, |_, value| {
        let (entry, key) = opener.read_with_key(value)?;
        visit(entry, key)?;
        Ok(std::ops::ControlFlow::Continue(()))
    })
}
