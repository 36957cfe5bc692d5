use crate::{Leniency, ScimType, filter::parse, schema};

/// Read leniently, so that the check alone decides.
fn check(text: &str, leniency: Leniency) -> Result<(), String> {
    let filter = parse(text, Leniency::lenient()).unwrap();
    filter.check(schema::user(), leniency).map_err(|error| {
        assert_eq!(error.scim_type, Some(ScimType::InvalidFilter));
        error.detail
    })
}

#[test]
fn what_has_no_answer_is_refused_in_both_modes() {
    for (text, reason) in [
        ("active gt true", "no order"),
        (r#"active le "True""#, "no order"),
        ("emails.primary ge false", "no order"),
        ("emails[primary lt true]", "no order"),
        (r#"x509Certificates.value gt "MII""#, "no order"),
        (r#"x509Certificates gt "MII""#, "no order"),
        (r#"name eq "Babs""#, "'name.formatted'"),
        (r#"meta.created gt "yesterday""#, "no date and time"),
        ("meta.lastModified eq 7", "no date and time"),
        ("title pr or not (active gt true)", "no order"),
        (r#"emails[type eq "work"].primary gt true"#, "no order"),
    ] {
        for leniency in [Leniency::lenient(), Leniency::strict()] {
            let detail = check(text, leniency).unwrap_err();
            assert!(detail.contains(reason), "{text}: {detail}");
        }
    }
}

#[test]
fn what_lenient_mode_answers_strict_mode_refuses() {
    for (text, reason) in [
        ("shoeSize pr", "shoeSize"),
        (r#"emails.colour eq "red""#, "emails.colour"),
        (r#"emails[colour eq "red"]"#, "colour"),
        (r#"emails[type eq "work"].colour eq "red""#, "colour"),
        (r#"urn:example:Thing:size eq "x""#, "urn:example:Thing:size"),
        (r#"active eq "True""#, "boolean"),
        ("active co true", "boolean"),
        ("userName eq 7", "string"),
        ("members pr", "members"),
    ] {
        assert_eq!(check(text, Leniency::lenient()), Ok(()), "{text}");
        let detail = check(text, Leniency::strict()).unwrap_err();
        assert!(detail.contains(reason), "{text}: {detail}");
    }
}

#[test]
fn ordinary_questions_pass_in_strict_mode() {
    for text in [
        r#"userName eq "x""#,
        "title pr and active eq true",
        r#"emails co "x" or emails[type eq "work" and value pr]"#,
        r#"meta.lastModified gt "2026-05-13T04:42:34Z""#,
        r#"schemas eq "urn:ietf:params:scim:schemas:core:2.0:User""#,
        r#"manager eq "26118915""#,
        "name eq null",
    ] {
        assert_eq!(check(text, Leniency::strict()), Ok(()), "{text}");
    }
}

#[test]
fn of_several_types_one_has_to_know_a_name() {
    let types = [schema::user(), schema::group()];
    let check = |text: &str, leniency| {
        let filter = parse(text, Leniency::lenient()).unwrap();
        filter
            .check_among(&types, leniency)
            .map_err(|error| error.detail)
    };
    for text in [
        r#"userName eq "a" or members pr"#,
        r#"displayName eq "a""#,
        r#"meta.resourceType eq "User" and not (title pr)"#,
    ] {
        assert_eq!(check(text, Leniency::strict()), Ok(()), "{text}");
    }
    for text in ["shoeSize pr", r#"title pr and not (shoeSize eq "x")"#] {
        assert_eq!(check(text, Leniency::lenient()), Ok(()), "{text}");
        let detail = check(text, Leniency::strict()).unwrap_err();
        assert!(detail.contains("shoeSize"), "{detail}");
    }
    for leniency in [Leniency::lenient(), Leniency::strict()] {
        let detail = check(r"members pr or active gt true", leniency).unwrap_err();
        assert!(detail.contains("no order"), "{detail}");
    }
}

/// A user type with a secret, one inside of a value, and one that holds several.
fn with_secrets() -> schema::ResourceSchema {
    let document = serde_json::json!({ "id": "urn:example:Secrets", "attributes": [
        { "name": "pin", "returned": "never" },
        { "name": "seed", "mutability": "writeOnly", "returned": "never" },
        { "name": "keys", "type": "complex", "multiValued": true, "subAttributes": [
            { "name": "value", "returned": "never" }, { "name": "type" },
        ] },
        { "name": "vault", "type": "complex", "returned": "never", "subAttributes": [
            { "name": "value" },
        ] },
    ] });
    let extension = schema::Schema::from_document(document).unwrap();
    let mut user = schema::user().clone();
    user.extensions.push((extension, false));
    user
}

#[test]
fn what_is_never_returned_cannot_be_felt_for() {
    let user = with_secrets();
    for leniency in [Leniency::lenient(), Leniency::strict()] {
        for operator in ["co", "sw", "ew", "gt", "ge", "lt", "le"] {
            for text in [
                format!(r#"pin {operator} "1""#),
                format!(r#"not (seed {operator} "1")"#),
                format!(r#"keys {operator} "1""#),
                format!(r#"keys.value {operator} "1""#),
                format!(r#"keys[type eq "a" and value {operator} "1"]"#),
                format!(r#"vault.value {operator} "1""#),
            ] {
                let filter = parse(&text, leniency).unwrap();
                let error = filter.check(&user, leniency).unwrap_err();
                assert_eq!(error.scim_type, Some(ScimType::InvalidFilter));
                assert!(error.detail.contains("never returned"), "{text}: {error}");
            }
        }
        for text in [r#"pin eq "1""#, "seed pr", r#"keys[type sw "a"]"#] {
            let filter = parse(text, leniency).unwrap();
            assert_eq!(filter.check(&user, leniency), Ok(()), "{text}");
        }
    }
    let behind = parse(r#"keys[type eq "a"].value sw "1""#, Leniency::lenient()).unwrap();
    assert!(behind.check(&user, Leniency::lenient()).is_err());
    for by in ["pin", "seed", "keys", "vault.value"] {
        let sort = crate::sort::Sort::parse(by, None).unwrap();
        assert!(
            sort.clone().check(&[&user], Leniency::strict()).is_err(),
            "{by}"
        );
        assert!(sort.check(&[&user], Leniency::lenient()).unwrap().is_none());
    }
}
