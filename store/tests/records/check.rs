//! The consistency check finds every kind of row that is missing, left over or wrong.

use serde_json::json;
use store::{
    engine::{Direction, KeyRange},
    reader,
};

use crate::{large::Large, world::World};

/// A tenant with one of everything.
fn full() -> World {
    let mut world = World::new();
    let (ada, bob) = (world.user("ada"), world.user("bob"));
    world
        .create_group(json!({
            "displayName": "Staff", "externalId": "g1", "members": [{"value": ada}],
        }))
        .unwrap();
    let cleo = world.user("cleo");
    let team = world.group("Team", &[&cleo]);
    let change = [scim::patch::MembersChange::Replace(vec![
        scim::resource::Member::from(ada.as_str()),
    ])];
    // Both kinds of tags, not yet applied.
    Large::of(&mut world, &team, &change).run(&mut world, 3);
    world.delete_user(&bob).unwrap();
    world.add_member("zoe@x.org").unwrap();
    world.create_token("Okta").unwrap();
    world
}

fn all_rows(world: &World) -> Vec<(Vec<u8>, Vec<u8>)> {
    let mut rows = Vec::new();
    let everything = KeyRange {
        from: &[],
        to: &[0xff; 17],
    };
    world
        .rows()
        .scan(everything, Direction::Ascending, &mut |key, value| {
            rows.push((key.to_vec(), value.to_vec()));
            std::ops::ControlFlow::Continue(())
        })
        .unwrap();
    rows
}

fn is_sound(world: &World) -> bool {
    reader::check::verify(&*world.rows(), world.tenant).is_ok_and(|problems| problems.is_empty())
}

#[test]
fn every_missing_row_is_noticed() {
    let world = full();
    let name = store::key::tenant_name("oak school");
    for (key, value) in all_rows(&world) {
        world.write([(key.clone(), None)]);
        // How admins call an account is no row of the account.
        assert_eq!(is_sound(&world), key == name, "{key:02x?}");
        world.write([(key, Some(value))]);
        assert!(is_sound(&world));
    }
}

#[test]
fn every_row_that_is_left_over_is_noticed() {
    use scim::ResourceKind;
    use store::key::{self, Claim};
    let mut world = full();
    let (tenant, id, now) = (world.tenant, world.id(), world.now);
    let member = roster::MemberId(id);
    let rows = [
        key::user_name(tenant, "ghost"),
        key::email(tenant, "ghost@x.org", id),
        key::external(tenant, ResourceKind::User, "ghost", id),
        key::external(tenant, ResourceKind::Group, "ghost", id),
        key::group_name(tenant, "ghosts", id),
        key::member_of(tenant, id, id),
        key::staged(tenant, id),
        key::person_address(tenant, Claim::Email("ghost@x.org"), member),
        key::pending(tenant, now, member),
        key::wake(now, tenant),
    ];
    for key in rows {
        world.write([(key.clone(), Some(id.as_bytes().to_vec()))]);
        assert!(!is_sound(&world), "{key:02x?}");
        world.write([(key, None)]);
    }
    assert!(is_sound(&world));
}

#[test]
fn a_gap_in_the_sequence_is_noticed() {
    let world = full();
    let key = store::key::activity(world.tenant, 3);
    world.write([(key, None)]);
    let problems = reader::check::verify(&*world.rows(), world.tenant).unwrap();
    assert!(
        problems
            .iter()
            .any(|problem| problem.0.contains("gap before entry 4"))
    );
}
