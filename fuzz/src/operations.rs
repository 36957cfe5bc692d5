//! Whole operations: requests to a daemon in this process, each input with a tenant of its own.

mod answers;
mod script;

use std::cell::RefCell;

use http::{HeaderName, HeaderValue, Method, StatusCode, uri::PathAndQuery};
use testkit::{Answer, Client, InProcess, NewTenant};
use tokio::runtime::{Builder, Runtime};

use script::{Request, Script, filled};

/// Tenants until the daemon is replaced by a fresh one, so that memory says something: what grows
/// beyond that is not data.
const TENANTS: usize = 128;

struct World {
    runtime: Runtime,
    daemon: Option<(InProcess, usize)>,
}

thread_local! {
    static WORLD: RefCell<World> = RefCell::new(World {
        // One thread, so that the same bytes take the same way.
        runtime: Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("a runtime"),
        daemon: None,
    });
}

/// No answer is the server's fault, each is as the RFC wants one of its status to be, a PUT or
/// DELETE that is sent twice does nothing more, and in the end every list agrees with the single
/// resources.
pub fn check(bytes: &[u8]) {
    let Ok(text) = str::from_utf8(bytes) else {
        return;
    };
    let script = Script::parse(text);
    if script.requests.is_empty() {
        return;
    }
    WORLD.with_borrow_mut(|world| {
        let World { runtime, daemon } = world;
        runtime.block_on(async {
            let (running, tenants) = match daemon.take() {
                Some((old, TENANTS)) => {
                    old.end().await;
                    (InProcess::start().await, 0)
                }
                Some(running) => running,
                None => (InProcess::start().await, 0),
            };
            play(&running, tenants, &script).await;
            *daemon = Some((running, tenants + 1));
        });
    });
}

async fn play(daemon: &InProcess, tenants: usize, script: &Script<'_>) {
    let word = |switch: &str| script.has(switch).then(|| switch.to_owned());
    let client = daemon
        .tenant(NewTenant {
            name: format!("fuzz {tenants}"),
            sso: Some("saml".to_owned()),
            strict: Some(script.has("strict")),
            group_names: word("shared"),
            replace: word("keep"),
            unknown_members: word("fail"),
            ..NewTenant::default()
        })
        .await;
    let mut ids = Vec::new();
    for request in &script.requests {
        let Some(answer) = send(&client, request, &ids).await else {
            continue;
        };
        answers::check(&answer, request);
        if answer.status == StatusCode::CREATED {
            ids.push(answer.id());
        }
        if answer.status.is_success() {
            again(&client, request, &ids, &answer).await;
        }
    }
    answers::check_lists(&client).await;
}

/// `None` for what HTTP can't carry.
async fn send(client: &Client, request: &Request<'_>, ids: &[String]) -> Option<Answer> {
    let method = Method::from_bytes(request.method.as_bytes()).ok()?;
    let path = filled(request.path, ids);
    if method == Method::CONNECT || !path.starts_with('/') || path.parse::<PathAndQuery>().is_err()
    {
        return None;
    }
    let headers = request
        .headers
        .iter()
        .map(|(name, value)| (*name, filled(value, ids)))
        .filter(|(name, value)| {
            HeaderName::try_from(*name).is_ok() && HeaderValue::try_from(value).is_ok()
        })
        .collect::<Vec<_>>();
    let headers: Vec<_> = headers
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    let body = request.body.map(|body| filled(body, ids));
    let answer = client.try_send(method, &path, &headers, body).await;
    Some(answer.unwrap_or_else(|| panic!("{request:?}: no answer")))
}

/// A client that did not hear the answer repeats itself.
async fn again(client: &Client, request: &Request<'_>, ids: &[String], first: &Answer) {
    let conditional = request
        .headers
        .iter()
        .any(|(name, _)| name.starts_with("if-"));
    let second = match request.method {
        "PUT" | "DELETE" if !conditional => send(client, request, ids).await,
        _ => return,
    };
    let Some(second) = second else { return };
    answers::check(&second, request);
    if request.method == "DELETE" {
        assert_eq!(second.status, StatusCode::NOT_FOUND, "{request:?} again");
    } else {
        assert_eq!(second.status, first.status, "{request:?} again");
        assert_eq!(second.body, first.body, "{request:?} again");
    }
}
