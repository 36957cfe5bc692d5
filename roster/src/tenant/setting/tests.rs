use serde_json::json;

use super::*;
use crate::TenantKind;

fn tenant() -> Tenant {
    crate::testing::tenant(TenantKind::DEFAULT)
}

fn set(name: &str, value: &Value) -> Result<Tenant, NotASetting> {
    let values = [(name.to_owned(), value.clone())].into_iter().collect();
    set_all(&tenant(), &values)
}

#[test]
fn what_is_set_is_shown() {
    for (name, value) in [
        ("auto_manage", json!(false)),
        ("grace_days", json!(0)),
        ("grace_days", json!(90)),
        ("block_sign_in_during_grace", json!(true)),
        ("remove_deactivated", json!(true)),
        ("hold_percent", json!(100)),
        ("hold_minimum", json!(0)),
        (
            "term_change",
            json!({ "until": "2027-08-01T00:00:00Z", "percent": 60 }),
        ),
        ("seat_limit", json!(3)),
        ("mode", json!("observing")),
        ("only_provisioned_sign_in", json!(true)),
        ("retention_days", json!(730)),
        ("kind", json!("school")),
        ("sso", json!("oidc")),
        ("sso_active", json!(false)),
        ("plan", json!(false)),
        ("strict", json!(true)),
        ("group_names", json!("shared")),
        ("replace", json!("keep")),
        ("unknown_members", json!("fail")),
        ("default_user_group", json!("Staff")),
        ("sso_claims", json!("applied")),
    ] {
        let after = set(name, &value).unwrap();
        assert_eq!(show_all(&after)[name], value, "{name}");
        assert_ne!(show_all(&tenant())[name], value, "{name} had it before");
    }
}

#[test]
fn what_is_wrong_is_refused_by_name() {
    for (name, value) in [
        ("auto_manage", json!("yes")),
        ("grace_days", json!(-1)),
        ("grace_days", json!(91)),
        ("grace_days", json!(1.5)),
        ("grace_days", json!("")),
        ("grace_days", json!("seven")),
        ("hold_percent", json!(101)),
        ("term_change", json!({ "until": "soon", "percent": 60 })),
        ("term_change", json!({ "until": "2027-08-01T00:00:00Z" })),
        ("seat_limit", json!(-1)),
        ("mode", json!("off")),
        ("retention_days", json!(29)),
        ("retention_days", json!(731)),
        ("sso", json!("ldap")),
    ] {
        let error = set(name, &value).unwrap_err();
        assert!(error.to_string().starts_with(name), "{error}");
    }
    let unknown = set("grace", &json!(7)).unwrap_err();
    assert_eq!(unknown, NotASetting::Unknown("grace".to_owned()));
}

#[test]
fn the_grace_period_is_not_editable_while_it_has_no_effect() {
    let off = set("auto_manage", &json!(false)).unwrap();
    let values = [("grace_days".to_owned(), json!(3))].into_iter().collect();
    assert!(matches!(
        set_all(&off, &values),
        Err(NotASetting::Locked {
            name: "grace_days",
            ..
        })
    ));
    let both = json!({ "grace_days": 3, "auto_manage": true });
    let on = set_all(&off, both.as_object().unwrap()).unwrap();
    assert_eq!(on.grace_days.days(), 3);
}

#[test]
fn all_or_none_is_set() {
    let values = json!({ "seat_limit": 3, "grace_days": 91 });
    assert!(set_all(&tenant(), values.as_object().unwrap()).is_err());
}
