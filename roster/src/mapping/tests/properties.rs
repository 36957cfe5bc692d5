use proptest::prelude::*;

use super::*;

fn text() -> impl Strategy<Value = String> {
    "[ab]{1,3}"
}

fn row() -> impl Strategy<Value = Value> {
    let look = prop_oneof![
        text().prop_map(|name| ("name", name)),
        "[ab*?]{1,4}".prop_map(|pattern| ("pattern", pattern)),
        text().prop_map(|id| ("id", format!("ext-{id}"))),
    ];
    let gives = prop_oneof![
        text().prop_map(|name| ("user_group", json!(name))),
        text().prop_map(|name| ("class", json!(name))),
        Just(("class", json!(true))),
        Just(("teacher", json!(true))),
        Just(("ignore", json!(true))),
    ];
    (look, gives).prop_map(|((look, text), (field, value))| json!({ look: text, field: value }))
}

/// A pattern, letter by letter, with every way to go.
fn matches(pattern: &[char], name: &[char]) -> bool {
    match (pattern.split_first(), name.split_first()) {
        (None, None) => true,
        (Some(('*', rest)), _) if matches(rest, name) => true,
        (Some(('*', _)), Some((_, tail))) => matches(pattern, tail),
        (Some((one, rest)), Some((letter, tail))) if *one == '?' || one == letter => {
            matches(rest, tail)
        }
        _ => false,
    }
}

/// Row by row over all groups, as the reference says it.
fn by_hand(rows: &[Row], groups: &[Group]) -> Assignment {
    let mut wanted = Assignment::default();
    let mut ignored = vec![false; groups.len()];
    for row in rows {
        for (group, ignored) in groups.iter().zip(&mut ignored) {
            let chars = |text: &str| text.chars().collect::<Vec<_>>();
            let hit = row.name.as_deref() == Some(&group.name)
                || row.id.is_some() && row.id == group.external_id
                || row
                    .pattern
                    .as_deref()
                    .is_some_and(|pattern| matches(&chars(pattern), &chars(&group.name)));
            if *ignored || !hit {
                continue;
            }
            *ignored = row.ignore;
            wanted.teacher |= row.teacher;
            if wanted.user_group.is_none() {
                wanted.user_group.clone_from(&row.user_group);
            }
            match &row.class {
                Some(ClassTarget::Named(name)) => {
                    wanted.classes.insert(format!("named:{name}"));
                }
                Some(ClassTarget::Itself(_)) => {
                    wanted.classes.extend(group.class.clone());
                }
                None => {}
            }
        }
    }
    wanted
}

proptest! {
    #[test]
    fn the_table_gives_what_its_rows_say(
        rows in prop::collection::vec(row(), 0..6),
        names in prop::collection::btree_set(text(), 0..4),
    ) {
        let rows: Vec<Row> =
            rows.into_iter().map(|row| serde_json::from_value(row).unwrap()).collect();
        let groups: Vec<Group> = names.iter().map(|name| pushed(name)).collect();
        let rules = Rules::new(Table::of(rows.clone()), &tenant(TenantKind::Business));
        let given: Vec<_> = groups.iter().map(|group| rules.give(group)).collect();
        prop_assert_eq!(rules.assignment(&given), by_hand(&rows, &groups));
        for group in &groups {
            let near = rules.table().near_misses(group);
            prop_assert!(near.is_empty() || rules.give(group).rows.is_empty());
        }
    }

    #[test]
    fn behind_a_gate_nothing_is_given_and_what_is_taken_is_taken(
        had in (any::<Option<bool>>(), any::<[bool; 3]>(), any::<bool>()),
        wanted in (any::<Option<bool>>(), any::<[bool; 3]>(), any::<bool>()),
    ) {
        let make = |(group, classes, teacher): (Option<bool>, [bool; 3], bool)| Assignment {
            user_group: group.map(|group| group.to_string()),
            classes: (0..3).filter(|n| classes[*n]).map(|n| n.to_string()).collect(),
            teacher,
        };
        let (had, wanted) = (make(had), make(wanted));
        let member = member(had.clone());
        let after = settle(&member, &wanted, false);
        prop_assert!(after.classes.is_subset(&had.classes));
        prop_assert!(after.classes.is_subset(&wanted.classes));
        prop_assert!(!after.teacher || (had.teacher && wanted.teacher));
        prop_assert!(after.user_group.is_none() || after.user_group == had.user_group);
        prop_assert!(after.user_group.is_none() || after.user_group == wanted.user_group);
        prop_assert_eq!(settle(&member, &wanted, true), wanted.clone());
        let owner = crate::Member { protected: true, ..member };
        let kept = settle(&owner, &wanted, true).user_group;
        prop_assert_eq!(kept, had.user_group.clone().or(wanted.user_group.clone()));
        let gained = Difference::between(&had, &after).classes_gained;
        prop_assert!(gained.is_empty());
    }
}

fn member(assignment: Assignment) -> crate::Member {
    crate::Member {
        id: crate::MemberId(uuid::Uuid::from_u128(7)),
        state: crate::MemberState::Active,
        origin: crate::Origin::Directory,
        user: Some("u".to_owned()),
        user_name: "u".to_owned(),
        display_name: None,
        email: "u@x.org".to_owned(),
        protected: false,
        deactivated_at: None,
        gone_since: None,
        assignment,
        created_at: jiff::Timestamp::UNIX_EPOCH,
        changed_at: jiff::Timestamp::UNIX_EPOCH,
    }
}
