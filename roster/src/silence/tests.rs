use jiff::SignedDuration;

use super::*;

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// 2026-06-01 was a Monday.
fn monday(second: i64) -> Timestamp {
    let monday: Timestamp = "2026-06-01T00:00:00Z".parse().unwrap();
    monday + SignedDuration::from_secs(second)
}

/// A token that calls at these times, and the times at which it would have been called silent.
fn follow(calls: impl IntoIterator<Item = i64>) -> (Rhythm, Vec<i64>, i64) {
    let mut calls = calls.into_iter();
    let mut last = calls.next().unwrap();
    let mut rhythm = Rhythm::begin(monday(last));
    let mut alarms = Vec::new();
    for at in calls {
        let silent = silent_from(&rhythm, monday(last), monday(0));
        if silent.is_some_and(|silent| silent <= monday(at)) {
            alarms.push(at);
        }
        rhythm.hear(monday(last), monday(at));
        last = at;
    }
    (rhythm, alarms, last)
}

fn patience(rhythm: &Rhythm) -> i64 {
    rhythm.patience().unwrap().as_secs()
}

/// Bursts of three calls, with the pauses given in turn.
fn bursts(pauses: &[i64], count: usize) -> Vec<i64> {
    let mut at = 8 * HOUR;
    let mut calls = Vec::new();
    for pause in pauses.iter().cycle().take(count) {
        calls.extend([at, at + 1, at + 30]);
        at += 30 + pause;
    }
    calls
}

/// Calls when something changes, from 8 to 17 o'clock on working days, at pauses that look like chance.
fn working_days(days: i64) -> Vec<i64> {
    let mut calls = Vec::new();
    let mut chance: i64 = 7;
    for day in (0..days).filter(|day| day % 7 < 5) {
        let mut at = day * DAY + 8 * HOUR;
        while at < day * DAY + 17 * HOUR {
            calls.push(at);
            chance = (chance * 1_103 + 12_345) % 65_536;
            at += MINUTE + chance % (150 * MINUTE);
        }
    }
    calls
}

#[test]
fn a_clock_is_silent_after_three_usual_cycles() {
    for (pauses, usual) in [
        (&[40 * MINUTE][..], "every 40 minutes"),
        (&[20 * MINUTE, 40 * MINUTE], "every 29 minutes"),
        (&[4 * HOUR], "every 4 hours"),
    ] {
        let (rhythm, alarms, last) = follow(bursts(pauses, 100));
        assert_eq!(alarms, [0; 0], "{usual}");
        assert_eq!(rhythm.usual().unwrap().to_string(), usual);
        let mean = pauses.iter().sum::<i64>() / i64::try_from(pauses.len()).unwrap();
        let cycles = 3 * mean - 10 * MINUTE..=3 * mean + 10 * MINUTE;
        assert!(cycles.contains(&patience(&rhythm)), "{usual}");
        let silent = silent_from(&rhythm, monday(last), monday(0)).unwrap();
        assert_eq!(
            silent.duration_since(monday(last)),
            rhythm.patience().unwrap()
        );
    }
}

#[test]
fn nobody_is_silent_who_was_heard_less_than_five_times() {
    let (rhythm, ..) = follow(bursts(&[40 * MINUTE], 4));
    assert_eq!((rhythm.patience(), rhythm.usual()), (None, None));
    let (rhythm, ..) = follow(bursts(&[40 * MINUTE], 5));
    assert!(rhythm.patience().is_some());
}

#[test]
fn a_clock_is_known_after_a_day_and_a_night() {
    let (rhythm, ..) = follow(bursts(&[40 * MINUTE], 34));
    assert!(patience(&rhythm) >= 4 * DAY, "it may be a working day");
    let (rhythm, ..) = follow(bursts(&[40 * MINUTE], 37));
    assert_eq!(patience(&rhythm), 2 * HOUR);
}

#[test]
fn nights_and_week_ends_of_working_days_raise_no_alarm() {
    let (rhythm, alarms, last) = follow(working_days(60));
    assert_eq!(alarms, [0; 0]);
    // A long week-end, of five days, is none either, but three weeks are.
    let silent = silent_from(&rhythm, monday(last), monday(0)).unwrap();
    let quiet = silent.duration_since(monday(last)).as_secs();
    assert!((5 * DAY..=21 * DAY).contains(&quiet), "{}", quiet / HOUR);
    assert!(
        rhythm
            .usual()
            .unwrap()
            .to_string()
            .starts_with("at least every")
    );
}

#[test]
fn a_daily_call_on_working_days_raises_no_alarm_at_week_ends() {
    let calls = (0..60)
        .filter(|day| day % 7 < 5)
        .map(|day| day * DAY + 3 * HOUR);
    let (rhythm, alarms, _) = follow(calls);
    assert_eq!(alarms, [0; 0]);
    assert!(patience(&rhythm) <= 9 * DAY);
}

#[test]
fn an_outage_is_no_habit_and_is_forgotten() {
    let mut calls = bursts(&[40 * MINUTE], 60);
    let end = calls.last().unwrap() + 2 * DAY;
    calls.extend(
        bursts(&[40 * MINUTE], 60)
            .iter()
            .map(|at| at - 8 * HOUR + end),
    );
    let (rhythm, alarms, _) = follow(calls);
    assert_eq!(alarms, [end], "once, when it was heard again");
    assert!(patience(&rhythm) < 3 * HOUR, "{}", patience(&rhythm));
}

#[test]
fn a_false_alarm_teaches() {
    // From a clock to one who calls every two days.
    let mut calls = bursts(&[40 * MINUTE], 60);
    let last = *calls.last().unwrap();
    calls.extend((1..30).map(|n| last + n * 2 * DAY));
    let (rhythm, alarms, _) = follow(calls);
    assert_eq!(alarms.len(), 1);
    assert!(patience(&rhythm) >= 4 * DAY);
}

#[test]
fn whoever_calls_all_the_time_has_short_pauses() {
    let (rhythm, alarms, _) = follow((0..2 * DAY).step_by(60));
    assert_eq!(alarms, [0; 0]);
    assert_eq!(patience(&rhythm), HOUR);
}

#[test]
fn our_own_absence_is_nobody_elses_silence() {
    let (rhythm, _, last) = follow(bursts(&[40 * MINUTE], 60));
    let started = monday(last + 3 * DAY);
    let silent = silent_from(&rhythm, monday(last), started).unwrap();
    assert_eq!(silent.duration_since(started), rhythm.patience().unwrap());
}

#[test]
fn a_clock_that_is_set_back_teaches_nothing() {
    let (mut rhythm, _, last) = follow(bursts(&[40 * MINUTE], 60));
    let before = rhythm;
    assert!(!rhythm.hear(monday(last), monday(last - DAY)));
    assert_eq!(rhythm, before);
}

#[test]
fn a_token_is_unused_90_days_after_its_last_use_or_its_making() {
    let made = monday(0);
    let last = monday(10 * DAY);
    assert_eq!(unused_from(made, None), monday(90 * DAY));
    assert_eq!(unused_from(made, Some(last)), monday(100 * DAY));
}

#[test]
fn times_are_said_as_people_say_them() {
    for (seconds, words) in [
        (20, "1 minute"),
        (40 * MINUTE + 20, "40 minutes"),
        (89 * MINUTE, "89 minutes"),
        (100 * MINUTE, "2 hours"),
        (26 * HOUR, "26 hours"),
        (3 * DAY - HOUR, "3 days"),
    ] {
        assert_eq!(
            Lasting(SignedDuration::from_secs(seconds)).to_string(),
            words
        );
    }
}

#[test]
fn guesses_are_worded_as_guesses() {
    for client in [
        None,
        Some("Okta SCIM Client 1.0.0"),
        Some("OneLogin"),
        Some("curl"),
    ] {
        assert!(guess(client).starts_with("It may be that"), "{client:?}");
    }
    assert!(guess(None).contains("quarantine"));
}
