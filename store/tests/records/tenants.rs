//! Accounts.

use roster::{SingleSignOn, TenantId};
use store::{
    operation::{
        Refusal,
        tenant::{ChangeTenant, TenantChange},
    },
    reader,
    record::activity::{OperationName, Outcome},
};
use uuid::Uuid;

use crate::{bodies::refused, world::World};

#[test]
fn a_tenant_is_found_by_id_and_by_name_in_any_case() {
    let world = World::new();
    let rows = world.rows();
    let id = world.tenant.to_string();
    for text in [id.as_str(), "Oak School", "oak school", " OAK SCHOOL "] {
        let found = reader::tenant::find(&*rows, text).unwrap();
        assert_eq!(found.map(|tenant| tenant.id), Some(world.tenant), "{text}");
    }
    for text in ["", "Oak", &id.to_uppercase()] {
        assert_eq!(reader::tenant::find(&*rows, text).unwrap(), None, "{text}");
    }
}

#[test]
fn names_are_checked_and_taken_in_any_case() {
    let mut world = World::new();
    for name in ["", " ", "oak SCHOOL", &"x".repeat(129)] {
        assert_eq!(refused(world.create_tenant(0xb, name)).0, 422, "{name:?}");
    }
    assert_eq!(
        refused(world.create_tenant(0xa, "Other")).0,
        422,
        "the id is taken"
    );
    assert!(world.create_tenant(0xb, "Elm School").is_ok());
}

#[test]
fn a_renamed_tenant_gives_its_name_free() {
    let mut world = World::new();
    world.change_tenant(TenantChange {
        name: Some("Beech School".to_owned()),
        ..TenantChange::default()
    });
    let rows = world.rows();
    assert_eq!(reader::tenant::by_name(&*rows, "Oak School").unwrap(), None);
    assert!(
        reader::tenant::by_name(&*rows, "beech school")
            .unwrap()
            .is_some()
    );
    assert!(world.create_tenant(0xb, "Oak School").is_ok());
}

#[test]
fn a_change_is_told_and_no_change_is_none() {
    let mut world = World::new();
    world.set_sso(SingleSignOn::Oidc);
    let entry = world.last_entry();
    assert_eq!(
        (entry.operation, entry.result),
        (OperationName::TenantChange, Outcome::Succeeded)
    );
    let expected = serde_json::json!({"from": "saml", "to": "oidc"});
    assert_eq!(entry.changes.0["sso"], expected);
    assert_eq!(entry.changes.0.len(), 1);
    world.set_sso(SingleSignOn::Oidc);
    assert_eq!(world.last_entry().result, Outcome::Unchanged);
}

#[test]
fn an_unknown_tenant_is_refused_and_leaves_no_trace() {
    let mut world = World::new();
    let mut call = world.call();
    call.tenant = TenantId(Uuid::from_u128(0xff));
    let change = TenantChange::default();
    let outcome = world.run(&ChangeTenant {
        call: call.clone(),
        change,
    });
    assert_eq!(
        outcome.unwrap_err(),
        Refusal::UnknownTenant(call.tenant.to_string())
    );
    assert_eq!(world.last_changes, 0);
}

#[test]
fn tenants_are_listed_by_age() {
    let mut world = World::new();
    world.create_tenant(0xc, "Ash").unwrap();
    world.create_tenant(0xb, "Elm").unwrap();
    let rows = world.rows();
    let names = |after, limit| -> Vec<String> {
        let tenants = reader::tenant::list(&*rows, after, limit).unwrap();
        tenants.into_iter().map(|tenant| tenant.name).collect()
    };
    assert_eq!(names(None, 2), ["Oak School", "Elm"]);
    assert_eq!(names(Some(TenantId(Uuid::from_u128(0xb))), 2), ["Ash"]);
}
