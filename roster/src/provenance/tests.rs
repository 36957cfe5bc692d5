use jiff::Timestamp;
use uuid::Uuid;

use super::{Authority, Field, precedence};
use crate::{
    Act, Assignment, Edit, Grace, Listed, Member, MemberId, MemberState, Mode, Origin, Policy,
    Reason, Refusal, Seats, decide,
};

const NAMES: [Field; 3] = [Field::UserName, Field::DisplayName, Field::Email];

fn members() -> Vec<Member> {
    let since = Timestamp::UNIX_EPOCH;
    let blocked = false;
    let states = [
        MemberState::Active,
        MemberState::Deactivated,
        MemberState::Pending { since, blocked },
        MemberState::Held {
            since,
            hold: 1,
            blocked,
        },
        MemberState::Removed { at: since, blocked },
        MemberState::Unmanaged,
    ];
    let records = [None, Some("u1".to_owned())];
    let both = states.into_iter().flat_map(|state| {
        records
            .iter()
            .map(move |user| (state.clone(), user.clone()))
    });
    // Nobody is without a directory and in it.
    both.filter(|(state, user)| *state != MemberState::Unmanaged || user.is_none())
        .map(|(state, user)| member(state, user))
        .collect()
}

fn member(state: MemberState, user: Option<String>) -> Member {
    Member {
        id: MemberId(Uuid::from_u128(2)),
        state,
        origin: Origin::Directory,
        user,
        user_name: "ada".to_owned(),
        display_name: Some("Ada".to_owned()),
        email: "ada@x.org".to_owned(),
        protected: false,
        deactivated_at: None,
        gone_since: None,
        assignment: Assignment::default(),
        created_at: Timestamp::UNIX_EPOCH,
        changed_at: Timestamp::UNIX_EPOCH,
    }
}

fn after_an_import(member: &Member) -> Result<(bool, Option<Reason>), Refusal> {
    let listed = Listed {
        email: member.email.clone(),
        display_name: Some("By file".to_owned()),
        ..Listed::default()
    };
    after(member, &Act::Import(listed))
}

fn after_an_edit(member: &Member) -> Result<(bool, Option<Reason>), Refusal> {
    let edit = Edit {
        display_name: Some("By hand".to_owned()),
        ..Edit::default()
    };
    after(member, &Act::Edit(edit))
}

fn after(member: &Member, act: &Act) -> Result<(bool, Option<Reason>), Refusal> {
    let policy = Policy {
        gate: None,
        automatic: true,
        mode: Mode::Live,
        grace: Grace {
            days: 7.try_into().unwrap(),
            runs: true,
            stops: Vec::new(),
        },
        remove_deactivated: false,
        seats: Seats::UNLIMITED,
        hold: None,
    };
    let now = Timestamp::UNIX_EPOCH;
    let decision = decide(Some(member), act, &policy, member.id, now)?;
    let after = decision.member.unwrap();
    Ok((after.display_name != member.display_name, decision.reason))
}

#[test]
fn what_is_said_of_names_is_what_is_decided_of_a_file() {
    for member in members() {
        for field in NAMES {
            let order = precedence(field, &member).order;
            let comes_first = order.first() == Some(&Authority::Import);
            let has_a_say = order.contains(&Authority::Import);
            match after_an_import(&member) {
                Ok((true, _)) => assert!(has_a_say, "{member:?}"),
                Ok((false, reason)) => {
                    assert_eq!(reason, Some(Reason::DirectoryManages), "{member:?}");
                    assert!(!comes_first, "{member:?}");
                    assert_eq!(order.first(), Some(&Authority::Directory), "{member:?}");
                }
                Err(refusal) => {
                    assert_eq!(refusal, Refusal::Leaving);
                    assert!(!has_a_say, "{member:?}");
                }
            }
        }
    }
}

/// D22.
#[test]
fn an_admin_has_a_say_in_names_where_an_edit_is_taken() {
    for member in members() {
        let is_taken = after_an_edit(&member) == Ok((true, None));
        for field in NAMES {
            let order = precedence(field, &member).order;
            assert_eq!(order.contains(&Authority::Admin), is_taken, "{member:?}");
        }
    }
}

#[test]
fn an_admin_comes_first_where_a_member_is_protected() {
    for member in members() {
        let protected = Member {
            protected: true,
            assignment: Assignment {
                user_group: Some("Staff".to_owned()),
                ..Assignment::default()
            },
            ..member
        };
        for field in [Field::State, Field::UserGroup, Field::Protected] {
            let order = precedence(field, &protected).order;
            assert_eq!(order.first(), Some(&Authority::Admin), "{field:?}");
        }
        let teaching = precedence(Field::Teacher, &protected).order;
        assert!(!teaching.contains(&Authority::Admin), "{teaching:?}");
    }
}

#[test]
fn group_mapping_comes_first_as_soon_as_groups_count() {
    for member in members() {
        let first = precedence(Field::Classes, &member).order.first().copied();
        let is_unmanaged = member.state == MemberState::Unmanaged;
        let expected = if is_unmanaged {
            Authority::Import
        } else {
            Authority::GroupMapping
        };
        assert_eq!(first, Some(expected), "{member:?}");
    }
}
