//! Tokens that stop being used (I10, D19).

use jiff::{SignedDuration, Timestamp};
use store::{
    operation::token::{
        CreateToken, Credential, RecordTokenUse, RevokeToken, WatchTokens, Watched,
    },
    reader,
    record::{
        Entry,
        activity::{OperationName, Source, SourceKind, Subject},
        token::{TokenWatch, format::TokenText},
    },
};

use crate::world::World;

/// A token that has called every two hours for long enough to be known.
fn used(world: &mut World, name: &str) -> String {
    let public_id = world.create_token(name).unwrap().record.public_id;
    use_often(world, &public_id);
    public_id
}

fn use_often(world: &mut World, public_id: &str) {
    for _ in 0..15 {
        world.wait_hours(2);
        call(world, public_id);
    }
}

fn call(world: &mut World, public_id: &str) {
    let mut call = world.call();
    call.source = Source::timer();
    let operation = RecordTokenUse {
        call,
        public_id: public_id.to_owned(),
        client: Some("Okta SCIM Client 1.0.0".to_owned()),
    };
    world.run(&operation).unwrap();
}

fn look(world: &mut World) -> Watched {
    look_with(world, Vec::new(), Timestamp::UNIX_EPOCH)
}

fn look_with(
    world: &mut World,
    uses: Vec<(String, Timestamp)>,
    listening_since: Timestamp,
) -> Watched {
    let mut call = world.call();
    call.source = Source::timer();
    let operation = WatchTokens {
        call,
        listening_since,
        uses,
        limit: 64,
    };
    world.run(&operation).unwrap()
}

fn watch(world: &World, public_id: &str) -> TokenWatch {
    reader::token::watch(&*world.rows(), world.tenant, public_id).unwrap()
}

fn warned(world: &World) -> Vec<String> {
    let warned = reader::token::warned(&*world.rows(), 100).unwrap();
    warned.into_iter().map(|(_, public_id)| public_id).collect()
}

fn events(entry: &Entry) -> Vec<&str> {
    entry
        .events
        .iter()
        .map(|event| event.kind.as_str())
        .collect()
}

#[test]
fn a_silent_token_is_told_once_and_again_after_it_has_called() {
    let mut world = World::new();
    let token = used(&mut world, "Entra ID");
    let last_call = world.now;
    for round in 0..2 {
        world.wait_hours(5);
        look(&mut world);
        assert!(warned(&world).is_empty(), "three cycles are six hours");
        world.wait_hours(2);
        assert_eq!(look(&mut world).told, 1);
        let entry = world.last_entry();
        assert_eq!(entry.operation, OperationName::TokenSilent);
        assert_eq!(entry.source.kind, SourceKind::Timer);
        assert_eq!(events(&entry), ["sync.silent"]);
        let reason = entry.reason.unwrap();
        assert!(reason.ends_with(", usually every 2 hours"), "{reason}");
        if round == 0 {
            assert!(reason.contains(&format!("{last_call:.0}")), "{reason}");
            assert_eq!(watch(&world, &token).silent_since, Some(last_call));
        }
        assert_eq!(warned(&world), [token.as_str()]);
        world.wait_hours(24);
        assert_eq!(look(&mut world).told, 0, "it is told once");

        call(&mut world, &token);
        let entry = world.last_entry();
        assert_eq!(entry.operation, OperationName::TokenResumed);
        assert_eq!(events(&entry), ["sync.resumed"]);
        assert_eq!(entry.source.token.as_deref(), Some(token.as_str()));
        assert!(matches!(entry.who, Some(Subject::Token { .. })));
        assert!(warned(&world).is_empty());
        // The alarm is forgotten again.
        for _ in 0..20 {
            world.wait_hours(2);
            call(&mut world, &token);
        }
    }
}

#[test]
fn a_use_of_a_burst_moves_no_row_but_the_token() {
    let mut world = World::new();
    let token = used(&mut world, "Entra ID");
    world.now += SignedDuration::from_secs(20);
    call(&mut world, &token);
    assert_eq!(world.last_changes, 1);
    let before = watch(&world, &token);
    world.wait_hours(2);
    call(&mut world, &token);
    assert_eq!(
        world.last_changes, 2,
        "the token, and what is known of its use"
    );
    assert_eq!(watch(&world, &token).look_at, before.look_at);
    world.wait_hours(5);
    let watched = look(&mut world);
    assert_eq!(watched.told, 0, "a look that came too early");
    assert!(watched.next > Some(world.now));
}

#[test]
fn a_use_that_is_not_written_yet_counts() {
    let mut world = World::new();
    let token = used(&mut world, "Entra ID");
    world.wait_hours(7);
    let uses = vec![(token.clone(), world.now - SignedDuration::from_secs(10))];
    assert_eq!(look_with(&mut world, uses, Timestamp::UNIX_EPOCH).told, 0);

    // It is written only after the token was told to be silent since.
    let used_at = world.now;
    world.wait_hours(7);
    let uses = vec![(token.clone(), used_at)];
    assert_eq!(look_with(&mut world, uses, Timestamp::UNIX_EPOCH).told, 1);
    let silent_at = std::mem::replace(&mut world.now, used_at);
    call(&mut world, &token);
    assert_eq!(watch(&world, &token).silent_since, Some(used_at));
    world.now = silent_at;
    call(&mut world, &token);
    assert_eq!(watch(&world, &token).silent_since, None);
}

#[test]
fn our_own_absence_is_not_silence() {
    let mut world = World::new();
    used(&mut world, "Entra ID");
    world.wait_hours(48);
    let started = world.now - SignedDuration::from_mins(1);
    assert_eq!(look_with(&mut world, Vec::new(), started).told, 0);
    world.wait_hours(7);
    assert_eq!(look_with(&mut world, Vec::new(), started).told, 1);
}

#[test]
fn revoked_tokens_and_those_never_used_raise_no_alarm() {
    let mut world = World::new();
    let never = world.create_token("never used").unwrap().record.public_id;
    let token = used(&mut world, "Entra ID");
    let silent = used(&mut world, "Okta");
    look(&mut world);
    world.wait_hours(24);
    let revoke = |world: &mut World, public_id: &str| {
        let operation = RevokeToken {
            call: world.call(),
            public_id: public_id.to_owned(),
        };
        world.run(&operation).unwrap();
    };
    revoke(&mut world, &token);
    assert_eq!(look(&mut world).told, 1);
    assert_eq!(warned(&world), [silent.as_str()]);
    revoke(&mut world, &silent);
    assert!(warned(&world).is_empty());
    // A use that is told late does not bring it back.
    call(&mut world, &silent);
    assert_eq!(watch(&world, &silent).look_at, None);
    world.wait_hours(24);
    assert_eq!(look(&mut world).told, 0);
    revoke(&mut world, &never);
    assert_eq!(look(&mut world).next, None);
}

#[test]
fn an_expired_token_is_no_warning() {
    let mut world = World::new();
    let expiring = CreateToken {
        call: world.call(),
        text: TokenText::mint([1; 10], [1; 24]),
        credential: Credential::Bearer,
        name: "Entra ID".to_owned(),
        expires_at: Some(world.now + SignedDuration::from_hours(40)),
    };
    let token = world.run(&expiring).unwrap().record.public_id;
    use_often(&mut world, &token);
    world.wait_hours(7);
    assert_eq!(look(&mut world).told, 1);
    world.wait_hours(4);
    assert_eq!(
        look(&mut world),
        Watched {
            told: 0,
            next: None
        }
    );
    assert!(warned(&world).is_empty());
}

#[test]
fn a_token_is_told_once_when_it_was_not_used_for_90_days() {
    let mut world = World::new();
    let never = world.create_token("never").unwrap().record.public_id;
    world.wait_hours(24);
    let used = world.create_token("used").unwrap().record.public_id;
    call(&mut world, &used);
    world.wait_hours(89 * 24 - 1);
    look(&mut world);
    assert!(warned(&world).is_empty());
    world.wait_hours(2);
    assert_eq!(look(&mut world).told, 1);
    let entry = world.last_entry();
    assert_eq!(entry.operation, OperationName::TokenUnused);
    assert_eq!(events(&entry), ["token.unused"]);
    assert_eq!(warned(&world), [never.as_str()]);
    world.wait_hours(24);
    assert_eq!(look(&mut world).told, 1);
    assert_eq!(warned(&world).len(), 2);
    let seen = look(&mut world);
    assert_eq!(
        (seen.told, seen.next),
        (0, None),
        "there is nothing to wait for"
    );

    call(&mut world, &used);
    assert_eq!(world.last_entry().operation, OperationName::TokenResumed);
    assert_eq!(warned(&world), [never.as_str()]);
    call(&mut world, &never);
    assert!(warned(&world).is_empty());
    world.wait_hours(90 * 24);
    assert_eq!(look(&mut world).told, 2, "both, once more");
}
