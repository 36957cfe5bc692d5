use std::{
    fs, net::SocketAddr, os::unix::fs::PermissionsExt, path::Path, sync::Arc, time::Duration,
};

use scim::ResourceKind;
use settings::{Listener, Settings};
use tempfile::TempDir;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream, UnixStream},
};

use super::*;
use crate::{
    clock::System,
    testing::{Account, Gate, World, eventually, settings_in},
};

const LIMIT: Duration = Duration::from_secs(5);

fn address(daemon: &Daemon) -> SocketAddr {
    daemon.addresses()[0].address.unwrap()
}

/// Sends a request over its own connection, and gives the answer's text once it has ended.
async fn request(address: SocketAddr, text: String) -> std::io::Result<String> {
    let mut connection = TcpStream::connect(address).await?;
    connection.write_all(text.as_bytes()).await?;
    let mut answer = String::new();
    connection.read_to_string(&mut answer).await?;
    Ok(answer)
}

fn get(account: &Account, path: &str) -> String {
    let token = &account.token;
    format!(
        "GET /scim/v2{path} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {token}\r\n\
         connection: close\r\n\r\n"
    )
}

fn post_user(account: &Account, user_name: &str) -> String {
    let token = &account.token;
    let body = format!("{{\"userName\":\"{user_name}\"}}");
    format!(
        "POST /scim/v2/Users HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {token}\r\n\
         content-type: application/scim+json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
        body.len()
    )
}

#[tokio::test]
async fn a_push_over_tcp_and_a_question_over_the_admin_socket() {
    let world = World::start().await;
    let account = world.account("acme").await;
    let address = address(&world.daemon);

    let created = request(address, post_user(&account, "a@acme.test"))
        .await
        .unwrap();
    assert!(created.starts_with("HTTP/1.1 201"), "{created}");
    let listed = request(address, get(&account, "/Users")).await.unwrap();
    assert!(listed.contains("a@acme.test"), "{listed}");

    let mut admin = UnixStream::connect(world.daemon.admin_socket())
        .await
        .unwrap();
    admin
        .write_all(b"GET /v1/status HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n")
        .await
        .unwrap();
    let mut status = String::new();
    admin.read_to_string(&mut status).await.unwrap();
    assert!(status.starts_with("HTTP/1.1 200"), "{status}");
    assert!(status.contains("\"problems\":[]"), "{status}");
}

#[tokio::test]
async fn status_shows_every_actor() {
    let world = World::start().await;
    let account = world.account("acme").await;
    world.create_user(&account, "a@acme.test").await.unwrap();
    let status = world.daemon.status().await.unwrap();

    let names = |actors: &serde_json::Value| -> Vec<String> {
        let name = |child: &serde_json::Value| child["name"].as_str().unwrap().to_owned();
        actors.as_array().unwrap().iter().map(name).collect()
    };
    assert_eq!(
        names(&status["actors"]),
        ["tenants", "wake-up", "listeners"]
    );
    let tenant = &status["tenants"]["shown"][0];
    assert_eq!(tenant["id"], *account.tenant);
    assert_eq!(
        names(&tenant["actors"]),
        ["token", "directory", "group mapping", "scheduler"]
    );
    assert_eq!(tenant["directory"]["admitted"], 1);
    assert_eq!(tenant["group_mapping"]["groups"], 0);
    assert_eq!(status["store"]["writable"], true);
    assert_eq!(status["listeners"]["sockets"].as_array().unwrap().len(), 2);
    assert_eq!(status["generation"], 1);
}

#[tokio::test]
async fn what_was_acknowledged_outlives_the_daemon() {
    let folder = TempDir::new().unwrap();
    let first = Daemon::start(settings_in(&folder), Arc::new(System))
        .await
        .unwrap();
    let (account, id) = {
        let world = World::around(first);
        let account = world.account("acme").await;
        let id = world.create_user(&account, "a@acme.test").await.unwrap();
        world.daemon.drain(LIMIT).await;
        (account, id)
    };
    let second = Daemon::start(settings_in(&folder), Arc::new(System))
        .await
        .unwrap();
    let world = World::around(second);
    let user = world.read(&account, ResourceKind::User, &id).await.unwrap();
    assert_eq!(user["userName"], "a@acme.test");
}

#[tokio::test]
async fn a_drain_answers_what_is_under_way_and_then_nobody_gets_in() {
    let gate = Arc::new(Gate::default());
    let world = Arc::new(World::start_over(Arc::clone(&gate) as _, |_| {}).await);
    let account = world.account("acme").await;
    let address = address(&world.daemon);

    gate.shut();
    let call = tokio::spawn(request(address, post_user(&account, "a@acme.test")));
    let visit = world.session(&account).await.visit;
    eventually(|| async { visit.directory.inspect(LIMIT).await.unwrap().admitted == 1 }).await;
    drop(visit);
    let drain = tokio::spawn({
        let world = Arc::clone(&world);
        async move { world.daemon.drain(LIMIT).await }
    });
    eventually(|| async { TcpStream::connect(address).await.is_err() }).await;
    gate.open();

    let drained = drain.await.unwrap();
    assert_eq!(
        drained,
        Drained {
            connections_cut: 0,
            tenants_drained: true
        }
    );
    let answer = call.await.unwrap().unwrap();
    assert!(answer.starts_with("HTTP/1.1 201"), "{answer}");
}

#[tokio::test]
async fn a_drain_ends_what_does_not_end_by_itself() {
    let world = World::start().await;
    let mut idle = TcpStream::connect(address(&world.daemon)).await.unwrap();
    idle.write_all(b"GET /scim/v2/Users HTTP/1.1\r\n")
        .await
        .unwrap();
    eventually(|| async {
        let status = world.daemon.status().await.unwrap();
        status["listeners"]["connections"] == 1
    })
    .await;
    let drained = world.daemon.drain(Duration::from_millis(200)).await;
    assert!(drained.connections_cut <= 1);
    let mut rest = Vec::new();
    // Closed or reset, but over.
    drop(idle.read_to_end(&mut rest).await);
}

#[tokio::test]
async fn health_is_an_answer_of_the_root_and_of_the_writer() {
    let gate = Arc::new(Gate::default());
    let world = World::start_over(Arc::clone(&gate) as _, |_| {}).await;
    world.daemon.health(LIMIT).await.unwrap();

    let account = world.account("acme").await;
    gate.shut();
    let session = world.session(&account).await;
    let write = world.create_user_in(&session, "a@acme.test");
    let health = async {
        tokio::time::sleep(Duration::from_millis(50)).await;
        let stuck = world.daemon.health(Duration::from_millis(200)).await;
        gate.open();
        stuck
    };
    let (written, stuck) = tokio::join!(write, health);
    written.unwrap();
    assert!(matches!(stuck, Err(Unhealthy::Store(_))), "{stuck:?}");
    world.daemon.health(LIMIT).await.unwrap();
}

#[tokio::test]
async fn a_paused_daemon_takes_no_new_connections_and_goes_on_afterwards() {
    let world = World::start().await;
    let account = world.account("acme").await;
    let address = address(&world.daemon);
    world.daemon.pause(true);
    eventually(|| async { world.daemon.status().await.unwrap()["listeners"]["paused"] == true })
        .await;

    let waiting = tokio::spawn(request(address, get(&account, "/Users")));
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert!(!waiting.is_finished());
    world.daemon.pause(false);
    assert!(waiting.await.unwrap().unwrap().starts_with("HTTP/1.1 200"));
}

/// The settings in force, changed.
fn changed(world: &World, change: impl FnOnce(&mut Settings)) -> Settings {
    let mut settings = world.daemon.context().in_force.load().settings.clone();
    change(&mut settings);
    settings
}

fn tcp(address: SocketAddr) -> Listener {
    Listener::Tcp { address, tls: None }
}

#[tokio::test]
async fn a_reload_adds_and_removes_listeners_and_leaves_open_connections_alone() {
    let world = World::start().await;
    let account = world.account("acme").await;
    let old = address(&world.daemon);
    let mut kept_alive = TcpStream::connect(old).await.unwrap();

    let other = "127.0.0.2:0".parse().unwrap();
    let settings = changed(&world, |settings| settings.listeners.push(tcp(other)));
    assert_eq!(world.daemon.reload(settings).await.unwrap(), 2);
    let new = world.daemon.addresses()[1].address.unwrap();
    for address in [old, new] {
        let answer = request(address, get(&account, "/Users")).await.unwrap();
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    }

    let settings = changed(&world, |settings| {
        settings.listeners.remove(0);
    });
    assert_eq!(world.daemon.reload(settings).await.unwrap(), 3);
    eventually(|| async { TcpStream::connect(old).await.is_err() }).await;
    kept_alive
        .write_all(get(&account, "/Users").as_bytes())
        .await
        .unwrap();
    let mut answer = String::new();
    kept_alive.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
}

#[tokio::test]
async fn a_reload_gives_unix_sockets_a_new_mode_and_makes_those_again_whose_file_is_gone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("scim.sock");
    let socket = |mode| Listener::Unix {
        path: path.clone(),
        mode,
    };
    let world = World::start_with(|settings| settings.listeners = vec![socket(0o660)]).await;
    let admin = world.daemon.admin_socket();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o7777;

    let settings = changed(&world, |settings| settings.listeners = vec![socket(0o600)]);
    world.daemon.reload(settings.clone()).await.unwrap();
    assert_eq!(mode(&path), 0o600);
    let mut kept_alive = UnixStream::connect(&path).await.unwrap();

    fs::remove_file(&path).unwrap();
    fs::remove_file(&admin).unwrap();
    world.daemon.reload(settings.clone()).await.unwrap();
    assert_eq!(mode(&path), 0o600);
    for socket in [&path, &admin] {
        eventually(|| async { UnixStream::connect(socket).await.is_ok() }).await;
    }
    let question = b"GET /scim/v2/Schemas HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n";
    kept_alive.write_all(question).await.unwrap();
    let mut answer = String::new();
    kept_alive.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");

    // Somebody else's file is left alone, and said to be there.
    fs::remove_file(&path).unwrap();
    fs::write(&path, "precious").unwrap();
    let refused = world.daemon.reload(settings).await.unwrap_err();
    assert!(matches!(refused, ReloadError::Bind(_)), "{refused}");
    assert_eq!(fs::read_to_string(&path).unwrap(), "precious");
}

#[tokio::test]
async fn a_reload_that_cannot_bind_changes_nothing() {
    let world = World::start().await;
    let account = world.account("acme").await;
    let taken = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let settings = changed(&world, |settings| {
        settings.listeners.push(tcp(taken.local_addr().unwrap()));
        settings.limits.page_max = 1;
    });
    let refused = world.daemon.reload(settings).await.unwrap_err();
    assert!(matches!(refused, ReloadError::Bind(_)), "{refused}");
    assert_eq!(world.daemon.generation(), 1);
    let answer = request(address(&world.daemon), get(&account, "/Users")).await;
    assert!(answer.unwrap().starts_with("HTTP/1.1 200"));
}

#[tokio::test]
async fn a_reload_of_what_needs_a_restart_is_refused_by_name() {
    let world = World::start().await;
    let settings = changed(&world, |settings| settings.store.batch += 1);
    let refused = world.daemon.reload(settings).await.unwrap_err();
    assert_eq!(
        refused.to_string(),
        "a restart is needed to change store.batch"
    );
}

#[tokio::test]
async fn new_limits_apply_without_a_restart() {
    let world = World::start().await;
    let account = world.account("acme").await;
    let settings = changed(&world, |settings| {
        settings.rates.enabled = true;
        settings.rates.tenant = settings::Rate {
            per_second: 1,
            burst: 2,
        };
    });
    world.daemon.reload(settings).await.unwrap();
    let address = address(&world.daemon);
    let mut limited = None;
    for _ in 0..5 {
        let answer = request(address, get(&account, "/Users")).await.unwrap();
        if answer.starts_with("HTTP/1.1 429") {
            limited = Some(answer);
        }
    }
    assert!(
        limited
            .unwrap()
            .to_lowercase()
            .contains("retry-after: 1\r\n")
    );
}

#[tokio::test]
async fn the_listeners_actor_may_die_and_connections_do_not_notice() {
    let world = World::start().await;
    let account = world.account("acme").await;
    let address = address(&world.daemon);
    let mut open = TcpStream::connect(address).await.unwrap();
    eventually(|| async { world.daemon.status().await.unwrap()["listeners"]["connections"] == 1 })
        .await;

    // The last child that was started.
    let children = world.daemon.root_actor().get_cell().get_children();
    let listeners = children
        .iter()
        .max_by_key(|child| child.get_id().pid())
        .unwrap();
    listeners.kill();

    open.write_all(get(&account, "/Users").as_bytes())
        .await
        .unwrap();
    let mut answer = String::new();
    open.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    eventually(|| async {
        let answer = request(address, get(&account, "/Users")).await;
        answer.is_ok_and(|answer| answer.starts_with("HTTP/1.1 200"))
    })
    .await;
}

#[tokio::test]
async fn one_address_cannot_take_all_connections() {
    let world = World::start_with(|settings| settings.limits.connections_per_address = 2).await;
    let account = world.account("acme").await;
    let address = address(&world.daemon);
    let _held = [
        TcpStream::connect(address).await.unwrap(),
        TcpStream::connect(address).await.unwrap(),
    ];
    eventually(|| async { world.daemon.status().await.unwrap()["listeners"]["connections"] == 2 })
        .await;
    let turned_away = request(address, get(&account, "/Users")).await;
    assert!(turned_away.is_err() || turned_away.is_ok_and(|answer| answer.is_empty()));
    let status = world.daemon.status().await.unwrap();
    assert_eq!(status["listeners"]["turned_away"], 1);
}
