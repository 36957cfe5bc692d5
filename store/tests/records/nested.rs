//! Groups in groups: edges are stored, and what follows from them is worked out when asked.

use scim::ResourceKind;
use serde_json::{Value, json};
use store::{reader, reader::list::Start};

use crate::{
    bodies::{event_names, group, refused},
    lists::{names, query},
    world::World,
};

/// `ada` in Red, `bob` in Green, Red in Green, Green in Blue.
struct Nest {
    world: World,
    ada: String,
    bob: String,
    red: String,
    green: String,
    blue: String,
}

fn nest() -> Nest {
    let mut world = World::new();
    let (ada, bob) = (world.user("ada"), world.user("bob"));
    // By age the innermost one is the last, so that no order is right by chance.
    let blue = world.group("Blue", &[]);
    let green = world.group("Green", &[&bob]);
    let red = world.group("Red", &[&ada]);
    add(&mut world, &green, &[&red]);
    add(&mut world, &blue, &[&green]);
    Nest {
        world,
        ada,
        bob,
        red,
        green,
        blue,
    }
}

fn add(world: &mut World, group: &str, members: &[&str]) {
    let members: Vec<Value> = members.iter().map(|id| json!({ "value": id })).collect();
    let add = json!([{"op": "add", "path": "members", "value": members}]);
    world.patch_group(group, add).unwrap();
}

/// Names and types of a user's groups as the wire has them.
fn groups_of(world: &World, user: &str) -> Vec<(String, String)> {
    let rows = world.rows();
    let links = reader::membership::groups_of(&*rows, world.tenant, user.parse().unwrap()).unwrap();
    let json = reader::membership::groups_json(&links, "https://h/scim/v2");
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    serde_json::from_slice::<Vec<Value>>(&json)
        .unwrap()
        .iter()
        .map(|group| (text(&group["display"]), text(&group["type"])))
        .collect()
}

fn found(world: &World, kind: ResourceKind, filter: &str) -> Vec<String> {
    names(&query(
        world,
        kind,
        Some(filter),
        None,
        Start::Index(1),
        100,
    ))
}

fn pairs(groups: &[(&str, &str)]) -> Vec<(String, String)> {
    let pairs = groups.iter();
    pairs
        .map(|(display, kind)| ((*display).to_owned(), (*kind).to_owned()))
        .collect()
}

#[test]
fn a_group_is_a_member_as_the_wire_has_it() {
    let nest = nest();
    let rows = nest.world.rows();
    let green = nest.green.parse().unwrap();
    let members = reader::membership::members(&*rows, nest.world.tenant, green, None, 9).unwrap();
    let shown: Vec<Value> = members
        .members
        .iter()
        .map(|member| reader::membership::member_json(member, "https://h/scim/v2"))
        .collect();
    let expected = json!([
        {
            "value": nest.bob, "$ref": format!("https://h/scim/v2/Users/{}", nest.bob),
            "display": "bob", "type": "User",
        },
        {
            "value": nest.red, "$ref": format!("https://h/scim/v2/Groups/{}", nest.red),
            "display": "Red", "type": "Group",
        },
    ]);
    assert_eq!(Value::from(shown), expected);
    assert_eq!(nest.world.counters().nested, 2);
}

#[test]
fn a_user_shows_direct_groups_and_then_indirect_ones() {
    let Nest {
        mut world,
        ada,
        red,
        green,
        blue,
        ..
    } = nest();
    let expected = [
        ("Red", "direct"),
        ("Blue", "indirect"),
        ("Green", "indirect"),
    ];
    assert_eq!(groups_of(&world, &ada), pairs(&expected));
    // A circle, and a second way to the same group: each is still there once.
    add(&mut world, &red, &[&blue]);
    assert_eq!(groups_of(&world, &ada), pairs(&expected));
    add(&mut world, &green, &[&ada]);
    let expected = [("Green", "direct"), ("Red", "direct"), ("Blue", "indirect")];
    assert_eq!(groups_of(&world, &ada), pairs(&expected));
    let patched = world
        .patch_user(&ada, json!([{"op": "add", "path": "title", "value": "x"}]))
        .unwrap();
    assert_eq!(patched.groups.len(), 3, "in the answer of a PATCH too");
}

#[test]
fn filters_see_direct_and_indirect_groups() {
    let Nest {
        mut world,
        ada,
        bob,
        red,
        green,
        blue,
    } = nest();
    add(&mut world, &red, &[&blue]);
    let (user, group) = (ResourceKind::User, ResourceKind::Group);
    for (kind, filter, expected) in [
        (
            user,
            format!("groups.value eq \"{red}\""),
            &["ada", "bob"][..],
        ),
        (user, format!("groups.value eq \"{blue}\""), &["ada", "bob"]),
        (
            user,
            format!("groups[value eq \"{green}\"]"),
            &["ada", "bob"],
        ),
        (
            user,
            format!("groups[value eq \"{green}\" and type eq \"direct\"]"),
            &["bob"],
        ),
        (
            user,
            "groups.type eq \"indirect\"".to_owned(),
            &["ada", "bob"],
        ),
        (
            user,
            "groups.display eq \"Blue\"".to_owned(),
            &["ada", "bob"],
        ),
        (user, format!("not (groups.value eq \"{green}\")"), &[]),
        (group, format!("members.value eq \"{ada}\""), &["Red"]),
        (group, format!("members.value eq \"{red}\""), &["Green"]),
        (group, format!("members[value eq \"{bob}\"]"), &["Green"]),
        (
            group,
            "members.type eq \"Group\"".to_owned(),
            &["Blue", "Green", "Red"],
        ),
    ] {
        assert_eq!(found(&world, kind, &filter), expected, "{filter}");
    }
}

#[test]
fn a_renamed_group_has_its_new_name_in_the_groups_around_it() {
    let Nest {
        mut world,
        ada,
        red,
        green,
        ..
    } = nest();
    let rename = json!([{"op": "replace", "path": "displayName", "value": "Crimson"}]);
    world.patch_group(&red, rename).unwrap();
    assert_eq!(world.members_of(&green), ["bob", "Crimson"]);
    assert_eq!(groups_of(&world, &ada)[0].0, "Crimson");
}

#[test]
fn a_deleted_group_leaves_the_groups_that_it_was_in() {
    let Nest {
        mut world,
        ada,
        bob,
        green,
        blue,
        ..
    } = nest();
    world.delete_group(&green).unwrap();
    assert!(world.members_of(&blue).is_empty());
    assert_eq!(groups_of(&world, &ada), pairs(&[("Red", "direct")]));
    assert_eq!(groups_of(&world, &bob), []);
    let entry = world.last_entry();
    assert_eq!(
        event_names(&entry),
        ["group.deleted", "group.member_removed", "group.updated"]
    );
    assert_eq!(entry.events[2].ids, std::slice::from_ref(&blue));
    let stored =
        reader::resource::by_id(&*world.rows(), world.tenant, ResourceKind::Group, &blue).unwrap();
    assert_eq!(stored.unwrap().version, 3, "it has lost a member");
    assert_eq!(world.counters().nested, 0);
}

#[test]
fn a_group_is_no_member_of_itself() {
    let Nest {
        mut world,
        bob,
        red,
        green,
        ..
    } = nest();
    let add = json!([{"op": "add", "path": "members", "value": [{"value": green}]}]);
    let written = world.patch_group(&green, add.clone()).unwrap();
    assert!(!written.changed());
    assert_eq!(written.notes[0].tolerance, "own-member");
    let put = group("Green", &[&green, &bob, &red]);
    assert!(!world.replace_group(&green, put).unwrap().changed());
    assert_eq!(world.members_of(&green), ["bob", "Red"]);
    world.set_strict();
    let (status, scim_type, detail) = refused(world.patch_group(&green, add));
    assert_eq!((status, scim_type), (400, Some("invalidValue")));
    assert!(detail.contains("itself"), "{detail}");
}

#[test]
fn the_id_decides_what_a_member_is() {
    for (said, is_group) in [
        (json!({"type": "User"}), true),
        (json!({"$ref": "https://h/scim/v2/Users/1"}), true),
        (json!({"type": "Group"}), false),
    ] {
        let mut world = World::new();
        let (ada, red) = (world.user("ada"), world.group("Red", &[]));
        let all = world.group("All", &[]);
        let mut member = said.clone();
        member["value"] = json!(if is_group { &red } else { &ada });
        let add = json!([{"op": "add", "path": "members", "value": [member]}]);
        let written = world.patch_group(&all, add.clone()).unwrap();
        assert_eq!(written.notes.len(), 1, "{said}");
        assert_eq!(written.notes[0].tolerance, "member-type");
        assert_eq!(world.counters().nested, u64::from(is_group));
        world.replace_group(&all, group("All", &[])).unwrap();
        world.set_strict();
        let (status, scim_type, _) = refused(world.patch_group(&all, add));
        assert_eq!((status, scim_type), (400, Some("invalidValue")), "{said}");
        assert!(world.members_of(&all).is_empty());
    }
}

#[test]
fn members_are_removed_by_their_type() {
    let Nest {
        mut world, green, ..
    } = nest();
    let remove = json!([{"op": "remove", "path": "members[type eq \"Group\"]"}]);
    world.patch_group(&green, remove).unwrap();
    assert_eq!(world.members_of(&green), ["bob"]);
    assert_eq!(world.counters().nested, 1);
}

#[test]
fn a_long_chain_is_followed_up_to_a_bound() {
    let mut world = World::new();
    let ada = world.user("ada");
    let mut inner = world.group("G0", &[&ada]);
    let mut ids = vec![inner.clone()];
    for number in 1..1_010 {
        inner = world.create_unchecked(&format!("G{number}"), &inner);
        ids.push(inner.clone());
    }
    world.assert_sound();
    assert_eq!(groups_of(&world, &ada).len(), 1_001);
    let within = |group: &str| {
        let filter = format!("groups.value eq \"{group}\"");
        found(&world, ResourceKind::User, &filter)
    };
    assert_eq!(within(&ids[1_000]), ["ada"]);
    assert_eq!(within(&ids[1_001]), [""; 0], "as the user itself shows");
}
