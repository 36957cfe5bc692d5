use std::sync::Arc;

use store::{
    engine::memory::MemoryEngine,
    record::token::TokenKind,
    writer::{Store, WriterOptions},
};

use super::*;

fn epoch() -> AccessEpoch {
    let options = WriterOptions { batch: 1, queue: 1 };
    let store = Store::start(Arc::new(MemoryEngine::new()), options).unwrap();
    store.snapshot_in_epoch().unwrap().1.unwrap()
}

fn digest(number: usize) -> SecretDigest {
    SecretDigest::of(&number.to_be_bytes())
}

fn verified() -> Arc<Verified> {
    Arc::new(Verified {
        tenant: TenantId(uuid::Uuid::nil()),
        token: TokenPass {
            public_id: "abc".to_owned(),
            name: "Entra ID".to_owned(),
            kind: TokenKind::default(),
            digest: Some(SecretDigest::of(b"secret")),
            expires_at: None,
            revoked_at: None,
        },
        strict: false,
        unique_group_names: true,
        catalog: Catalog::standard(),
    })
}

#[test]
fn what_was_kept_is_found_by_what_was_sent_and_by_nothing_else() {
    let (remembered, epoch) = (Remembered::default(), epoch());
    assert!(remembered.find(epoch, &digest(1)).is_none());
    remembered.keep(epoch, digest(1), &verified());
    assert!(remembered.find(epoch, &digest(1)).is_some());
    assert!(remembered.find(epoch, &digest(2)).is_none());
}

#[test]
fn however_many_credentials_come_no_more_than_the_most_are_kept() {
    let (remembered, epoch) = (Remembered::default(), epoch());
    for number in 0..3 * MOST {
        remembered.keep(epoch, digest(number), &verified());
        assert!(remembered.find(epoch, &digest(number)).is_some());
    }
    assert!(remembered.memory.read().unwrap().verified.len() <= MOST);
}
