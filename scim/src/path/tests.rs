use super::*;
use crate::schema;

fn parsed(text: &str) -> (Option<String>, String, Option<String>) {
    let path = AttributePath::parse(text).unwrap();
    (path.urn, path.attribute, path.sub_attribute)
}

#[test]
fn names_and_sub_attributes_are_read() {
    for (text, attribute, sub_attribute) in [
        ("userName", "userName", None),
        ("name.givenName", "name", Some("givenName")),
        ("members.$ref", "members", Some("$ref")),
        ("$ref", "$ref", None),
        ("x-badge_2", "x-badge_2", None),
    ] {
        let expected = (None, attribute.to_owned(), sub_attribute.map(str::to_owned));
        assert_eq!(parsed(text), expected);
    }
}

#[test]
fn the_dot_and_the_colons_of_a_urn_do_not_split_it() {
    let upper = urn::ENTERPRISE_USER.to_uppercase();
    for (text, urn, attribute, sub_attribute) in [
        (
            format!("{}:manager.displayName", urn::ENTERPRISE_USER),
            urn::ENTERPRISE_USER,
            "manager",
            Some("displayName"),
        ),
        (
            format!("{upper}:department"),
            upper.as_str(),
            "department",
            None,
        ),
        (
            format!("{}:userName", urn::USER),
            urn::USER,
            "userName",
            None,
        ),
        (
            "urn:example:2.0:Thing:size.cm".to_owned(),
            "urn:example:2.0:Thing",
            "size",
            Some("cm"),
        ),
        (
            // Entra's documentation has this typing error.
            "urn:ietf:params:scim:schemas:extension:enterprise:2.0User:department".to_owned(),
            "urn:ietf:params:scim:schemas:extension:enterprise:2.0User",
            "department",
            None,
        ),
    ] {
        let expected = (
            Some(urn.to_owned()),
            attribute.to_owned(),
            sub_attribute.map(str::to_owned),
        );
        assert_eq!(parsed(&text), expected);
    }
}

#[test]
fn a_bare_urn_stands_for_the_whole_schema() {
    let path = AttributePath::parse(urn::ENTERPRISE_USER).unwrap();
    assert!(path.is_whole_schema());
    assert_eq!(path.to_string(), urn::ENTERPRISE_USER);
    assert!(path.resolve(schema::user()).is_none());
}

#[test]
fn what_is_no_path_is_refused_with_its_byte() {
    for (text, offset) in [
        ("", 0),
        (".x", 0),
        ("user name", 4),
        ("name.", 5),
        ("name.given.first", 10),
        ("1st", 0),
        ("emails[type]", 6),
        ("urn:a b:c", 5),
        (":c", 0),
        ("naïve", 2),
    ] {
        let error = AttributePath::parse(text).unwrap_err();
        assert_eq!(error.scim_type, Some(ScimType::InvalidPath), "{text}");
        let place = format!("at byte {offset} ");
        assert!(error.detail.contains(&place), "{text}: {}", error.detail);
    }
}

#[test]
fn printing_gives_the_text_that_was_read() {
    for text in [
        "userName",
        "name.givenName",
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.$ref",
    ] {
        assert_eq!(AttributePath::parse(text).unwrap().to_string(), text);
    }
}

#[test]
fn a_path_is_recognised_in_any_case_and_with_the_core_urn() {
    let is = |text: &str, dotted| AttributePath::parse(text).unwrap().is(dotted);
    assert!(is("USERNAME", "userName"));
    assert!(is("Name.GivenName", "name.givenName"));
    assert!(is(&format!("{}:userName", urn::USER), "userName"));
    assert!(!is(
        &format!("{}:userName", urn::ENTERPRISE_USER),
        "userName"
    ));
    assert!(!is("name", "name.givenName"));
    assert!(!is("emails.value", "emails"));
}

#[test]
fn a_path_resolves_to_its_definitions() {
    let user = schema::user();
    let resolve = |text: &str| AttributePath::parse(text).unwrap().resolve(user);
    let name = resolve("NAME.givenname").unwrap();
    assert_eq!(name.last().name, "givenName");
    assert_eq!(name.extension, None);
    assert_eq!(resolve("meta.lastModified").unwrap().attribute.name, "meta");
    let department = resolve(&format!("{}:department", urn::ENTERPRISE_USER)).unwrap();
    assert_eq!(department.extension, Some(urn::ENTERPRISE_USER));
    let manager = resolve("manager.value").unwrap();
    assert_eq!(manager.extension, Some(urn::ENTERPRISE_USER));
    assert!(resolve("shoeSize").is_none());
    assert!(resolve("name.nothing").is_none());
    assert!(resolve("urn:example:Thing:userName").is_none());
    assert!(resolve(&format!("{}:displayName", urn::GROUP)).is_none());
}
