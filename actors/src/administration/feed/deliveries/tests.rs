use rosterd_http::admin::{CauseView, SCHEMA};
use serde_json::{Map, Value};
use uuid::Uuid;

use super::*;

fn event(tenant: TenantId, seq: u64) -> EventView {
    EventView {
        id: String::new(),
        kind: String::from("member.created"),
        tenant: tenant.to_string(),
        seq,
        occurred_at: at(0),
        cause: CauseView {
            source: String::new(),
            token_id: None,
            actor: None,
            client: None,
            request_id: String::new(),
            entry: 1,
            reason: None,
        },
        member_id: None,
        data: Value::Null,
        changes: Map::new(),
        schema: SCHEMA,
    }
}

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(second).unwrap()
}

fn tenant(number: u128) -> TenantId {
    TenantId(Uuid::from_u128(number))
}

#[test]
fn an_event_was_given_when_it_was_given_first() {
    let deliveries = Deliveries::default();
    let (one, other) = (tenant(1), tenant(2));
    deliveries.given(&[event(one, 1), event(one, 2), event(other, 1)], at(10));
    deliveries.given(&[event(one, 2), event(one, 3)], at(20));
    assert_eq!(deliveries.of(one, 1), Some(at(10)));
    assert_eq!(deliveries.of(one, 2), Some(at(10)));
    assert_eq!(deliveries.of(one, 3), Some(at(20)));
    assert_eq!(deliveries.of(one, 4), None);
    deliveries.taken(one, 2);
    assert_eq!(deliveries.of(one, 3), Some(at(20)));
    deliveries.taken(one, 3);
    assert_eq!(deliveries.of(one, 3), None);
    assert_eq!(deliveries.of(other, 1), Some(at(10)));
}

#[test]
fn an_app_that_never_acknowledges_does_not_fill_the_memory() {
    let deliveries = Deliveries::default();
    for second in 0..1_000 {
        let seq = u64::try_from(second).unwrap() + 1;
        deliveries.given(&[event(tenant(1), seq)], at(second));
    }
    for number in 0..10_000 {
        deliveries.given(&[event(tenant(number), 1)], at(1));
    }
    let tenants = deliveries.tenants();
    assert!(tenants.len() <= MOST_TENANTS + 1);
    assert!(
        tenants
            .values()
            .all(|answers| answers.len() <= MOST_ANSWERS)
    );
}
