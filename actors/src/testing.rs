//! A whole daemon in a test: real store, real tree, calls as `rosterd_http` makes them.

mod gate;

use std::{net::IpAddr, sync::Arc};

use jiff::Timestamp;
use rosterd_http::{
    admin::{
        Admin, Administration, ListQuery, MemberFilter, NewTenant, NewToken, Problem,
        SettingsChange, TokenCreated,
    },
    provider::{Body, Document, Failure, Listing, Provider, Query, RequestFacts, View},
};
use scim::{
    Leniency, Resource, ResourceKind, filter,
    page::{Page, Start},
    patch::PatchRequest,
    projection::Projection,
};
use serde_json::{Value, json};
use settings::Settings;
use store::{
    engine::{Engine, memory::MemoryEngine},
    writer::{Store, WriterOptions},
};
use tempfile::TempDir;

pub(crate) use gate::Gate;

use crate::{
    app::Daemon,
    clock::{Clock, Virtual},
    provider::{ScimProvider, TenantSession},
};

pub(crate) const BASE_URL: &str = "https://host/scim/v2";

/// The daemon and what a test needs to talk to it.
pub(crate) struct World {
    pub(crate) daemon: Daemon,
    pub(crate) provider: Arc<ScimProvider>,
    pub(crate) clock: Arc<Virtual>,
    /// Holds the sockets.
    _folder: Option<TempDir>,
}

/// A tenant and a token of it.
#[derive(Debug, Clone)]
pub(crate) struct Account {
    pub(crate) tenant: String,
    pub(crate) token: String,
    pub(crate) token_id: String,
}

impl World {
    pub(crate) async fn start() -> Self {
        Self::start_with(|_| {}).await
    }

    pub(crate) async fn start_with(change: impl FnOnce(&mut Settings)) -> Self {
        Self::start_over(Arc::new(MemoryEngine::new()), change).await
    }

    pub(crate) async fn start_over(
        engine: Arc<dyn Engine>,
        change: impl FnOnce(&mut Settings),
    ) -> Self {
        let folder = TempDir::new().unwrap();
        let mut settings = settings_in(&folder);
        change(&mut settings);
        let options = WriterOptions {
            batch: settings.store.batch,
            queue: settings.store.queue,
        };
        let store = Store::start(engine, options).unwrap();
        let clock = Arc::new(Virtual::at("2026-01-01T00:00:00Z".parse().unwrap()));
        let daemon = Daemon::start_over(store, settings, Arc::clone(&clock) as Arc<dyn Clock>)
            .await
            .unwrap();
        Self {
            provider: provider_of(&daemon),
            daemon,
            clock,
            _folder: Some(folder),
        }
    }

    /// Around a daemon that has a clock of its own.
    pub(crate) fn around(daemon: Daemon) -> Self {
        Self {
            provider: provider_of(&daemon),
            clock: Arc::new(Virtual::at(daemon.context().now())),
            daemon,
            _folder: None,
        }
    }

    /// A tenant with single sign-on, and a token.
    pub(crate) async fn account(&self, name: &str) -> Account {
        let new = NewTenant {
            name: name.to_owned(),
            sso: Some("saml".to_owned()),
            ..NewTenant::default()
        };
        let admin = self.daemon.administration();
        let tenant = admin.create_tenant(&operator(), new).await.unwrap();
        let created = self.new_token(&tenant.id).await.unwrap();
        Account {
            tenant: tenant.id,
            token: created.token.unwrap(),
            token_id: created.id,
        }
    }

    /// Changes settings by their names.
    pub(crate) async fn set(&self, account: &Account, settings: Value) {
        let Value::Object(settings) = settings else {
            panic!("settings are an object")
        };
        let change = SettingsChange {
            settings,
            ..SettingsChange::default()
        };
        let admin = self.daemon.administration();
        admin
            .change_settings(&operator(), &account.tenant, change)
            .await
            .unwrap();
    }

    pub(crate) async fn new_token(&self, tenant: &str) -> Result<TokenCreated, Problem> {
        let new = NewToken::named("Entra ID");
        let admin = self.daemon.administration();
        admin.create_token(&operator(), tenant, new).await
    }

    pub(crate) async fn revoke(&self, account: &Account) {
        let admin = self.daemon.administration();
        admin
            .revoke_token(&operator(), &account.tenant, &account.token_id)
            .await
            .unwrap();
    }

    pub(crate) async fn open(&self, authorization: &str) -> Result<TenantSession, Failure> {
        self.open_as(authorization, None).await
    }

    pub(crate) async fn open_from(
        &self,
        authorization: &str,
        address: &str,
    ) -> Result<TenantSession, Failure> {
        let address = address.parse().unwrap();
        self.open_as(authorization, Some(address)).await
    }

    async fn open_as(
        &self,
        authorization: &str,
        address: Option<IpAddr>,
    ) -> Result<TenantSession, Failure> {
        let facts = RequestFacts {
            request_id: "test".to_owned(),
            client: Some("Okta SCIM Client 1.0.0".to_owned()),
            address,
            operation: "GET /Users",
        };
        self.provider
            .open(Some(authorization.as_bytes()), facts)
            .await
    }

    pub(crate) async fn session(&self, account: &Account) -> TenantSession {
        self.open(&format!("Bearer {}", account.token))
            .await
            .unwrap()
    }

    pub(crate) async fn create_user(
        &self,
        account: &Account,
        user_name: &str,
    ) -> Result<String, Failure> {
        let session = self.session(account).await;
        self.create_user_in(&session, user_name).await
    }

    pub(crate) async fn create_user_in(
        &self,
        session: &TenantSession,
        user_name: &str,
    ) -> Result<String, Failure> {
        let body = json!({"userName": user_name, "active": true});
        self.create(session, ResourceKind::User, body).await
    }

    pub(crate) async fn create(
        &self,
        session: &TenantSession,
        kind: ResourceKind,
        body: Value,
    ) -> Result<String, Failure> {
        let incoming = Resource::from_client(body, session.schema(kind)?, Leniency::lenient())
            .map_err(Failure::Scim)?;
        let view = view(None);
        let created = self.provider.create(session, kind, incoming, &view).await;
        created.map(|document| document.id)
    }

    pub(crate) async fn patch_user(
        &self,
        session: &TenantSession,
        id: &str,
        operations: Value,
    ) -> Result<Value, Failure> {
        let body = json!({
            "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
            "Operations": operations,
        });
        let request =
            PatchRequest::parse(body, id, scim::schema::user(), Leniency::lenient()).unwrap();
        let patched = self
            .provider
            .patch(
                session,
                ResourceKind::User,
                id,
                request,
                None,
                &view(None),
                true,
            )
            .await?;
        Ok(parse(patched).await)
    }

    pub(crate) async fn delete_user(&self, account: &Account, id: &str) -> Result<(), Failure> {
        let session = self.session(account).await;
        self.provider
            .delete(&session, ResourceKind::User, id, None)
            .await
    }

    pub(crate) async fn read(
        &self,
        account: &Account,
        kind: ResourceKind,
        id: &str,
    ) -> Result<Value, Failure> {
        let session = self.session(account).await;
        let document = self.provider.read(&session, kind, id, &view(None)).await?;
        Ok(parse(document).await)
    }

    pub(crate) async fn list(
        &self,
        account: &Account,
        filter: Option<&str>,
        start_index: u64,
        count: u64,
    ) -> Result<Listing, Failure> {
        self.page(account, filter, Start::Index(start_index), count)
            .await
    }

    pub(crate) async fn page(
        &self,
        account: &Account,
        filter: Option<&str>,
        start: Start,
        count: u64,
    ) -> Result<Listing, Failure> {
        let session = self.session(account).await;
        let query = Query {
            filter: filter.map(|text| filter::parse(text, Leniency::lenient()).unwrap()),
            sort: None,
            page: Page {
                start,
                count: Some(count),
            },
            view: view(None),
        };
        self.provider
            .list(&session, Some(ResourceKind::User), query)
            .await
    }

    /// The tenant's history, oldest first.
    pub(crate) async fn activity(&self, account: &Account) -> Vec<Value> {
        let query = ListQuery {
            after: None,
            limit: 1000,
            descending: false,
        };
        let admin = self.daemon.administration();
        admin
            .activity(&account.tenant, query.into())
            .await
            .unwrap()
            .items
    }

    /// The state of the tenant's only member.
    pub(crate) async fn member_state(&self, account: &Account) -> String {
        let query = ListQuery {
            after: None,
            limit: 10,
            descending: false,
        };
        let admin = self.daemon.administration();
        let members = admin
            .members(&account.tenant, query, MemberFilter::default())
            .await
            .unwrap();
        members.items[0].state.clone()
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.clock.now()
    }
}

fn provider_of(daemon: &Daemon) -> Arc<ScimProvider> {
    let (context, tenants) = (daemon.context().clone(), daemon.tenants().clone());
    Arc::new(ScimProvider::new(context, tenants, Arc::default()))
}

pub(crate) fn settings_in(folder: &TempDir) -> Settings {
    let mut settings = Settings::default();
    settings.listeners = vec![settings::Listener::Tcp {
        address: "127.0.0.1:0".parse().unwrap(),
        tls: None,
    }];
    settings.admin.socket = folder.path().join("admin.sock");
    settings.store.path = folder.path().join("store");
    settings.rates.enabled = false;
    settings
}

pub(crate) fn operator() -> Admin {
    Admin {
        user: Some(0),
        request_id: "test".to_owned(),
    }
}

pub(crate) fn view(attributes: Option<&str>) -> View {
    View {
        base_url: BASE_URL.to_owned(),
        projection: Projection::parse(attributes, None).unwrap(),
    }
}

pub(crate) async fn parse(document: Document) -> Value {
    use futures_util::TryStreamExt;
    let text = match document.body {
        Body::Omitted => panic!("no body was asked for"),
        Body::Whole(text) => text.to_vec(),
        Body::Stream(chunks) => chunks.try_collect::<Vec<_>>().await.unwrap().concat(),
    };
    serde_json::from_slice(&text).unwrap()
}

/// Waits on a condition, for as long as a slow machine may need.
pub(crate) async fn eventually<F: Future<Output = bool>>(mut condition: impl FnMut() -> F) {
    for _ in 0..2_000 {
        if condition().await {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
    panic!("it never happened");
}
