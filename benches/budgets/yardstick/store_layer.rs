//! The store without HTTP and actors: the same operations, straight into its queue. It is also how
//! a directory is loaded, because it is the fastest way to the same rows.

mod saturate;

use std::{
    path::Path,
    sync::{Arc, atomic::AtomicU64},
};

use roster::{GraceDays, MemberId, Practice, SingleSignOn, Tenant, TenantId, TenantKind};
use scim::{
    Leniency,
    resource::Resource,
    schema::{self, Catalog},
};
use settings::Settings;
use store::{
    operation::{Call, Seed, tenant::CreateTenant, user::CreateUser},
    record::activity::Source,
    writer::Store,
};

use self::saturate::saturate;
use crate::{
    Fallible,
    load::{Bounds, Report},
    people,
};

/// A data directory, opened without a daemon.
#[derive(Debug, Clone)]
pub(crate) struct StoreLayer {
    store: Store,
    tenant: TenantId,
    token: String,
    next: Arc<AtomicU64>,
}

impl StoreLayer {
    /// Opens a directory that a daemon has prepared and left. Creates will be numbered from
    /// `first`, and are made in the name of a token by its public id, so that the store checks it.
    pub(crate) fn open(
        directory: &Path,
        tenant: &str,
        token: &str,
        first: u64,
        batch: usize,
    ) -> Fallible<Self> {
        let mut settings = Settings::default().store;
        directory.clone_into(&mut settings.path);
        settings.batch = batch;
        Ok(Self {
            store: Store::open(&settings)?,
            tenant: tenant.parse()?,
            token: token.to_owned(),
            next: Arc::new(AtomicU64::new(first)),
        })
    }

    /// Creates people: each submitter waits for its last one to be durable before the next.
    pub(crate) async fn create(&self, submitters: usize, bounds: Bounds) -> Fallible<Report> {
        saturate(self, submitters, bounds, Self::user).await
    }

    /// Creates tenants that nobody uses.
    pub(crate) async fn create_tenants(
        &self,
        submitters: usize,
        bounds: Bounds,
    ) -> Fallible<Report> {
        saturate(self, submitters, bounds, |_, number| Ok(sleeper(number))).await
    }

    fn user(&self, number: u64) -> Fallible<(TenantId, CreateUser)> {
        let create = CreateUser {
            call: Call {
                tenant: self.tenant,
                catalog: Catalog::standard(),
                source: Source::token(&self.token, "Demo", None),
                request_id: number.to_string(),
                now: people::now(number),
                log_unchanged: true,
                seed: seed(number),
            },
            id: people::id(number),
            new_member: MemberId(people::member_id(number)),
            incoming: Resource::from_client(
                people::body(number),
                schema::user(),
                Leniency::lenient(),
            )?,
        };
        Ok((self.tenant, create))
    }
}

/// A tenant whom nobody calls.
fn sleeper(number: u64) -> (TenantId, CreateTenant) {
    let tenant = Tenant {
        id: TenantId(people::id(number)),
        name: format!("Sleeper {number}"),
        kind: TenantKind::School,
        sso: SingleSignOn::Saml,
        grace_days: GraceDays::DEFAULT,
        strict: false,
        practice: Practice::default(),
        settings: roster::Settings::default(),
        declarations: 0,
        created_at: people::now(number),
    };
    let call = Call {
        tenant: tenant.id,
        catalog: Catalog::standard(),
        source: Source::app(),
        request_id: number.to_string(),
        now: people::now(number),
        log_unchanged: true,
        seed: seed(number),
    };
    (tenant.id, CreateTenant { call, tenant })
}

/// Another one for each call.
fn seed(number: u64) -> Seed {
    let mut random = [0; 32];
    if let Some(start) = random.first_chunk_mut() {
        *start = number.to_be_bytes();
    }
    Seed::new(random)
}
