//! Puts what an entry says of a person under the person's key.

use roster::TenantId;
use uuid::Uuid;

use crate::{
    error::EngineError,
    key,
    operation::Call,
    overlay::Overlay,
    reader::activity::person_key,
    record::{
        activity::{Entry, NonceBytes, PersonKey, Subject},
        parse_id,
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
    let nonce = call.seed.bytes("nonce", &number);
    let nonce: NonceBytes = nonce.first_chunk().copied().unwrap_or_default();
    entry.seal(call.tenant, id, &key, nonce)
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
    let tenant: TenantId = call.tenant;
    let key = call.seed.bytes("key", id.as_bytes());
    tx.put(key::person_key(tenant, id), PersonKey::Kept(key).encode());
    key
}
