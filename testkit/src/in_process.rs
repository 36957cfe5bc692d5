//! A whole daemon inside of the test: real tree, real HTTP on a loopback port, its store in memory.

use std::{sync::Arc, time::Duration};

use actors::{Daemon, clock::System};
use rosterd_http::admin::{Admin, Administration as _, NewTenant, NewToken};
use settings::Settings;
use store::{
    engine::memory::MemoryEngine,
    writer::{Store, WriterOptions},
};
use tempfile::TempDir;

use crate::Client;

/// What a slow machine may need, so that no test is about time.
const LONG: Duration = Duration::from_mins(5);

/// A running daemon without rate limits. [`Self::end`] it, or it stays until the runtime ends.
#[derive(Debug)]
pub struct InProcess {
    daemon: Daemon,
    /// Holds the admin socket.
    _folder: TempDir,
}

impl InProcess {
    /// Starts one on an empty store.
    pub async fn start() -> Self {
        let folder = TempDir::new().expect("a temporary directory");
        let mut settings = Settings::default();
        settings.listeners = vec![settings::Listener::Tcp {
            address: "127.0.0.1:0".parse().expect("an address"),
            tls: None,
        }];
        settings.admin.socket = folder.path().join("admin.sock");
        settings.rates.enabled = false;
        settings.limits.request = LONG;
        settings.limits.body = LONG;
        let options = WriterOptions {
            batch: settings.store.batch,
            queue: settings.store.queue,
        };
        let store = Store::start(Arc::new(MemoryEngine::new()), options).expect("a store");
        let daemon = Daemon::start_over(store, settings, Arc::new(System))
            .await
            .expect("a daemon");
        Self {
            daemon,
            _folder: folder,
        }
    }

    /// Makes a tenant, and a client with a token of it.
    pub async fn tenant(&self, tenant: NewTenant) -> Client {
        let by = Admin {
            user: None,
            request_id: "test".to_owned(),
        };
        let admin = self.daemon.administration();
        let tenant = admin.create_tenant(&by, tenant).await.expect("a tenant");
        let token = admin
            .create_token(&by, &tenant.id, NewToken::named("test"))
            .await
            .expect("a token");
        let endpoint = self.daemon.addresses().into_iter().next();
        let base_url = format!("{}/scim/v2", endpoint.expect("a listener").text);
        Client::new(&base_url, &token.token.expect("a bearer token"))
    }

    /// Ends it, and waits for that.
    pub async fn end(self) {
        self.daemon.drain(Duration::from_secs(1)).await;
    }
}
