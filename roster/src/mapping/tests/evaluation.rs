use super::*;

#[test]
fn the_first_row_decides_the_user_group_whatever_the_order_of_groups() {
    let rules = rules(
        TenantKind::Business,
        &json!([
            { "name": "Owners", "user_group": "Admins" },
            { "pattern": "*", "user_group": "Staff" },
        ]),
    );
    let admins = has(Some("Admins"), &[], false);
    assert_eq!(assigned(&rules, &["owners", "Sales"]), admins);
    assert_eq!(assigned(&rules, &["Sales", "OWNERS"]), admins);
    assert_eq!(assigned(&rules, &["Sales"]), has(Some("Staff"), &[], false));
    assert_eq!(assigned(&rules, &[]), Assignment::default());
}

#[test]
fn classes_and_teaching_come_together() {
    let rules = rules(
        TenantKind::Business,
        &json!([
            { "pattern": "*-teachers", "teacher": true, "class": "Staff room" },
            { "pattern": "math*", "class": "Mathematics" },
            { "name": "chess", "class": true },
        ]),
    );
    let found = assigned(&rules, &["math-teachers", "chess"]);
    let classes = ["named:staff room", "named:mathematics", "id-chess"];
    assert_eq!(found, has(None, &classes, true));
}

#[test]
fn a_row_that_ignores_ends_the_look_at_its_group_only() {
    let rules = rules(
        TenantKind::School,
        &json!([
            { "name": "test", "teacher": true },
            { "pattern": "test*", "ignore": true },
            { "pattern": "*", "user_group": "Staff" },
        ]),
    );
    assert_eq!(assigned(&rules, &["test"]), has(None, &[], true));
    assert_eq!(assigned(&rules, &["tests"]), Assignment::default());
    let both = assigned(&rules, &["tests", "7b"]);
    assert_eq!(both, has(Some("Staff"), &[], false));
}

#[test]
fn a_pushed_group_is_a_class_of_a_school_unless_a_row_matches_it() {
    let rows = json!([{ "name": "Teachers", "teacher": true }]);
    let school = rules(TenantKind::School, &rows);
    let found = assigned(&school, &["7b", "Teachers"]);
    assert_eq!(found, has(None, &["id-7b"], true));
    let business = rules(TenantKind::Business, &rows);
    assert_eq!(assigned(&business, &["7b"]), Assignment::default());
    let claim = school.give(&Group::claimed("7b"));
    assert!(claim.is_nothing(), "nobody has pushed it");
}

#[test]
fn ids_are_matched_exactly_and_names_in_any_case() {
    let rules = rules(
        TenantKind::Business,
        &json!([{ "id": "ext-Red", "teacher": true }, { "name": "STRASSE", "user_group": "S" }]),
    );
    assert!(rules.give(&pushed("Red")).teacher);
    assert!(!rules.give(&pushed("red")).teacher);
    assert_eq!(assigned(&rules, &["Straße"]).user_group.unwrap(), "S");
}

#[test]
fn who_gets_no_user_group_by_a_row_gets_the_default_one() {
    let mut tenant = tenant(TenantKind::Business);
    tenant.settings.default_user_group = Some("Everybody".to_owned());
    let rows = json!([{ "name": "Owners", "user_group": "Admins" }]);
    let rules = Rules::new(table(&rows), &tenant);
    assert_eq!(assigned(&rules, &[]), has(Some("Everybody"), &[], false));
    let owner = assigned(&rules, &["x", "owners"]);
    assert_eq!(owner.user_group.unwrap(), "Admins");
    assert!(!Rules::new(Table::default(), &tenant).are_idle());
}

#[test]
fn patterns_are_anchored() {
    for (pattern, name, matches) in [
        ("a*", "abc", true),
        ("a*", "ba", false),
        ("?", "", false),
        ("*", "", true),
        ("*b?d*", "xxbbdbcd", true),
        ("*a*b", "aab", true),
        ("*a*b", "aaba", false),
        ("a?c", "äbc", false),
        ("", "a", false),
    ] {
        let found = pattern::Pattern::new(pattern).matches(name);
        assert_eq!(found, matches, "{pattern} {name}");
    }
}
