//! Sockets are passed the way systemd does it: to a process of their own, with descriptors from 3
//! on and `LISTEN_*` in its environment. That process is this test binary again.

use std::{
    env,
    net::{TcpListener, TcpStream, UdpSocket},
    os::{
        fd::OwnedFd,
        unix::net::{UnixListener, UnixStream},
    },
    process::{Child, Command, Stdio},
};

use crate::fixture::LIMIT;

/// Starts [`the_process_that_is_passed_sockets`] with these two sockets, of these names.
fn pass(names: &str, first: impl Into<OwnedFd>, second: impl Into<OwnedFd>) -> Child {
    // The shell's process becomes the test's, so that its id is known beforehand.
    let script = "export LISTEN_PID=$$; exec \"$0\" --nocapture --exact \
                  adopted::tests::the_process_that_is_passed_sockets 3<&0 4<&1 </dev/null >/dev/null";
    Command::new("/bin/sh")
        .args(["-c", script])
        .arg(env::current_exe().unwrap())
        .env("LISTEN_FDS", "2")
        .env("LISTEN_FDNAMES", names)
        .stdin(Stdio::from(first.into()))
        .stdout(Stdio::from(second.into()))
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

/// What that process said, when it has ended.
fn outcome(child: Child) -> String {
    let output = child.wait_with_output().unwrap();
    String::from_utf8(output.stderr).unwrap()
}

#[tokio::test]
async fn the_process_that_is_passed_sockets() {
    let entry = settings::Listener::Systemd {
        name: String::from("scim"),
        tls: None,
    };
    // The other tests run this one again with sockets; in the first run nobody has passed any.
    if env::var_os("LISTEN_FDS").is_none() {
        assert!(crate::bind(&entry).await.is_err());
        return;
    }
    // Twice, as a reload may: the first listener's end must not close the socket.
    let twice = async {
        drop(crate::bind(&entry).await?);
        crate::bind(&entry).await
    };
    let listener = match twice.await {
        Ok(listener) => listener,
        Err(error) => return eprintln!("refused: {error}"),
    };
    eprintln!("serving {}", listener.endpoint().text);
    for _ in 0..2 {
        let incoming = listener.accept().await.unwrap();
        let peer = incoming.peer.clone();
        drop(incoming.establish(LIMIT).await.unwrap());
        eprintln!("accepted {:?} {}", peer.address, peer.user.is_some());
    }
}

#[test]
fn sockets_of_one_name_are_served_together() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("s");
    let tcp = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = tcp.local_addr().unwrap();
    let child = pass("scim:scim", tcp, UnixListener::bind(&path).unwrap());
    // The sockets listen already: no need to wait for the process.
    let _client = TcpStream::connect(address).unwrap();
    let _other = UnixStream::connect(&path).unwrap();
    let said = outcome(child);
    let endpoints = format!("serving http://{address} unix:{}", path.display());
    assert!(said.contains(&endpoints), "{said}");
    assert!(said.contains("accepted Some(127.0.0.1) false"), "{said}");
    assert!(said.contains("accepted None true"), "{said}");
}

#[test]
fn only_sockets_of_the_name_are_taken() {
    let (ours, other) = (
        TcpListener::bind("127.0.0.1:0").unwrap(),
        TcpListener::bind("127.0.0.1:0").unwrap(),
    );
    let address = ours.local_addr().unwrap();
    let child = pass("other:scim", other, ours);
    let _first = TcpStream::connect(address).unwrap();
    let _second = TcpStream::connect(address).unwrap();
    let said = outcome(child);
    assert!(
        said.contains(&format!("serving http://{address}\n")),
        "{said}"
    );
}

#[test]
fn a_name_that_was_not_passed_is_refused_with_those_that_were() {
    let sockets = [(); 2].map(|()| TcpListener::bind("127.0.0.1:0").unwrap());
    let [first, second] = sockets;
    let said = outcome(pass("admin:metrics", first, second));
    let expected = "refused: systemd passed no socket named \"scim\", it passed: admin, metrics";
    assert!(said.contains(expected), "{said}");
}

#[test]
fn sockets_that_cannot_serve_are_refused() {
    let spare = || UdpSocket::bind("127.0.0.1:0").unwrap();
    let datagrams = outcome(pass("scim:other", spare(), spare()));
    let unfit = "refused: the socket \"scim\" that systemd passed is not a listening";
    assert!(datagrams.contains(unfit), "{datagrams}");

    let (connected, _peer) = UnixStream::pair().unwrap();
    let connected = outcome(pass("scim:other", connected, spare()));
    assert!(connected.contains(unfit), "{connected}");

    let open = TcpListener::bind("0.0.0.0:0").unwrap();
    let address = open.local_addr().unwrap();
    let exposed = outcome(pass("scim:other", open, spare()));
    let expected = format!("refused: refusing plain HTTP on {address}");
    assert!(exposed.contains(&expected), "{exposed}");
}

#[tokio::test]
async fn without_systemd_there_is_nothing_to_adopt() {
    let entry = settings::Listener::Systemd {
        name: String::from("scim"),
        tls: None,
    };
    let refused = crate::bind(&entry).await.unwrap_err().to_string();
    let expected = "systemd passed no socket named \"scim\", it passed: none";
    assert_eq!(refused, expected);
}
