use serde_json::Value;
use uuid::Uuid;

use super::*;

fn exchange(number: u16) -> Exchange {
    Exchange {
        request_id: String::new(),
        token_id: String::new(),
        client: None,
        method: String::from("GET"),
        url: String::new(),
        body: Value::Null,
        status: number,
        answer: Value::Null,
        micros: 0,
    }
}

#[tokio::test]
async fn a_tenant_is_watched_as_long_as_somebody_does() {
    let watches = Watches::default();
    let (one, other) = (TenantId(Uuid::from_u128(1)), TenantId(Uuid::from_u128(2)));
    assert!(!watches.is_watched(one));
    let mut first = watches.begin(one);
    let mut second = watches.begin(one);
    assert!(watches.is_watched(one) && !watches.is_watched(other));
    watches.show(one, exchange(200));
    watches.show(other, exchange(500));
    for watch in [&mut first, &mut second] {
        assert_eq!(watch.next().await.unwrap().unwrap().status, 200);
    }
    drop(first);
    assert!(watches.is_watched(one));
    drop(second);
    assert!(!watches.is_watched(one));
    assert!(watches.tenants().is_empty());
}

#[tokio::test]
async fn who_is_too_slow_is_told_how_many_were_lost() {
    let watches = Watches::default();
    let tenant = TenantId(Uuid::from_u128(1));
    let mut watch = watches.begin(tenant);
    let sent = u16::try_from(BEHIND).unwrap() + 3;
    for number in 0..sent {
        watches.show(tenant, exchange(number));
    }
    assert_eq!(watch.next().await.unwrap().unwrap_err(), 3);
    assert_eq!(watch.next().await.unwrap().unwrap().status, 3);
}
