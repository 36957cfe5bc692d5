use super::*;

#[test]
fn a_tag_that_was_given_out_holds_for_its_version_only() {
    let precondition = Precondition::parse(&etag(7)).unwrap();
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
