use serde_json::{Value, json};

use super::{Attribute, ENTERPRISE, difference};

const ALL: [Attribute; 16] = [
    Attribute::UserName,
    Attribute::ExternalId,
    Attribute::DisplayName,
    Attribute::Active,
    Attribute::Title,
    Attribute::PreferredLanguage,
    Attribute::Locale,
    Attribute::GivenName,
    Attribute::FamilyName,
    Attribute::FormattedName,
    Attribute::WorkEmail,
    Attribute::Mobile,
    Attribute::Office,
    Attribute::Department,
    Attribute::EmployeeNumber,
    Attribute::Manager,
];

#[test]
fn what_is_written_is_read_and_what_is_taken_out_is_gone() {
    let mut user = json!({});
    for attribute in ALL {
        attribute.write(&mut user, Some(json!(attribute.path())));
    }
    for attribute in ALL {
        assert_eq!(
            attribute.read(&user),
            Some(&json!(attribute.path())),
            "{attribute:?}"
        );
        attribute.write(&mut user, None);
        assert_eq!(attribute.read(&user), None, "{attribute:?}");
    }
}

#[test]
fn writing_one_element_leaves_the_others() {
    let home = json!({"type": "home", "value": "h@example.com"});
    let mut user = json!({"emails": [home, {"type": "work", "primary": true, "value": "w"}]});
    Attribute::WorkEmail.write(&mut user, Some(json!("new")));
    let expected = json!({"emails": [home, {"type": "work", "primary": true, "value": "new"}]});
    assert_eq!(user, expected);
}

#[test]
fn paths_are_spelled_as_entra_spells_them() {
    let cases = [
        (Attribute::DisplayName, "displayName".to_owned()),
        (Attribute::FamilyName, "name.familyName".to_owned()),
        (
            Attribute::WorkEmail,
            "emails[type eq \"work\"].value".to_owned(),
        ),
        (
            Attribute::Office,
            "addresses[type eq \"work\"].formatted".to_owned(),
        ),
        (Attribute::Manager, format!("{ENTERPRISE}:manager")),
    ];
    for (attribute, path) in cases {
        assert_eq!(attribute.path(), path);
    }
}

#[test]
fn only_what_differs_is_a_change() {
    let user = json!({
        "userName": "a@example.com", "title": "", "active": true,
        "name": {"familyName": "Old"}, "phoneNumbers": [{"type": "mobile", "value": "1"}],
    });
    let wanted: Vec<(Attribute, Option<Value>)> = vec![
        (Attribute::UserName, Some(json!("a@example.com"))),
        (Attribute::Title, None),
        (Attribute::Active, Some(json!(false))),
        (Attribute::FamilyName, Some(json!("New"))),
        (Attribute::Mobile, None),
        (Attribute::Department, Some(json!("R&D"))),
    ];
    let changed: Vec<_> = difference(&wanted, &user)
        .into_iter()
        .map(|change| (change.attribute, change.from, change.to))
        .collect();
    let expected = vec![
        (Attribute::Active, Some(json!(true)), Some(json!(false))),
        (
            Attribute::FamilyName,
            Some(json!("Old")),
            Some(json!("New")),
        ),
        (Attribute::Mobile, Some(json!("1")), None),
        (Attribute::Department, None, Some(json!("R&D"))),
    ];
    assert_eq!(changed, expected);
}

#[test]
fn a_boolean_in_a_string_is_not_the_boolean() {
    let wanted = [(Attribute::Active, Some(json!(true)))];
    assert_eq!(difference(&wanted, &json!({"active": "true"})).len(), 1);
}
