use super::*;

#[test]
fn a_tag_that_was_given_out_holds_for_its_version_only() {
    let precondition = Precondition::parse(&EntityTag::new(7).to_string()).unwrap();
    assert!(precondition.holds_for(7));
    assert!(!precondition.holds_for(8));
    assert!(!precondition.holds_for(70));
}

#[test]
fn lists_of_weak_and_strong_tags_are_read() {
    for (header, tags) in [
        (r#"W/"7""#, vec!["7"]),
        (r#""7""#, vec!["7"]),
        (r#"W/"7", "8","a,b""#, vec!["7", "8", "a,b"]),
        (r#" "7" , , "8", "#, vec!["7", "8"]),
        (r#""""#, vec![""]),
    ] {
        let tags = tags.into_iter().map(str::to_owned).collect();
        assert_eq!(
            Precondition::parse(header),
            Some(Precondition::Tags(tags)),
            "{header}"
        );
    }
}

#[test]
fn a_star_holds_for_every_version() {
    assert_eq!(Precondition::parse(" * "), Some(Precondition::Any));
    assert!(Precondition::Any.holds_for(0));
}

#[test]
fn what_is_no_list_of_tags_is_none() {
    for header in ["", "7", r#""7"#, r#"w/"7""#, r#""7" "8""#, r#"*, "7""#] {
        assert_eq!(Precondition::parse(header), None, "{header}");
    }
}

#[test]
fn a_tag_of_another_server_holds_for_nothing() {
    let precondition = Precondition::parse(r#"W/"07", W/"a330bc54""#).unwrap();
    assert!(!precondition.holds_for(7));
}

#[test]
fn what_is_shown_beside_the_resource_changes_the_tag_but_not_the_version() {
    let alone = EntityTag::new(7);
    let one = EntityTag::beside(7, br#"[{"value":"1"}]"#);
    let two = EntityTag::beside(7, br#"[{"value":"1"},{"value":"2"}]"#);
    assert_eq!(EntityTag::beside(7, b"[]"), alone);
    assert_eq!(alone.to_string(), "W/\"7\"");
    assert_eq!(one.to_string(), "W/\"7.1034535a7adb00bb\"");
    for (known, current, same) in [
        (alone, alone, true),
        (one, one, true),
        (one, two, false),
        (one, alone, false),
        (alone, one, false),
        (EntityTag { version: 8, ..one }, one, false),
    ] {
        let tags = Precondition::parse(&known.to_string()).unwrap();
        assert_eq!(tags.names(current), same, "{known} {current}");
        assert!(tags.holds_for(known.version), "{known}");
        assert!(!tags.holds_for(9), "{known}");
    }
    assert!(Precondition::Any.names(one));
}

#[test]
fn a_write_may_be_bound_to_what_is_not_there() {
    let not = |header: &str| Precondition::Not(Box::new(Precondition::parse(header).unwrap()));
    assert!(!not("*").holds_for(1));
    assert!(!not(r#"W/"1", W/"2""#).holds_for(2));
    assert!(not(r#"W/"1""#).holds_for(2));
}
