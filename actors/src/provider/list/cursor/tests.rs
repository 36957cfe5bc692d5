use proptest::prelude::*;
use rosterd_http::provider::Query;
use scim::{
    Leniency, ResourceKind, filter,
    page::{Page, Start},
    sort::{LONGEST_KEY, Sort},
};
use uuid::Uuid;

use super::*;
use crate::testing::view;

const LIFE: Duration = Duration::from_mins(1);

fn asked(
    kind: impl Into<Option<ResourceKind>>,
    filter: Option<&str>,
    sort: Option<(&str, &str)>,
) -> Asked {
    let query = Query {
        filter: filter.map(|text| filter::parse(text, Leniency::lenient()).unwrap()),
        sort: sort.map(|(by, order)| Sort::parse(by, Some(order)).unwrap()),
        page: Page {
            start: Start::Cursor(None),
            count: Some(10),
        },
        view: view(None),
    };
    Asked::of(kind.into(), &query)
}

fn cursors() -> Cursors {
    Cursors::new(&SigningKey::new([7; 32]))
}

fn tenant(number: u128) -> TenantId {
    TenantId(Uuid::from_u128(number))
}

/// A place by the longest key.
fn resume() -> Resume {
    Resume::from_bytes(&[0; 28 + LONGEST_KEY]).unwrap()
}

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(second).unwrap()
}

fn given() -> (Asked, String) {
    let asked = asked(
        ResourceKind::User,
        Some("userName sw \"J\""),
        Some(("id", "descending")),
    );
    let cursor = cursors().give(tenant(1), &asked, &resume(), at(1_000), LIFE);
    (asked, cursor)
}

#[test]
fn a_cursor_is_read_until_it_expires() {
    let (asked, cursor) = given();
    let read = |now| cursors().read(tenant(1), &asked, &cursor, at(now));
    for now in [0, 1_000, 1_060] {
        assert_eq!(read(now), Ok(resume()));
    }
    let expired = read(1_061).unwrap_err();
    assert_eq!(
        (expired.status, expired.scim_type),
        (400, Some(ScimType::ExpiredCursor))
    );
}

#[test]
fn the_longest_cursor_is_bounded_and_needs_no_escape() {
    let (_, cursor) = given();
    assert_eq!(cursor.len(), 434);
    let unreserved = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    assert!(cursor.bytes().all(unreserved));
}

#[test]
fn the_same_question_may_be_put_with_other_letters() {
    let (_, cursor) = given();
    let again = asked(
        ResourceKind::User,
        Some("(USERNAME  sw \"J\")"),
        Some(("ID", "Descending")),
    );
    assert_eq!(
        cursors().read(tenant(1), &again, &cursor, at(1_000)),
        Ok(resume())
    );
}

#[test]
fn whatever_is_wrong_with_a_cursor_is_answered_in_the_same_words() {
    let (same, cursor) = given();
    let filter = Some("userName sw \"J\"");
    let sort = Some(("id", "descending"));
    let others = [
        asked(ResourceKind::Group, filter, sort),
        asked(None, filter, sort),
        asked(ResourceKind::User, None, sort),
        asked(ResourceKind::User, Some("userName sw \"j\""), sort),
        asked(ResourceKind::User, filter, None),
        asked(ResourceKind::User, filter, Some(("id", "ascending"))),
        asked(ResourceKind::User, filter, Some(("userName", "descending"))),
    ];
    let read = |tenant, asked, cursor: &str, now| {
        cursors().read(tenant, asked, cursor, at(now)).unwrap_err()
    };
    let mut answers = Vec::new();
    for other in &others {
        answers.push(read(tenant(1), other, &cursor, 1_000));
    }
    answers.push(read(tenant(2), &same, &cursor, 1_000));
    // An expired one of somebody else is not even called expired.
    answers.push(read(tenant(2), &same, &cursor, 9_999));
    for malformed in [
        "x",
        "====",
        "%20",
        cursor.split_at(100).0,
        &format!("{cursor}A"),
        &"A".repeat(434),
    ] {
        answers.push(read(tenant(1), &same, malformed, 1_000));
    }
    answers.push(read(tenant(1), &same, &"A".repeat(1_000_000), 1_000));
    let foreign = Cursors::new(&SigningKey::new([8; 32]));
    let forged = foreign.give(tenant(1), &same, &resume(), at(1_000), LIFE);
    answers.push(read(tenant(1), &same, &forged, 1_000));
    for answer in answers {
        assert_eq!(answer, invalid_cursor());
    }
}

proptest! {
    #[test]
    fn no_changed_cursor_is_believed(position in 0..434_usize, other in "[A-Za-z0-9_-]") {
        let (asked, cursor) = given();
        let mut changed = cursor.clone();
        changed.replace_range(position..=position, &other);
        prop_assume!(changed != cursor);
        let read = cursors().read(tenant(1), &asked, &changed, at(1_000));
        prop_assert_eq!(read, Err(invalid_cursor()));
    }

    #[test]
    fn nothing_that_is_sent_breaks_the_reader(text in ".{0,700}") {
        let (asked, _) = given();
        let read = cursors().read(tenant(1), &asked, &text, at(1_000));
        prop_assert_eq!(read, Err(invalid_cursor()));
    }
}
