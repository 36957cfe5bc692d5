use jiff::Timestamp;

use super::*;
use crate::{Assignment, MemberId, Origin};

fn member(state: MemberState) -> Member {
    Member {
        id: MemberId(uuid::Uuid::from_u128(1)),
        state,
        origin: Origin::Directory,
        user: None,
        user_name: "ada".to_owned(),
        display_name: None,
        email: "ada@x.org".to_owned(),
        protected: false,
        deactivated_at: None,
        gone_since: None,
        assignment: Assignment::default(),
        created_at: Timestamp::UNIX_EPOCH,
        changed_at: Timestamp::UNIX_EPOCH,
    }
}

#[test]
fn each_state_under_each_setting() {
    let usual = Settings::default();
    let blocking = Settings {
        block_pending: true,
        ..Settings::default()
    };
    let closed = Settings {
        only_provisioned: true,
        ..Settings::default()
    };
    let since = Timestamp::UNIX_EPOCH;
    let pending = |blocked| member(MemberState::Pending { since, blocked });
    let held = |blocked| {
        member(MemberState::Held {
            since,
            hold: 1,
            blocked,
        })
    };
    let removed = member(MemberState::Removed {
        at: since,
        blocked: false,
    });
    let gone = Member {
        gone_since: Some(since),
        ..member(MemberState::Active)
    };
    let protected = Member {
        protected: true,
        ..gone.clone()
    };
    for (who, member, [normally, blocked, provisioned]) in [
        ("active", member(MemberState::Active), [None, None, None]),
        (
            "deactivated",
            member(MemberState::Deactivated),
            [Some(Denial::Deactivated); 3],
        ),
        ("removed", removed, [Some(Denial::Removed); 3]),
        (
            "pending",
            pending(false),
            [None, Some(Denial::Leaving), None],
        ),
        (
            "pending and blocked",
            pending(true),
            [Some(Denial::Leaving); 3],
        ),
        ("held", held(false), [None, Some(Denial::Leaving), None]),
        ("held and blocked", held(true), [Some(Denial::Leaving); 3]),
        ("gone", gone, [None, Some(Denial::Leaving), None]),
        ("gone and protected", protected, [None, None, None]),
        (
            "unmanaged",
            member(MemberState::Unmanaged),
            [None, None, Some(Denial::NotProvisioned)],
        ),
    ] {
        for (settings, expected) in [
            (&usual, normally),
            (&blocking, blocked),
            (&closed, provisioned),
        ] {
            assert_eq!(sign_in(&member, settings).err(), expected, "{who}");
        }
    }
}
