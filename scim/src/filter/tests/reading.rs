use crate::{
    Leniency,
    filter::{Filter, parse, parse_patch_path},
};

const ENTERPRISE: &str = crate::urn::ENTERPRISE_USER;

/// What is read, printed with every group in parentheses.
fn grouped(filter: &Filter) -> String {
    match filter {
        Filter::And(left, right) => format!("({} and {})", grouped(left), grouped(right)),
        Filter::Or(left, right) => format!("({} or {})", grouped(left), grouped(right)),
        Filter::Not(inner) => format!("not {}", grouped(inner)),
        other => other.to_string(),
    }
}

fn read(text: &str) -> String {
    grouped(&parse(text, Leniency::lenient()).unwrap_or_else(|error| panic!("{text}: {error}")))
}

#[test]
fn not_binds_tighter_than_and_and_and_tighter_than_or() {
    for (text, expected) in [
        ("a pr or b pr and c pr", "(a pr or (b pr and c pr))"),
        ("a pr and b pr or c pr", "((a pr and b pr) or c pr)"),
        ("(a pr or b pr) and c pr", "((a pr or b pr) and c pr)"),
        ("not (a pr) and b pr", "(not a pr and b pr)"),
        ("not (a pr and b pr)", "not (a pr and b pr)"),
        ("a pr or b pr or c pr", "((a pr or b pr) or c pr)"),
        ("not(a pr)and(b pr)", "(not a pr and b pr)"),
    ] {
        assert_eq!(read(text), expected);
    }
}

#[test]
fn both_spellings_of_not_are_the_same_in_strict_mode_too() {
    let strict = Leniency::strict();
    let one = parse("not(active eq true)", strict).unwrap();
    assert_eq!(parse("not (active eq true)", strict).unwrap(), one);
}

#[test]
fn an_attribute_may_be_called_as_a_keyword() {
    assert_eq!(read("not pr"), "not pr");
    assert_eq!(read("and eq 1 and or pr"), "(and eq 1 and or pr)");
}

#[test]
fn operators_and_keywords_are_read_in_any_case() {
    assert_eq!(
        read(r#"userName EQ "x" AND NOT (title Pr) OR id Sw "y""#),
        r#"((userName eq "x" and not title pr) or id sw "y")"#
    );
}

#[test]
fn the_examples_of_rfc_7644_are_read_in_strict_mode() {
    for text in [
        r#"userName eq "bjensen""#,
        r#"name.familyName co "O'Malley""#,
        r#"urn:ietf:params:scim:schemas:core:2.0:User:userName sw "J""#,
        "title pr",
        r#"meta.lastModified gt "2011-05-13T04:42:34Z""#,
        r#"title pr and userType eq "Employee""#,
        r#"schemas eq "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User""#,
        r#"userType eq "Employee" and (emails co "example.com" or emails.value co "example.org")"#,
        r#"userType ne "Employee" and not (emails co "example.com" or emails.value co "x")"#,
        r#"userType eq "Employee" and emails[type eq "work" and value co "@example.com"]"#,
        r#"emails[type eq "work" and value co "@x"] or ims[type eq "xmpp" and value co "@y"]"#,
    ] {
        assert!(parse(text, Leniency::strict()).is_ok(), "{text}");
    }
}

#[test]
fn literals_are_json() {
    for (text, expected) in [
        (
            r#"a eq "say \"hi\" \\ \u00e9""#,
            r#"a eq "say \"hi\" \\ é""#,
        ),
        (r#"a eq """#, r#"a eq """#),
        ("a eq -1.5e3", "a eq -1500.0"),
        ("a eq 18446744073709551615", "a eq 18446744073709551615"),
        ("a eq null", "a eq null"),
        ("a eq false", "a eq false"),
        (r#"a eq "x) and b""#, r#"a eq "x) and b""#),
    ] {
        assert_eq!(read(text), expected);
    }
}

#[test]
fn tolerances_hold_in_lenient_mode_and_only_there() {
    let entra = r#"emails[type eq "work"].value eq "x""#;
    for (name, text, expected) in [
        (
            "unquoted value",
            "externalId eq jyoung",
            r#"externalId eq "jyoung""#,
        ),
        (
            "unquoted value",
            "(userName eq a@b.c)",
            r#"userName eq "a@b.c""#,
        ),
        ("keyword case", "active eq True", "active eq true"),
        ("keyword case", "title eq NULL", "title eq null"),
        ("behind bracket", entra, entra),
        (
            "presence behind bracket",
            r#"emails[type eq "work"].value pr"#,
            r#"emails[type eq "work" and value pr]"#,
        ),
    ] {
        assert_eq!(read(text), expected, "{name}");
        assert!(parse(text, Leniency::strict()).is_err(), "{name}: {text}");
    }
}

#[test]
fn names_of_the_schema_that_begin_with_a_dollar_are_standard() {
    let text = r#"members.$ref eq "x""#;
    for leniency in [Leniency::lenient(), Leniency::strict()] {
        assert_eq!(parse(text, leniency).unwrap().to_string(), text);
    }
}

#[test]
fn a_value_without_quotes_is_taken_for_eq_only() {
    assert!(parse("userName co bob", Leniency::lenient()).is_err());
}

#[test]
fn a_refusal_names_the_byte_and_what_was_expected() {
    for (text, offset, expected) in [
        ("", 0, "the name of an attribute"),
        ("   ", 3, "the name of an attribute"),
        ("userName", 8, "an operator"),
        (r#"userName is "x""#, 9, "an operator"),
        ("userName eq", 11, "a value"),
        ("userName eq ", 12, "a value"),
        (r#"userName eq "x"#, 12, "a second '\"' closes"),
        (r#"userName eq "DOMAIN\user""#, 12, "escapes of JSON"),
        (r#"userName eq bob"x"#, 12, "a value"),
        ("userName eq 'bob'", 12, "a text in double quotes"),
        (r#"userName eq "x" xor title pr"#, 16, "'and', 'or'"),
        (r#"userName eq "x" and"#, 19, "the name of an attribute"),
        ("(title pr", 9, "')'"),
        ("title pr)", 8, "'and', 'or'"),
        (r#"emails[type eq "work""#, 21, "']'"),
        ("emails[]", 7, "the name of an attribute"),
        (r#"emails[type[x pr] eq "x"]"#, 11, "an operator"),
        (
            r#"emails[type eq "x"].value.y eq "x""#,
            20,
            "one sub-attribute",
        ),
        ("name.first.second pr", 10, "a letter"),
        // Counted in bytes: ü has two.
        (r#"userName eq "ü" ?"#, 17, "'and', 'or'"),
        (ENTERPRISE, ENTERPRISE.len(), "the name of an attribute"),
    ] {
        let error = parse(text, Leniency::lenient()).unwrap_err();
        let detail = &error.detail;
        assert_eq!(error.scim_type, Some(crate::ScimType::InvalidFilter));
        assert!(
            detail.contains(&format!("at byte {offset} expected")),
            "{text}: {detail}"
        );
        assert!(detail.contains(expected), "{text}: {detail}");
    }
}

#[test]
fn nesting_has_a_budget() {
    let nested = |levels: usize| {
        let text = format!("{}a pr{}", "not (".repeat(levels), ")".repeat(levels));
        parse(&text, Leniency::lenient())
    };
    assert!(nested(32).is_ok());
    assert!(nested(33).unwrap_err().detail.contains("32 levels"));
    // As long as the text may be: refused, and not by the stack.
    assert!(parse(&"(".repeat(16_384), Leniency::lenient()).is_err());
}

#[test]
fn comparisons_have_a_budget() {
    let chain = |terms: usize| parse(&vec!["a pr"; terms].join(" or "), Leniency::lenient());
    assert!(chain(256).is_ok());
    assert!(chain(257).unwrap_err().detail.contains("256 comparisons"));
}

#[test]
fn length_has_a_budget() {
    // The cap falls into the middle of a character.
    let text = format!("a eq \"{}\"", "ü".repeat(16_384));
    let error = parse(&text, Leniency::lenient()).unwrap_err();
    assert!(error.detail.contains("16384 bytes"));
}

#[test]
fn patch_paths_keep_the_sub_attribute_behind_the_bracket() {
    for (text, path, filter) in [
        ("userName", "userName", None),
        ("name.givenName", "name.givenName", None),
        (
            r#"emails[type eq "work"]"#,
            "emails",
            Some(r#"type eq "work""#),
        ),
        (
            r#"emails[type eq "work"].value"#,
            "emails.value",
            Some(r#"type eq "work""#),
        ),
        (
            r#"addresses[type eq "work" and primary eq "True"].formatted"#,
            "addresses.formatted",
            Some(r#"type eq "work" and primary eq "True""#),
        ),
        (
            "members[value eq 42a]",
            "members",
            Some(r#"value eq "42a""#),
        ),
    ] {
        let read = parse_patch_path(text, Leniency::lenient()).unwrap();
        assert_eq!(read.path.to_string(), path);
        let printed = read.filter.map(|filter| filter.to_string());
        assert_eq!(printed.as_deref(), filter);
    }
}

#[test]
fn a_bracket_is_standard_in_patch_paths_and_so_is_what_follows_it() {
    let text = r#"emails[type eq "work"].value"#;
    assert!(parse_patch_path(text, Leniency::strict()).is_ok());
}

#[test]
fn bad_patch_paths_are_refused_as_paths() {
    for (text, offset) in [
        ("", 0),
        (r#"emails[type eq "work""#, 21),
        (r#"emails[type eq "work"]value"#, 22),
        (r#"emails[type eq "work"]."#, 23),
        (r#"name.givenName[type eq "work"]"#, 14),
        (r#"name.givenName[type eq "work"].value"#, 14),
        ("emails[]", 7),
        ("user name", 5),
    ] {
        let error = parse_patch_path(text, Leniency::lenient()).unwrap_err();
        let detail = &error.detail;
        assert_eq!(error.scim_type, Some(crate::ScimType::InvalidPath));
        assert!(detail.starts_with("The path can't be read"), "{detail}");
        assert!(
            detail.contains(&format!("at byte {offset} ")),
            "{text}: {detail}"
        );
    }
}
