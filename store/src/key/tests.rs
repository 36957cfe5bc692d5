use proptest::prelude::*;

use super::*;

const TENANT: TenantId = TenantId(Uuid::from_u128(7));

fn inside(span: &Span, key: &[u8]) -> bool {
    span.range().from <= key && key < span.range().to
}

proptest! {
    #[test]
    fn texts_order_as_their_bytes(one in "\\PC{0,8}|[\\x00-\\x02]{0,5}", other in "\\PC{0,8}|[\\x00-\\x02]{0,5}") {
        prop_assert_eq!(
            user_name(TENANT, &one).cmp(&user_name(TENANT, &other)),
            one.as_bytes().cmp(other.as_bytes())
        );
    }

    #[test]
    fn what_follows_a_text_cannot_move_into_it(
        one in "[\\x00-\\x02a]{0,4}", other in "[\\x00-\\x02a]{0,4}", ids in any::<(u128, u128)>(),
    ) {
        let first = email(TENANT, &one, Uuid::from_u128(ids.0));
        let second = email(TENANT, &other, Uuid::from_u128(ids.1));
        prop_assert_eq!(first == second, one == other && ids.0 == ids.1);
        prop_assert_eq!(inside(&users_with_email(TENANT, &one), &second), one == other);
        prop_assert_eq!(last_id(&second), Some(Uuid::from_u128(ids.1)));
    }

    #[test]
    fn times_order_and_are_never_early(one in any::<i64>(), other in any::<i64>()) {
        let at = |n: i64| Timestamp::from_nanosecond(i128::from(n)).unwrap();
        let key = wake(at(one), TENANT);
        prop_assert!(time_before_last_id(&key).unwrap() >= at(one));
        if inside(&wakes_until(at(other)), &key) {
            prop_assert!(at(one) <= at(other));
        } else {
            prop_assert!(one > other || other - one < 1_000);
        }
    }
}

#[test]
fn no_span_of_a_tenant_reaches_another() {
    for tenant in [0, 1, 0xff, u128::MAX - 1].map(|id| TenantId(Uuid::from_u128(id))) {
        let next = TenantId(Uuid::from_u128(tenant.0.as_u128() + 1));
        for span in [
            users(tenant),
            emails(tenant),
            activities(tenant),
            tokens(tenant),
        ] {
            assert!(!inside(&span, &user(next, Uuid::nil())));
            assert!(!inside(&span, &counters(next)));
        }
        assert!(inside(&users(tenant), &user(tenant, Uuid::max())));
    }
}

#[test]
fn long_texts_stay_apart_in_short_keys() {
    let long = "x".repeat(300);
    let other = format!("{}y", "x".repeat(299));
    assert_ne!(user_name(TENANT, &long), user_name(TENANT, &other));
    assert_eq!(user_name(TENANT, &long).len(), 17 + 256 + 2 + 32);
    assert_eq!(user_name(TENANT, &"x".repeat(256)).len(), 17 + 256 + 2);
}

#[test]
fn a_span_can_be_resumed_and_ended() {
    let id = |n| Uuid::from_u128(n);
    let rest = users(TENANT).after(&user(TENANT, id(5)));
    assert!(!inside(&rest, &user(TENANT, id(5))));
    assert!(inside(&rest, &user(TENANT, id(6))));
    let early = activities(TENANT).before(&activity(TENANT, 9));
    assert!(inside(&early, &activity(TENANT, 8)));
    assert!(!inside(&early, &activity(TENANT, 9)));
}

#[test]
fn the_two_ids_of_a_membership_are_read_back() {
    let (group, user) = (Uuid::from_u128(3), Uuid::from_u128(4));
    let key = member(TENANT, group, user);
    assert_eq!(
        (id_before_last_id(&key), last_id(&key)),
        (Some(group), Some(user))
    );
    assert_eq!(last_number(&activity(TENANT, 42)), Some(42));
}
