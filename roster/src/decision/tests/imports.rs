//! What a file makes of people.

use super::*;
use crate::Listed;
use MemberEvent::{Created, Restored, Updated};

fn row() -> Listed {
    Listed {
        email: "ada@x.org".to_owned(),
        user_name: None,
        display_name: Some("Ada L".to_owned()),
        user_group: Some("Staff".to_owned()),
        classes: Some(["7A".to_owned()].into()),
        teacher: Some(true),
    }
}

fn unmanaged() -> Member {
    Member {
        user: None,
        ..member(MemberState::Unmanaged)
    }
}

#[test]
fn absent_import_unmanaged() {
    let decision = decided(None, &Act::Import(row()));
    assert_becomes(&decision, &MemberState::Unmanaged, &[Created], None);
    let after = decision.member.unwrap();
    assert_eq!((after.id, after.origin), (NEW, Origin::Import));
    assert_eq!(after.user_name, "ada@x.org", "none was said");
    assert_eq!(after.assignment.user_group.as_deref(), Some("Staff"));
    assert!(after.assignment.classes.contains("7A") && after.assignment.teacher);
}

#[test]
fn a_row_describes_whom_no_directory_manages_and_the_second_time_changes_nothing() {
    let first = decided(Some(&unmanaged()), &Act::Import(row()));
    assert_becomes(&first, &MemberState::Unmanaged, &[Updated], None);
    let after = first.member.unwrap();
    assert_eq!(after.user_name, "ada", "nothing was said of it");
    assert_eq!(after.display_name.as_deref(), Some("Ada L"));
    let second = decided(Some(&after), &Act::Import(row()));
    assert_eq!(second, Decision::unchanged(Some(&after)));
}

#[test]
fn an_empty_text_takes_away_and_silence_does_not() {
    let before = decided(None, &Act::Import(row())).member.unwrap();
    let silent = Listed {
        email: "ada@x.org".to_owned(),
        ..Listed::default()
    };
    let unsaid = decided(Some(&before), &Act::Import(silent.clone()));
    assert_eq!(unsaid.member, Some(before.clone()));
    let empty = Listed {
        user_name: Some(String::new()),
        display_name: Some(String::new()),
        user_group: Some(String::new()),
        classes: Some([].into()),
        teacher: Some(false),
        ..silent
    };
    let after = decided(Some(&before), &Act::Import(empty)).member.unwrap();
    assert_eq!((after.user_name, after.display_name), (after.email, None));
    assert!(after.assignment.is_empty());
}

#[test]
fn whom_the_directory_made_what_they_are_is_left_alone() {
    let without_record = Member {
        user: None,
        ..member(MemberState::Active)
    };
    let still_named = Member {
        user: Some("u1".to_owned()),
        ..member(removed(true))
    };
    for before in [
        member(MemberState::Active),
        member(MemberState::Deactivated),
        without_record,
        still_named,
    ] {
        let decision = decided(Some(&before), &Act::Import(row()));
        assert_eq!(decision.reason, Some(Reason::DirectoryManages));
        assert_eq!((decision.member, decision.events), (Some(before), vec![]));
    }
}

#[test]
fn removed_import_unmanaged_as_the_same_member() {
    let before = member(removed(true));
    let decision = decided(Some(&before), &Act::Import(row()));
    let reason = Some(Reason::RestoredMember);
    assert_becomes(&decision, &MemberState::Unmanaged, &[Restored], reason);
    let after = decision.member.unwrap();
    assert_eq!((after.id, after.origin), (OTHER, Origin::Directory));
    assert_eq!(after.assignment.user_group.as_deref(), Some("Staff"));
}

#[test]
fn who_waits_for_removal_is_not_brought_back_by_the_way() {
    let held = MemberState::Held {
        since: at(-3),
        hold: 1,
        blocked: false,
    };
    for state in [pending(false), held] {
        let before = member(state);
        let refusal = decide(Some(&before), &Act::Import(row()), &policy(7), NEW, at(0));
        assert_eq!(refusal, Err(Refusal::Leaving));
    }
}

#[test]
fn a_row_needs_a_seat_only_for_who_has_none() {
    let full = Policy {
        seats: Seats {
            used: 3,
            limit: Some(3),
        },
        ..without_sso(7)
    };
    let import = |before: Option<&Member>| decide(before, &Act::Import(row()), &full, NEW, at(0));
    let no_seat = Err(Refusal::SeatsTaken { used: 3, limit: 3 });
    assert_eq!(import(None), no_seat);
    assert_eq!(import(Some(&member(removed(false)))), no_seat);
    assert!(import(Some(&unmanaged())).is_ok());
}
