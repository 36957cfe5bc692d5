use std::{fs, net::Ipv4Addr, time::Duration};

use tokio::{io::AsyncWriteExt, task::JoinSet};

use super::*;
use crate::fixture::{LIMIT, certificate, connect, converse, material, renew};

const ANY_PORT: (Ipv4Addr, u16) = (Ipv4Addr::LOCALHOST, 0);

fn entry(tls: Option<&settings::Tls>) -> settings::Listener {
    settings::Listener::Tcp {
        address: ANY_PORT.into(),
        tls: tls.cloned(),
    }
}

/// Accepts one connection and does its handshake.
async fn serve(listener: &Tcp) -> io::Result<Stream> {
    listener.accept().await?.establish(LIMIT).await
}

#[tokio::test]
async fn plain_connections_carry_bytes_and_name_their_peer() {
    let listener = Tcp::bind(ANY_PORT.into(), None).unwrap();
    let address = listener.endpoint().address.unwrap();
    assert_eq!(listener.endpoint().text, format!("http://{address}"));
    let client = TcpStream::connect(address).await.unwrap();
    let incoming = listener.accept().await.unwrap();
    let expected = Peer {
        address: Some(Ipv4Addr::LOCALHOST.into()),
        user: None,
        tls: false,
    };
    assert_eq!(incoming.peer, expected);
    converse(client, incoming.establish(LIMIT).await.unwrap()).await;
}

#[tokio::test]
async fn tls_connections_carry_bytes_and_agree_on_http_2() {
    let material = material();
    let listener = Tcp::bind(ANY_PORT.into(), Some(&material.tls)).unwrap();
    assert!(listener.endpoint().tls);
    assert!(listener.endpoint().text.starts_with("https://127.0.0.1:"));
    let trusted = certificate(&material.tls);
    let (client, server) = tokio::join!(connect(&listener, trusted), serve(&listener));
    let client = client.unwrap();
    assert_eq!(client.get_ref().1.alpn_protocol(), Some(b"h2".as_slice()));
    converse(client, server.unwrap()).await;
}

#[tokio::test]
async fn a_reload_gives_new_connections_the_new_certificate_and_keeps_open_ones() {
    let material = material();
    let listener = Tcp::bind(ANY_PORT.into(), Some(&material.tls)).unwrap();
    let old = certificate(&material.tls);
    let (client, server) = tokio::join!(connect(&listener, old.clone()), serve(&listener));

    renew(&material.tls);
    listener.reload(&entry(Some(&material.tls))).unwrap();

    let new = certificate(&material.tls);
    let (fresh, _) = tokio::join!(connect(&listener, new), serve(&listener));
    fresh.unwrap();
    let (stale, _) = tokio::join!(connect(&listener, old), serve(&listener));
    stale.unwrap_err();
    converse(client.unwrap(), server.unwrap()).await;
}

#[tokio::test]
async fn a_failed_reload_keeps_the_old_certificate() {
    let material = material();
    let listener = Tcp::bind(ANY_PORT.into(), Some(&material.tls)).unwrap();
    let old = certificate(&material.tls);
    fs::write(&material.tls.certificate, "half a fi").unwrap();
    listener.reload(&entry(Some(&material.tls))).unwrap_err();
    let (client, _) = tokio::join!(connect(&listener, old), serve(&listener));
    client.unwrap();
}

#[tokio::test]
async fn tls_can_be_switched_off_by_a_reload_only_on_loopback() {
    let material = material();
    let local = Tcp::bind(ANY_PORT.into(), Some(&material.tls)).unwrap();
    local.reload(&entry(None)).unwrap();
    assert!(!local.endpoint().tls);

    let open = Tcp::bind((Ipv4Addr::UNSPECIFIED, 0).into(), Some(&material.tls)).unwrap();
    let refused = open.reload(&entry(None)).unwrap_err();
    assert!(matches!(refused, Error::Exposed { .. }));
    assert!(open.endpoint().tls);
}

#[tokio::test]
async fn plain_tcp_is_refused_where_a_network_reaches_it() {
    for address in ["0.0.0.0:0", "[::]:0", "192.0.2.1:0"] {
        let entry = settings::Listener::Tcp {
            address: address.parse().unwrap(),
            tls: None,
        };
        let refused = crate::bind(&entry).await.unwrap_err();
        assert!(matches!(refused, Error::Exposed { .. }), "{refused}");
    }
}

#[tokio::test]
async fn an_address_in_use_is_named() {
    let first = Tcp::bind(ANY_PORT.into(), None).unwrap();
    let address = first.endpoint().address.unwrap();
    let refused = Tcp::bind(address, None).unwrap_err();
    assert_eq!(refused.to_string(), format!("cannot listen on {address}"));
}

#[tokio::test]
async fn an_address_is_free_again_at_once() {
    let first = Tcp::bind(ANY_PORT.into(), None).unwrap();
    let address = first.endpoint().address.unwrap();
    let client = TcpStream::connect(address).await.unwrap();
    let served = serve(&first).await.unwrap();
    drop((served, first));
    Tcp::bind(address, None).unwrap();
    drop(client);
}

#[tokio::test]
async fn a_silent_handshake_ends_at_its_limit_and_holds_up_nobody() {
    let material = material();
    let listener = Tcp::bind(ANY_PORT.into(), Some(&material.tls)).unwrap();
    let address = listener.endpoint().address.unwrap();
    let _silent = TcpStream::connect(address).await.unwrap();
    let mut slow = JoinSet::new();
    slow.spawn(
        listener
            .accept()
            .await
            .unwrap()
            .establish(Duration::from_millis(50)),
    );

    let trusted = certificate(&material.tls);
    let (client, _) = tokio::join!(connect(&listener, trusted), serve(&listener));
    client.unwrap();
    let Some(Ok(Err(error))) = slow.join_next().await else {
        panic!("the silent handshake did not fail");
    };
    assert_eq!(error.kind(), io::ErrorKind::TimedOut);
}

#[tokio::test]
async fn plain_http_on_a_tls_port_fails_the_handshake() {
    let material = material();
    let listener = Tcp::bind(ANY_PORT.into(), Some(&material.tls)).unwrap();
    let mut client = TcpStream::connect(listener.endpoint().address.unwrap())
        .await
        .unwrap();
    client.write_all(b"GET / HTTP/1.1\r\n\r\n").await.unwrap();
    let Err(error) = serve(&listener).await else {
        panic!("plain text passed for a handshake");
    };
    assert_eq!(error.kind(), io::ErrorKind::InvalidData);
}
