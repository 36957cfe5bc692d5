//! What members have by their groups, in the commit that changes either.

use roster::{MemberState, TenantKind};
use serde_json::{Value, json};
use store::{
    operation::{
        mapping::{CancelMapping, Claimed, RecordClaims, ReplaceMapping},
        tenant::TenantChange,
    },
    reader,
    record::{ClassRecord, MappingRecord, activity::OperationName},
};

use crate::{
    bodies::{event_names, user},
    world::World,
};

impl World {
    /// Puts a table in force, to its end.
    pub(crate) fn map(&mut self, rows: &Value) -> MappingRecord {
        let record = self.begin_mapping(rows);
        self.carry_on();
        record
    }

    pub(crate) fn begin_mapping(&mut self, rows: &Value) -> MappingRecord {
        let operation = self.replace_mapping(rows);
        self.run(&operation).unwrap()
    }

    pub(crate) fn replace_mapping(&self, rows: &Value) -> ReplaceMapping {
        let table = roster::mapping::Table::read(rows.as_array().unwrap()).unwrap();
        ReplaceMapping {
            call: self.call(),
            rows: table.rows().to_vec(),
            expected: None,
        }
    }

    pub(crate) fn cancel_mapping(&mut self) -> Result<MappingRecord, store::operation::Refusal> {
        let call = self.call();
        self.run(&CancelMapping { call })
    }

    /// As [`World::new`], where pushed groups are classes.
    pub(crate) fn school() -> Self {
        let mut world = Self::new();
        world.set_kind(TenantKind::School);
        world
    }

    pub(crate) fn set_kind(&mut self, kind: TenantKind) {
        self.change_tenant(TenantChange {
            kind: Some(kind),
            ..TenantChange::default()
        });
        self.carry_on();
    }

    /// `user group | classes | teacher` of the member of a user.
    pub(crate) fn has(&self, user: &str) -> (Option<String>, Vec<String>, bool) {
        let members = reader::member::list(&*self.rows(), self.tenant, None, usize::MAX).unwrap();
        let member = members
            .into_iter()
            .find(|member| member.user.as_deref() == Some(user))
            .unwrap();
        let assignment = member.assignment;
        (
            assignment.user_group,
            assignment.classes.into_iter().collect(),
            assignment.teacher,
        )
    }

    pub(crate) fn class(&self, id: &str) -> Option<ClassRecord> {
        reader::class::by_id(&*self.rows(), self.tenant, id).unwrap()
    }

    fn claim(&mut self, user_or_member: &str, claims: &[&str]) -> Claimed {
        let members = reader::member::list(&*self.rows(), self.tenant, None, usize::MAX).unwrap();
        let mut found = members.into_iter();
        let member = found.find(|member| {
            member.user.as_deref() == Some(user_or_member) || member.email == user_or_member
        });
        let operation = RecordClaims {
            call: self.call(),
            member: member.unwrap().id,
            claims: claims.iter().map(|&claim| claim.to_owned()).collect(),
        };
        self.run(&operation).unwrap()
    }
}

fn staff() -> Value {
    json!([
        { "name": "Owners", "user_group": "Admins" },
        { "name": "Teachers", "teacher": true, "user_group": "Staff" },
        { "pattern": "test-*", "ignore": true },
    ])
}

/// Whether the last entry has such an event.
fn told(world: &World, kind: &str) -> bool {
    event_names(&world.last_entry()).contains(&kind)
}

fn no_class(user_group: Option<&str>, teacher: bool) -> (Option<String>, Vec<String>, bool) {
    (user_group.map(str::to_owned), Vec::new(), teacher)
}

#[test]
fn a_group_gives_and_takes_in_its_own_commit() {
    let mut world = World::new();
    world.map(&staff());
    let ada = world.user("ada");
    let teachers = world.group("Teachers", &[&ada]);
    assert_eq!(world.has(&ada), no_class(Some("Staff"), true));
    let entry = world.last_entry();
    assert_eq!(entry.operation, OperationName::GroupCreate);
    let names = event_names(&entry);
    assert!(names.contains(&"role.changed"), "{names:?}");
    assert!(names.contains(&"teacher.changed"));
    assert_eq!(entry.changes.0["user_group"], json!({ "to": "Staff" }));
    assert_eq!(
        entry.changes.0["teacher"],
        json!({ "from": false, "to": true })
    );

    let out = json!([{ "op": "remove", "path": format!("members[value eq \"{ada}\"]") }]);
    world.patch_group(&teachers, out).unwrap();
    assert_eq!(world.has(&ada), no_class(None, false));
    assert!(told(&world, "teacher.changed"));
}

#[test]
fn renames_and_deletes_of_groups_reach_their_members() {
    let mut world = World::new();
    world.map(&staff());
    let (ada, bob) = (world.user("ada"), world.user("bob"));
    let group = world.group("Crew", &[&ada, &bob]);
    assert_eq!(world.has(&ada), no_class(None, false));
    let rename = |name: &str| json!([{ "op": "replace", "path": "displayName", "value": name }]);
    world.patch_group(&group, rename("OWNERS")).unwrap();
    assert_eq!(world.has(&bob), no_class(Some("Admins"), false));
    let entry = world.last_entry();
    let role = entry
        .events
        .iter()
        .find(|event| event.kind == "role.changed");
    assert_eq!(role.unwrap().count, 2);
    world.delete_group(&group).unwrap();
    assert_eq!(world.has(&ada), no_class(None, false));
    assert!(told(&world, "role.changed"));
}

#[test]
fn groups_give_through_groups() {
    let mut world = World::new();
    world.map(&staff());
    let ada = world.user("ada");
    let inner = world.group("Physics", &[&ada]);
    let teachers = world.group("Teachers", &[&inner]);
    assert!(world.has(&ada).2);
    let leave = json!([{ "op": "remove", "path": "members" }]);
    world.patch_group(&teachers, leave).unwrap();
    assert!(!world.has(&ada).2);
    let join = json!([{ "op": "add", "path": "members", "value": [{ "value": inner }] }]);
    world.patch_group(&teachers, join).unwrap();
    assert!(world.has(&ada).2);
    world.delete_group(&inner).unwrap();
    assert!(!world.has(&ada).2);
}

#[test]
fn a_pushed_group_of_a_school_is_a_class_that_follows_it() {
    let mut world = World::school();
    let ada = world.user("ada");
    let group = world.group("7b", &[&ada]);
    assert_eq!(world.has(&ada).1, std::slice::from_ref(&group));
    assert_eq!(world.class(&group).unwrap().name, "7b");
    assert!(told(&world, "class.upserted"));
    let rename = json!([{ "op": "replace", "path": "displayName", "value": "8b" }]);
    world.patch_group(&group, rename).unwrap();
    assert_eq!(world.class(&group).unwrap().name, "8b");
    assert_eq!(world.has(&ada).1, std::slice::from_ref(&group));
    world.delete_group(&group).unwrap();
    assert!(world.has(&ada).1.is_empty());
    assert!(world.class(&group).unwrap().archived_at.is_some());
    assert!(told(&world, "class.archived"));
}

#[test]
fn a_group_that_returns_within_the_grace_period_takes_its_class_up_again() {
    let mut world = World::school();
    let ada = world.user("ada");
    let first = world.group("7b", &[&ada]);
    world.delete_group(&first).unwrap();
    world.wait_hours(7 * 24 - 1);
    let second = world.group("7B", &[&ada]);
    assert_eq!(
        world.has(&ada).1,
        std::slice::from_ref(&first),
        "the class is the same"
    );
    let class = world.class(&first).unwrap();
    assert_eq!((class.name.as_str(), class.archived_at), ("7B", None));
    world.delete_group(&second).unwrap();
    world.wait_hours(7 * 24);
    let third = world.group("7b", &[&ada]);
    assert_eq!(world.has(&ada).1, [third]);
}

#[test]
fn a_business_without_rows_has_no_classes_and_writes_no_more_than_before() {
    let mut world = World::new();
    let ada = world.user("ada");
    let group = world.group("7b", &[]);
    let join = json!([{ "op": "add", "path": "members", "value": [{ "value": ada }] }]);
    world.patch_group(&group, join).unwrap();
    assert_eq!(world.last_changes, 6);
    assert_eq!(world.has(&ada), no_class(None, false));
    assert_eq!(world.class(&group), None);
    world.set_kind(TenantKind::School);
    assert_eq!(world.has(&ada).1, std::slice::from_ref(&group));
    assert!(world.class(&group).is_some());
    world.set_kind(TenantKind::Business);
    assert_eq!(world.has(&ada), no_class(None, false));
    assert!(world.class(&group).unwrap().archived_at.is_some());
}

#[test]
fn the_default_user_group_is_for_whom_no_row_gives_one() {
    let mut world = World::new();
    let ada = world.user("ada");
    world.set(json!({ "default_user_group": "Everybody" }));
    world.carry_on();
    assert_eq!(world.has(&ada), no_class(Some("Everybody"), false));
    let bob = world.user("bob");
    assert_eq!(world.has(&bob), no_class(Some("Everybody"), false));
    assert!(told(&world, "role.changed"));
    world.set(json!({ "default_user_group": null }));
    world.carry_on();
    assert_eq!(world.has(&bob), no_class(None, false));
}

#[test]
fn behind_a_gate_and_in_a_pause_groups_only_take() {
    for (close, open) in [
        (
            json!({ "sso_active": false }),
            json!({ "sso_active": true }),
        ),
        (json!({ "sso": "none" }), json!({ "sso": "saml" })),
        (json!({ "plan": false }), json!({ "plan": true })),
        (json!({ "mode": "paused" }), json!({ "mode": "live" })),
    ] {
        let mut world = World::new();
        world.map(&staff());
        let (ada, bob) = (world.user("ada"), world.user("bob"));
        let teachers = world.group("Teachers", &[&ada]);
        world.set(close.clone());
        let join = json!([{ "op": "add", "path": "members", "value": [{ "value": bob }] }]);
        world.patch_group(&teachers, join).unwrap();
        assert_eq!(world.has(&bob), no_class(None, false), "{close}: not given");
        let owners = world.group("Owners", &[&ada]);
        assert_eq!(
            world.has(&ada),
            no_class(None, true),
            "{close}: taken, and nothing given"
        );
        let leave = json!([{ "op": "remove", "path": format!("members[value eq \"{ada}\"]") }]);
        world.patch_group(&teachers, leave).unwrap();
        assert_eq!(world.has(&ada), no_class(None, false), "{close}: taken");
        world.set(open);
        world.carry_on();
        assert_eq!(
            world.has(&bob),
            no_class(Some("Staff"), true),
            "{close}: given at last"
        );
        assert_eq!(world.has(&ada), no_class(Some("Admins"), false));
        world.delete_group(&owners).unwrap();
    }
}

#[test]
fn who_waits_for_removal_keeps_what_they_had_until_they_are_pushed_again() {
    let mut world = World::new();
    world.map(&staff());
    let ada = world.user("ada");
    world.group("Teachers", &[&ada]);
    let member = world.delete_user(&ada).unwrap().member.unwrap();
    assert!(matches!(member.state, MemberState::Pending { .. }));
    assert!(!world.claim("ada@x.org", &["Owners"]).applied);
    assert!(world.member(member.id).assignment.teacher);
    world.map(&json!([]));
    assert!(world.member(member.id).assignment.teacher);
    world.restore(member.id).unwrap();
    assert!(
        world.member(member.id).assignment.teacher,
        "no record, no groups"
    );
    world.map(&staff());
    let again = world.create_user(user("ada")).unwrap();
    assert_eq!(again.member.as_ref().unwrap().id, member.id);
    assert_eq!(world.has(&again.id), no_class(None, false));
    assert!(again.member.unwrap().assignment.is_empty());
}

#[test]
fn members_whom_no_directory_manages_keep_what_they_were_given() {
    let mut world = World::new();
    world.map(&staff());
    world.add_member("eve@x.org").unwrap();
    let claimed = world.claim("eve@x.org", &["teachers", "unknown"]);
    assert!(claimed.applied && claimed.has.teacher);
    world.map(&json!([]));
    let members = reader::member::list(&*world.rows(), world.tenant, None, 9).unwrap();
    assert!(members[0].assignment.teacher);
}

#[test]
fn claims_of_a_sign_in_count_for_a_managed_member_only_where_it_is_set() {
    let mut world = World::new();
    world.map(&staff());
    let ada = world.user("ada");
    let owners = world.group("Owners", &[]);
    let recorded = world.claim(&ada, &["Teachers"]);
    assert!(!recorded.applied);
    assert_eq!(world.has(&ada), no_class(None, false));
    let entry = world.last_entry();
    assert_eq!(entry.operation, OperationName::SignIn);
    assert!(entry.reason.unwrap().starts_with("recorded, not applied"));
    world.set(json!({ "sso_claims": "applied" }));
    world.carry_on();
    // By name and by id: one matcher for both.
    let applied = world.claim(&ada, &["Teachers", &owners]);
    assert!(applied.applied);
    assert_eq!(world.has(&ada), no_class(Some("Admins"), true));
    world.set(json!({ "sso_claims": "recorded" }));
    world.carry_on();
    assert_eq!(
        world.has(&ada),
        no_class(None, false),
        "the pushed groups win again"
    );
}
