use super::*;
use crate::fixture::{LIMIT, converse};

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o7777
}

#[tokio::test]
async fn connections_carry_bytes_and_name_the_user_at_the_other_end() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("s");
    let listener = Unix::bind(&path, 0o660).await.unwrap();
    assert_eq!(listener.endpoint().text, format!("unix:{}", path.display()));
    let client = UnixStream::connect(&path).await.unwrap();
    let incoming = listener.accept().await.unwrap();
    let expected = Peer {
        address: None,
        user: Some(fs::metadata(directory.path()).unwrap().uid()),
        tls: false,
    };
    assert_eq!(incoming.peer, expected);
    converse(client, incoming.establish(LIMIT).await.unwrap()).await;
}

#[tokio::test]
async fn the_socket_has_the_mode_of_its_entry_also_after_a_reload() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("s");
    let listener = Unix::bind(&path, 0o600).await.unwrap();
    assert_eq!(mode(&path), 0o600);
    let entry = settings::Listener::Unix {
        path: path.clone(),
        mode: 0o666,
    };
    listener.reload(&entry).unwrap();
    assert_eq!(mode(&path), 0o666);
}

#[tokio::test]
async fn a_reload_never_touches_a_file_that_has_taken_the_path() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("s");
    let listener = Unix::bind(&path, 0o600).await.unwrap();
    assert!(listener.is_in_place());
    fs::remove_file(&path).unwrap();
    assert!(!listener.is_in_place());
    fs::write(&path, "precious").unwrap();
    fs::set_permissions(&path, Permissions::from_mode(0o640)).unwrap();
    assert!(!listener.is_in_place());
    let entry = settings::Listener::Unix {
        path: path.clone(),
        mode: 0o666,
    };
    listener.reload(&entry).unwrap_err();
    assert_eq!(mode(&path), 0o640);
    drop(listener);
    assert_eq!(fs::read_to_string(&path).unwrap(), "precious");
}

#[tokio::test]
async fn a_socket_that_a_dead_process_left_is_replaced() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("s");
    drop(std::os::unix::net::UnixListener::bind(&path).unwrap());
    assert!(path.exists());
    let listener = Unix::bind(&path, 0o660).await.unwrap();
    UnixStream::connect(&path).await.unwrap();
    listener.accept().await.unwrap();
}

#[tokio::test]
async fn a_socket_that_answers_is_left_alone() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("s");
    let living = Unix::bind(&path, 0o660).await.unwrap();
    let refused = Unix::bind(&path, 0o660).await.unwrap_err();
    assert!(matches!(refused, Error::SocketInUse { .. }));
    UnixStream::connect(&path).await.unwrap();
    // The attempt itself was a connection too.
    living.accept().await.unwrap();
    living.accept().await.unwrap();
}

#[tokio::test]
async fn a_file_that_is_no_socket_is_left_alone() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("s");
    fs::write(&path, "precious").unwrap();
    let refused = Unix::bind(&path, 0o660).await.unwrap_err();
    assert!(matches!(refused, Error::SocketForeign { .. }));
    assert_eq!(fs::read_to_string(&path).unwrap(), "precious");
}

#[tokio::test]
async fn a_path_that_is_too_long_is_named() {
    let path = PathBuf::from("/tmp").join("x".repeat(200));
    let refused = Unix::bind(&path, 0o660).await.unwrap_err();
    assert!(refused.to_string().contains("xxx"), "{refused}");
}

#[tokio::test]
async fn the_socket_goes_with_its_listener_but_not_with_another_ones() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("s");
    let first = Unix::bind(&path, 0o660).await.unwrap();
    fs::rename(&path, directory.path().join("moved")).unwrap();
    let second = Unix::bind(&path, 0o660).await.unwrap();
    drop(first);
    assert!(path.exists());
    drop(second);
    assert!(!path.exists());
}
