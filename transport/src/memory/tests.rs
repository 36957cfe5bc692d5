use super::*;
use crate::{
    AcceptFailure,
    fixture::{LIMIT, converse},
};

#[tokio::test]
async fn connections_carry_bytes_in_the_order_they_came() {
    let (listener, connector) = Memory::new();
    let first = connector.connect().await.unwrap();
    let second = connector.connect().await.unwrap();
    for client in [first, second] {
        let incoming = listener.accept().await.unwrap();
        converse(client, incoming.establish(LIMIT).await.unwrap()).await;
    }
}

#[tokio::test]
async fn without_its_listener_a_connector_is_refused() {
    let (listener, connector) = Memory::new();
    drop(listener);
    let refused = connector.connect().await.unwrap_err();
    assert_eq!(refused.kind(), io::ErrorKind::ConnectionRefused);
}

#[tokio::test]
async fn without_its_connectors_a_listener_is_done() {
    let (listener, connector) = Memory::new();
    let waiting = connector.connect().await.unwrap();
    drop(connector);
    listener.accept().await.unwrap();
    let error = listener.accept().await.unwrap_err();
    assert_eq!(AcceptFailure::of(&error), AcceptFailure::Listener);
    drop(waiting);
}
