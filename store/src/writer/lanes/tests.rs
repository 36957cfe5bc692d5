use roster::TenantId;
use uuid::Uuid;

use super::{Demand, Lanes};

fn tenant(n: u128) -> TenantId {
    TenantId(Uuid::from_u128(n))
}

fn drain(lanes: &mut Lanes<&'static str>) -> Vec<&'static str> {
    std::iter::from_fn(|| lanes.pop()).collect()
}

#[test]
fn tenants_take_turns_and_keep_their_own_order() {
    let mut lanes = Lanes::new();
    for (who, item) in [
        (1, "a1"),
        (1, "a2"),
        (1, "a3"),
        (2, "b1"),
        (3, "c1"),
        (3, "c2"),
    ] {
        lanes.push(tenant(who), item);
    }
    assert_eq!(lanes.len(), 6);
    assert_eq!(drain(&mut lanes), ["a1", "b1", "c1", "a2", "c2", "a3"]);
    assert_eq!(lanes.len(), 0);
}

#[test]
fn a_newcomer_is_served_after_one_item_of_each_other_tenant() {
    let mut lanes = Lanes::new();
    for item in ["a1", "a2", "a3"] {
        lanes.push(tenant(1), item);
    }
    assert_eq!(lanes.pop(), Some("a1"));
    lanes.push(tenant(2), "b1");
    assert_eq!(drain(&mut lanes), ["a2", "b1", "a3"]);
}

#[test]
fn a_tenant_that_emptied_its_lane_can_queue_again() {
    let mut lanes = Lanes::new();
    lanes.push(tenant(1), "a1");
    assert_eq!(drain(&mut lanes), ["a1"]);
    lanes.push(tenant(1), "a2");
    assert_eq!(drain(&mut lanes), ["a2"]);
}

#[test]
fn demand_is_uneven_when_one_tenant_has_much_more_taken_and_waiting_than_another() {
    for (items, taken, expected) in [
        ([16, 0], 16, Demand::Even),
        ([16, 16], 32, Demand::Even),
        ([16, 16], 5, Demand::Even),
        ([16, 2], 18, Demand::Uneven),
        ([16, 2], 3, Demand::Uneven),
        ([2, 1], 3, Demand::Even),
        ([3, 1], 2, Demand::Uneven),
    ] {
        let mut lanes = Lanes::new();
        for (who, count) in items.into_iter().enumerate() {
            (0..count).for_each(|_| lanes.push(tenant(who as u128), "item"));
        }
        assert_eq!(
            lanes.tenants(),
            items.iter().filter(|count| **count > 0).count()
        );
        (0..taken).for_each(|_| assert!(lanes.pop().is_some()));
        assert_eq!(lanes.settle(), expected, "{taken} of {items:?}");
        assert_eq!(lanes.settle(), Demand::Even, "nothing was taken since");
    }
}
