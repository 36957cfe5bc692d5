//! What holds after any sequence of acts.

use proptest::prelude::*;

use super::*;

#[derive(Debug, Clone)]
enum Step {
    /// What the directory says, applied as provision or update, whichever fits.
    Push {
        active: bool,
        email: bool,
    },
    Delete,
    Timer,
    Restore,
    Join,
    Import,
}

fn steps() -> impl Strategy<Value = Vec<(Step, i64, i64, bool)>> {
    let step = prop_oneof![
        4 => any::<(bool, bool)>().prop_map(|(active, email)| Step::Push { active, email }),
        2 => Just(Step::Delete),
        3 => Just(Step::Timer),
        1 => Just(Step::Restore),
        1 => Just(Step::Join),
        1 => Just(Step::Import),
    ];
    // Each with how many hours go by, the grace period, and whether single sign-on is active.
    prop::collection::vec(
        (step, 0..100_i64, 0..=3_i64, prop::bool::weighted(0.8)),
        1..40,
    )
}

proptest! {
    #[test]
    fn members_are_removed_once_and_in_time_and_stay_themselves(steps in steps()) {
        let mut now = at(0);
        let mut member: Option<Member> = None;
        let mut removals = 0;
        let mut returns = 0;
        for (step, hours, days, sso) in steps {
            now += jiff::SignedDuration::from_hours(hours);
            let policy = if sso { policy(days) } else { without_sso(days) };
            let managed = member.as_ref().is_some_and(|member| member.user.is_some());
            let act = match step {
                Step::Push { active, email } => {
                    let person = Person { email: email.then(|| "ada@x.org".to_owned()), ..ada(active) };
                    if managed { Act::Update(person) } else { Act::Provision(person) }
                }
                Step::Delete => Act::Delete,
                Step::Timer => Act::RemovalDue,
                Step::Restore => Act::Restore,
                Step::Join => Act::Join {
                    user_name: "ada".to_owned(), display_name: None, email: "ada@x.org".to_owned(),
                },
                Step::Import => Act::Import(Listed {
                    email: "ada@x.org".to_owned(), teacher: Some(sso), ..Listed::default()
                }),
            };
            let fresh = if member.is_none() { NEW } else { OTHER };
            let Ok(decision) = decide(member.as_ref(), &act, &policy, fresh, now) else { continue };
            let Some(after) = decision.member else {
                prop_assert!(member.is_none(), "members never vanish");
                continue;
            };
            prop_assert_eq!(after.id, NEW, "the same member id for ever");

            let was_member = member.as_ref().is_some_and(Member::is_member);
            let could_sign_in = member.as_ref().is_some_and(Member::may_sign_in);
            if was_member && !after.is_member() {
                removals += 1;
                prop_assert!(decision.events.contains(&MemberEvent::Removed));
                match member.as_ref().and_then(Member::waits_since).and_then(|since| policy.grace.due(since)) {
                    Some(due) => prop_assert!(now >= due, "never before it is due"),
                    None => prop_assert!(act == Act::Delete && days == 0),
                }
            }
            if !was_member && after.is_member() && removals > 0 {
                returns += 1;
                prop_assert!(decision.events.contains(&MemberEvent::Restored));
            }
            if !could_sign_in && after.may_sign_in() && act != Act::Restore
                && !matches!(act, Act::Join { .. } | Act::Import(_))
            {
                prop_assert!(sso, "nothing gives access without single sign-on");
            }
            if after.user.is_some() {
                prop_assert!(matches!(after.state, MemberState::Active | MemberState::Deactivated));
            }
            if member.as_ref() == Some(&after) {
                prop_assert!(decision.events.is_empty(), "no change, no event");
            } else {
                prop_assert_eq!(after.changed_at, now);
            }
            member = Some(after);
        }
        prop_assert!(removals == returns || removals == returns + 1, "removed exactly once");
    }
}
