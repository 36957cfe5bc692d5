//! Puts what an entry says of a person under the person's key.

use roster::{Member, MemberId, Tenant, TenantId};
use uuid::Uuid;

use crate::{
    engine::Rows,
    error::EngineError,
    key,
    operation::Call,
    overlay::Overlay,
    reader::{self, activity::person_key},
    record::{
        activity::{Entry, Event, NonceBytes, PersonKey, Seal, Sealed, Subject, Told},
        broken, parse_id,
    },
};

/// A person is known by the member, or else by the directory record. Who has neither, as in a refused
/// create, gets a key for this one entry; and so does who was erased and is named once more.
pub(super) fn seal(
    tx: &mut Overlay<'_>,
    call: &Call,
    entry: &mut Entry,
) -> Result<(), EngineError> {
    if !entry.is_personal() {
        return Ok(());
    }
    let number = entry.seq.to_be_bytes();
    let own = call.seed.id("person", &number);
    let (id, key) = match known(entry) {
        Some(id) => match key_of(tx, call, id)? {
            PersonKey::Kept(key) => (id, key),
            PersonKey::Erased => (own, new_key(tx, call, own)),
        },
        None => (own, new_key(tx, call, own)),
    };
    let nonce = nonce(call, "nonce", entry.seq);
    let seal = Seal {
        id,
        key: &key,
        nonce,
    };
    entry.seal(call.tenant, &seal)
}

/// Adds to the events the members as they are now, each under their key. `first` is the number of
/// the entry's first event.
pub(super) fn tell(
    tx: &mut Overlay<'_>,
    call: &Call,
    tenant: &Tenant,
    first: u64,
    events: &mut [Event],
) -> Result<(), EngineError> {
    let mut number = first;
    for event in events {
        if !event.is_about_members() {
            number += event.numbers();
            continue;
        }
        for id in &event.ids {
            let told = Told::of(member(tx, call.tenant, id)?, tenant);
            event.members.push(told_sealed(tx, call, number, &told)?);
            number += 1;
        }
    }
    Ok(())
}

fn told_sealed(
    tx: &mut Overlay<'_>,
    call: &Call,
    event: u64,
    told: &Told,
) -> Result<Sealed, EngineError> {
    let id = told.member.id.0;
    let PersonKey::Kept(key) = key_of(tx, call, id)? else {
        return Err(broken("member", "they were erased"));
    };
    let nonce = nonce(call, "event nonce", event);
    told.seal(
        call.tenant,
        event,
        &Seal {
            id,
            key: &key,
            nonce,
        },
    )
}

fn member(rows: &dyn Rows, tenant: TenantId, id: &str) -> Result<Member, EngineError> {
    let member = match parse_id(id) {
        Some(id) => reader::member::by_id(rows, tenant, MemberId(id))?,
        None => None,
    };
    member.ok_or_else(|| broken("event", "its member does not exist"))
}

fn nonce(call: &Call, what: &str, number: u64) -> NonceBytes {
    let bytes = call.seed.bytes(what, &number.to_be_bytes());
    bytes.first_chunk().copied().unwrap_or_default()
}

fn known(entry: &Entry) -> Option<Uuid> {
    match &entry.who {
        Some(Subject::Person { user, member, .. }) => member
            .map(|member| member.0)
            .or_else(|| user.as_deref().and_then(parse_id)),
        _ => None,
    }
}

fn key_of(tx: &mut Overlay<'_>, call: &Call, id: Uuid) -> Result<PersonKey, EngineError> {
    match person_key(tx, call.tenant, id)? {
        Some(key) => Ok(key),
        None => Ok(PersonKey::Kept(new_key(tx, call, id))),
    }
}

fn new_key(tx: &mut Overlay<'_>, call: &Call, id: Uuid) -> [u8; 32] {
    let key = call.seed.bytes("key", id.as_bytes());
    tx.put(
        key::person_key(call.tenant, id),
        PersonKey::Kept(key).encode(),
    );
    key
}
