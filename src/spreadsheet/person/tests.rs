use super::*;

fn read(heading: &str, row: &[&str]) -> Result<ImportRow, BadRow> {
    let heading = Heading::read(heading.split(','), &[]).unwrap();
    heading.person(7, &StringRecord::from(row.to_vec()))
}

fn refused(heading: &str, row: &[&str]) -> String {
    read(heading, row).unwrap_err().error.kind
}

#[test]
fn what_has_no_column_is_not_said() {
    let row = read("email", &[" ada@x.org "]).unwrap();
    let expected = ImportRow {
        line: 7,
        email: "ada@x.org".to_owned(),
        ..ImportRow::default()
    };
    assert_eq!(row, expected);
}

#[test]
fn a_name_may_stand_in_parts_and_an_address_in_the_login() {
    let heading = "login,firstName,lastName,displayName,mail";
    let row = read(heading, &["ada@x.org", "Ada", "Byron", "", ""]).unwrap();
    assert_eq!(row.display_name.as_deref(), Some("Ada Byron"));
    assert_eq!(row.email, "ada@x.org");
    let row = read(heading, &["ada", "Ada", "", "Lady Ada", "a@x.org"]).unwrap();
    assert_eq!(row.display_name.as_deref(), Some("Lady Ada"));
    assert_eq!(
        (row.user_name.as_deref(), &*row.email),
        (Some("ada"), "a@x.org")
    );
    let row = read(heading, &["ada", "", "", "", ""]).unwrap();
    assert_eq!((row.display_name.as_deref(), &*row.email), (Some(""), ""));
}

#[test]
fn classes_come_from_all_their_columns() {
    let row = read("email,class,classes", &["a@x.org", "7B", "7A; 7B"]).unwrap();
    assert_eq!(row.classes, Some(vec!["7A".to_owned(), "7B".to_owned()]));
    let none = read("email,class", &["a@x.org", ""]).unwrap();
    assert_eq!(none.classes, Some(vec![]));
}

#[test]
fn who_teaches_is_said_by_yes_or_no_or_by_the_role() {
    for (heading, word, expected) in [
        ("email,teacher", "Yes", Some(true)),
        ("email,teacher", "TRUE", Some(true)),
        ("email,teacher", "", Some(false)),
        ("email,teacher", "0", Some(false)),
        ("email,role", "Teacher", Some(true)),
        ("email,role", "admin, teacher", Some(true)),
        ("email,role", "Student", Some(false)),
        ("email,role", "Administrator", None),
        ("email,role", "", None),
    ] {
        let row = read(heading, &["a@x.org", word]).unwrap();
        assert_eq!(row.teacher, expected, "{heading} {word}");
    }
    assert_eq!(
        refused("email,teacher", &["a@x.org", "perhaps"]),
        "bad-value"
    );
}

#[test]
fn a_row_of_another_length_is_not_guessed_at() {
    assert_eq!(refused("email,name", &["a@x.org"]), "bad-row");
    assert_eq!(refused("email,name", &["a@x.org", "Ada", "B."]), "bad-row");
    assert!(read("email,name", &["a@x.org", "Ada", "", ""]).is_ok());
    let rest = "x".repeat(LONGEST_CELL + 1);
    assert_eq!(refused("email,name", &["a@x.org", &rest]), "bad-row");
}

#[test]
fn what_was_made_harmless_is_taken_as_it_was() {
    let row = read("email,name", &["a@x.org", "'=Ada"]).unwrap();
    assert_eq!(row.display_name.as_deref(), Some("=Ada"));
}
