use serde_json::json;

use super::*;

#[test]
fn zero_to_ninety_whole_days_are_taken() {
    for days in [0, 1, 7, 89, 90] {
        assert_eq!(i64::from(GraceDays::try_from(days).unwrap().days()), days);
        assert_eq!(
            i64::from(days.to_string().parse::<GraceDays>().unwrap().days()),
            days
        );
        assert_eq!(GraceDays::try_from(&json!(days)), GraceDays::try_from(days));
    }
}

#[test]
fn everything_else_is_refused_in_the_same_words() {
    for (value, found) in [
        (json!(-1), "-1"),
        (json!(91), "91"),
        (json!(1.5), "1.5"),
        (json!(7.0), "7.0"),
        (json!(""), "\"\""),
        (json!("soon"), "\"soon\""),
        (json!("7"), "\"7\""),
        (json!(null), "null"),
        (
            json!(18_446_744_073_709_551_615_u64),
            "18446744073709551615",
        ),
    ] {
        let words = format!("the grace period is a whole number of days from 0 to 90, not {found}");
        assert_eq!(GraceDays::try_from(&value).unwrap_err().to_string(), words);
        let by_serde = serde_json::from_value::<GraceDays>(value).unwrap_err();
        assert_eq!(by_serde.to_string(), words);
    }
}

#[test]
fn text_that_is_no_such_number_is_refused() {
    for text in [
        "-1",
        "91",
        "1.5",
        "",
        " 7",
        "+7",
        "week",
        "99999999999999999999",
    ] {
        assert!(text.parse::<GraceDays>().is_err(), "{text:?}");
    }
}

#[test]
fn a_removal_is_due_after_whole_days_of_utc() {
    let since: Timestamp = "2026-03-28T12:00:00Z".parse().unwrap();
    assert_eq!(
        GraceDays::DEFAULT.due(since).to_string(),
        "2026-04-04T12:00:00Z"
    );
    assert_eq!(GraceDays(0).due(since), since);
    assert_eq!(GraceDays::DEFAULT.due(Timestamp::MAX), Timestamp::MAX);
}
