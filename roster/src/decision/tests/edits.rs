//! What an admin writes by hand (D22).

use super::*;
use crate::Edit;
use MemberEvent::Updated;

fn edit() -> Edit {
    Edit {
        email: Some("ada@y.org".to_owned()),
        display_name: Some(String::new()),
        ..Edit::default()
    }
}

#[test]
fn whom_no_directory_manages_is_what_was_written() {
    for state in [
        MemberState::Unmanaged,
        MemberState::Active,
        MemberState::Deactivated,
    ] {
        let before = Member {
            user: None,
            ..member(state.clone())
        };
        let decision = decided(Some(&before), &Act::Edit(edit()));
        assert_becomes(&decision, &state, &[Updated], None);
        let after = decision.member.unwrap();
        assert_eq!((&*after.email, &after.display_name), ("ada@y.org", &None));
        assert_eq!(after.user_name, "ada", "nothing was said of it");
        let again = decided(Some(&after), &Act::Edit(edit()));
        assert_eq!(again, Decision::unchanged(Some(&after)));
        let named = Edit {
            user_name: Some(String::new()),
            ..Edit::default()
        };
        let after = decided(Some(&after), &Act::Edit(named)).member.unwrap();
        assert_eq!(after.user_name, "ada@y.org", "the address");
    }
}

#[test]
fn what_the_directory_has_written_stays_and_is_named() {
    for state in [MemberState::Active, MemberState::Deactivated] {
        let before = member(state);
        let act = Act::Edit(edit());
        let refused = decide(Some(&before), &act, &policy(7), NEW, at(0)).unwrap_err();
        assert_eq!(
            refused,
            Refusal::DirectoryManages(vec!["email", "display_name"])
        );
        let same = Edit {
            email: Some(before.email.clone()),
            ..Edit::default()
        };
        let decision = decided(Some(&before), &Act::Edit(same));
        assert_eq!(decision, Decision::unchanged(Some(&before)));
    }
}

#[test]
fn who_leaves_or_is_gone_is_not_edited() {
    for (state, refusal) in [
        (pending(false), Refusal::Leaving),
        (removed(false), Refusal::Gone),
    ] {
        let act = Act::Edit(edit());
        let refused = decide(Some(&member(state)), &act, &policy(7), NEW, at(0));
        assert_eq!(refused, Err(refusal));
    }
}
