//! The operator's calls, answered by the tree: the other side of
//! `rosterd_http::admin::Administration`.
//!
//! Reads take a snapshot; changes go to the actors of the tenant they concern.

mod activity;
mod disconnect;
mod drift;
mod explain;
mod feed;
mod import;
mod mapping;
mod member;
mod notice;
mod plan;
mod problem;
mod provenance;
mod removal;
mod schema;
mod setting;
mod status;
mod tenant;
mod token;
mod view;
mod warning;

use std::{sync::Arc, time::Duration};

use roster::{Tenant, TenantId};
use rosterd_http::admin::{
    ActivityQuery, Admin, Administration, ApplyPlan, DisconnectRequest, DriftRequest, DriftView,
    ErasedView, Erasure, EvaluationView, ExplainView, GroupView, HoldView, ImportView, ListQuery,
    MappingView, MemberAct, MemberChange, MemberFilter, MemberView, NewClaims, NewImport,
    NewMapping, NewMember, NewSchema, NewTenant, NewToken, NoticeView, PageOf, PlanView,
    PreviewView, Problem, ProvenanceView, ResourceTypeView, SchemaView, SettingsChange,
    SettingsView, SignInView, StateView, TenantChange, TenantView, TokenCreated, TokenView,
    UndoRequest, UndoView, VerifiedView,
};
use scim::schema::Catalog;
use store::{
    engine::Snapshot, error::EngineError, operation::Call, reader, record::activity::Source,
};

use tokio::sync::Semaphore;

use crate::{
    context::Context, listeners::ListenersHandle, rates::AddressRates, root::RootHandle,
    tenant::Visit, tenants::TenantsHandle, wake_up::WakeUpHandle,
};
use problem::{broken, no_such, unreadable};

pub(crate) use feed::{Deliveries, MOST_WAITING};

/// Answers the operator.
#[derive(Debug)]
pub(crate) struct TreeAdministration {
    pub(crate) context: Context,
    pub(crate) root: RootHandle,
    pub(crate) listeners: ListenersHandle,
    pub(crate) tenants: TenantsHandle,
    pub(crate) wake_up: WakeUpHandle,
    pub(crate) addresses: Arc<AddressRates>,
    pub(crate) started_at: tokio::time::Instant,
    pub(crate) deliveries: Deliveries,
    pub(crate) places_to_wait: Arc<Semaphore>,
}

impl Administration for TreeAdministration {
    async fn status(&self) -> Result<serde_json::Value, Problem> {
        serde_json::to_value(self.inspect().await).map_err(|error| broken(&error))
    }

    async fn create_tenant(&self, by: &Admin, tenant: NewTenant) -> Result<TenantView, Problem> {
        self.make_tenant(by, tenant).await
    }

    async fn change_tenant(
        &self,
        by: &Admin,
        tenant: &str,
        change: TenantChange,
    ) -> Result<TenantView, Problem> {
        self.alter_tenant(by, tenant, change).await
    }

    async fn tenant(&self, tenant: &str) -> Result<TenantView, Problem> {
        let snapshot = self.snapshot()?;
        let tenant = find(&*snapshot, tenant)?;
        self.tenant_view(&*snapshot, &tenant)
    }

    async fn tenants(&self, query: ListQuery) -> Result<PageOf<TenantView>, Problem> {
        let snapshot = self.snapshot()?;
        let after = query.after.as_deref().map(view::cursor).transpose()?;
        let tenants =
            reader::tenant::list(&*snapshot, after, query.limit).map_err(|e| unreadable(&e))?;
        let next = view::next(&tenants, query.limit, |tenant| tenant.id.to_string());
        let items = tenants
            .iter()
            .map(|tenant| self.tenant_view(&*snapshot, tenant))
            .collect::<Result<_, _>>()?;
        Ok(PageOf { items, next })
    }

    async fn create_token(
        &self,
        by: &Admin,
        tenant: &str,
        token: NewToken,
    ) -> Result<TokenCreated, Problem> {
        self.make_token(by, tenant, token).await
    }

    async fn tokens(&self, tenant: &str) -> Result<PageOf<TokenView>, Problem> {
        self.list_tokens(tenant)
    }

    async fn revoke_token(
        &self,
        by: &Admin,
        tenant: &str,
        token: &str,
    ) -> Result<TokenView, Problem> {
        self.end_token(by, tenant, token).await
    }

    async fn add_member(
        &self,
        by: &Admin,
        tenant: &str,
        member: NewMember,
    ) -> Result<MemberView, Problem> {
        self.make_member(by, tenant, member).await
    }

    async fn import_members(
        &self,
        by: &Admin,
        tenant: &str,
        import: NewImport,
    ) -> Result<ImportView, Problem> {
        self.import_part(by, tenant, import).await
    }

    async fn member(&self, tenant: &str, member: &str) -> Result<MemberView, Problem> {
        self.one_member(tenant, member)
    }

    async fn provenance(&self, tenant: &str, member: &str) -> Result<ProvenanceView, Problem> {
        self.trace(tenant, member).await
    }

    async fn change_member(
        &self,
        by: &Admin,
        tenant: &str,
        member: &str,
        change: MemberChange,
    ) -> Result<MemberView, Problem> {
        self.edit_member(by, tenant, member, change).await
    }

    async fn act_on_member(
        &self,
        by: &Admin,
        tenant: &str,
        member: &str,
        act: MemberAct,
    ) -> Result<MemberView, Problem> {
        self.act(by, tenant, member, act).await
    }

    async fn pending(&self, tenant: &str, query: ListQuery) -> Result<PageOf<MemberView>, Problem> {
        self.list_pending(tenant, &query)
    }

    async fn undo(
        &self,
        by: &Admin,
        tenant: &str,
        request: UndoRequest,
    ) -> Result<UndoView, Problem> {
        self.take_back(by, tenant, request).await
    }

    async fn holds(&self, tenant: &str, query: ListQuery) -> Result<PageOf<HoldView>, Problem> {
        self.list_holds(tenant, &query)
    }

    async fn decide_hold(
        &self,
        by: &Admin,
        tenant: &str,
        hold: &str,
        approve: bool,
    ) -> Result<HoldView, Problem> {
        self.end_hold(by, tenant, hold, approve).await
    }

    async fn settings(&self, tenant: &str) -> Result<SettingsView, Problem> {
        self.show_settings(tenant)
    }

    async fn change_settings(
        &self,
        by: &Admin,
        tenant: &str,
        change: SettingsChange,
    ) -> Result<SettingsView, Problem> {
        self.set(by, tenant, change).await
    }

    async fn plan(&self, tenant: &str) -> Result<PlanView, Problem> {
        self.show_plan(tenant).await
    }

    async fn apply_plan(
        &self,
        by: &Admin,
        tenant: &str,
        plan: ApplyPlan,
    ) -> Result<SettingsView, Problem> {
        self.go_live(by, tenant, &plan).await
    }

    async fn state(&self, tenant: &str) -> Result<StateView, Problem> {
        self.show_state(tenant)
    }

    async fn disconnect(
        &self,
        by: &Admin,
        tenant: &str,
        request: DisconnectRequest,
    ) -> Result<StateView, Problem> {
        self.end_connection(by, tenant, &request).await
    }

    async fn explain(&self, tenant: &str, who: &str) -> Result<ExplainView, Problem> {
        self.why(tenant, who).await
    }

    async fn drift(&self, tenant: &str, request: DriftRequest) -> Result<DriftView, Problem> {
        self.compare(tenant, request).await
    }

    async fn sign_in_check(&self, tenant: &str, member: &str) -> Result<SignInView, Problem> {
        self.check_sign_in(tenant, member)
    }

    async fn schemas(&self, tenant: &str) -> Result<PageOf<SchemaView>, Problem> {
        self.list_schemas(tenant)
    }

    async fn declare_schema(
        &self,
        by: &Admin,
        tenant: &str,
        id: &str,
        schema: NewSchema,
    ) -> Result<SchemaView, Problem> {
        self.add_schema(by, tenant, id, schema).await
    }

    async fn withdraw_schema(
        &self,
        by: &Admin,
        tenant: &str,
        id: &str,
    ) -> Result<SchemaView, Problem> {
        self.remove_schema(by, tenant, id).await
    }

    async fn resource_types(&self, tenant: &str) -> Result<PageOf<ResourceTypeView>, Problem> {
        self.list_types(tenant)
    }

    async fn declare_resource_type(
        &self,
        by: &Admin,
        tenant: &str,
        name: &str,
        document: serde_json::Value,
    ) -> Result<ResourceTypeView, Problem> {
        self.add_type(by, tenant, name, document).await
    }

    async fn withdraw_resource_type(
        &self,
        by: &Admin,
        tenant: &str,
        name: &str,
    ) -> Result<ResourceTypeView, Problem> {
        self.remove_type(by, tenant, name).await
    }

    async fn members(
        &self,
        tenant: &str,
        query: ListQuery,
        filter: MemberFilter,
    ) -> Result<PageOf<MemberView>, Problem> {
        self.list_members(tenant, &query, &filter)
    }

    async fn groups(&self, tenant: &str, query: ListQuery) -> Result<PageOf<GroupView>, Problem> {
        let snapshot = self.snapshot()?;
        let tenant = find(&*snapshot, tenant)?;
        let after = query.after.as_deref().map(view::cursor).transpose()?;
        let rules =
            reader::mapping::rules(&*snapshot, &tenant).map_err(|error| unreadable(&error))?;
        let groups = reader::group::list(&*snapshot, tenant.id, after, query.limit)
            .map_err(|error| unreadable(&error))?;
        Ok(PageOf {
            next: view::next(&groups, query.limit, |(id, _)| id.to_string()),
            items: groups
                .into_iter()
                .map(|group| view::group(group, &rules))
                .collect(),
        })
    }

    async fn mapping(&self, tenant: &str) -> Result<MappingView, Problem> {
        self.mapping_table(tenant)
    }

    async fn replace_mapping(
        &self,
        by: &Admin,
        tenant: &str,
        mapping: NewMapping,
        expected: Option<u64>,
    ) -> Result<MappingView, Problem> {
        self.change_mapping(by, tenant, &mapping, expected).await
    }

    async fn preview_mapping(
        &self,
        tenant: &str,
        mapping: NewMapping,
    ) -> Result<PreviewView, Problem> {
        self.look_ahead(tenant, &mapping).await
    }

    async fn evaluate_mapping(
        &self,
        by: &Admin,
        tenant: &str,
        claims: NewClaims,
    ) -> Result<EvaluationView, Problem> {
        self.judge_claims(by, tenant, claims).await
    }

    async fn cancel_mapping(&self, by: &Admin, tenant: &str) -> Result<MappingView, Problem> {
        self.take_mapping_back(by, tenant).await
    }

    async fn activity(
        &self,
        tenant: &str,
        query: ActivityQuery,
    ) -> Result<PageOf<serde_json::Value>, Problem> {
        self.search_activity(tenant, query).await
    }

    async fn notices(&self, tenant: &str, query: ListQuery) -> Result<PageOf<NoticeView>, Problem> {
        self.list_notices(tenant, query).await
    }

    async fn erase_person(
        &self,
        by: &Admin,
        tenant: &str,
        erasure: Erasure,
    ) -> Result<ErasedView, Problem> {
        self.erase(by, tenant, &erasure.person).await
    }

    async fn verify_activity(&self, tenant: &str) -> Result<VerifiedView, Problem> {
        self.examine_activity(tenant).await
    }
}

impl TreeAdministration {
    fn snapshot(&self) -> Result<Box<dyn Snapshot>, Problem> {
        self.context
            .store
            .snapshot()
            .map_err(|error| unreadable(&error))
    }

    /// What is known of a tenant that is there.
    fn facts(&self, tenant: TenantId) -> Result<Tenant, Problem> {
        find(&*self.snapshot()?, &tenant.to_string())
    }

    /// Goes into the tenant of this id or name.
    async fn visit(&self, tenant: &str) -> Result<Visit, Problem> {
        let tenant = find(&*self.snapshot()?, tenant)?;
        self.tenants
            .visit(tenant.id)
            .await
            .map_err(|error| problem::busy(&error))
    }

    /// Who changes what, for an operation.
    fn call(&self, by: &Admin, tenant: TenantId) -> Call {
        let name = match by.user {
            Some(user) => format!("uid {user}"),
            None => "admin".to_owned(),
        };
        Call {
            tenant,
            catalog: Catalog::standard(),
            source: Source::admin(&name),
            request_id: by.request_id.clone(),
            now: self.context.now(),
            log_unchanged: true,
            seed: self.context.seeds.next(),
        }
    }

    /// How long a change may take before the operator is told that its outcome is not known.
    fn limit(&self) -> Duration {
        self.context.in_force.load().settings.limits.request
    }
}

/// Reads where it holds nobody up.
async fn blocking<T: Send + 'static>(
    snapshot: Box<dyn Snapshot>,
    read: impl FnOnce(&dyn Snapshot) -> Result<T, EngineError> + Send + 'static,
) -> Result<T, Problem> {
    tokio::task::spawn_blocking(move || read(&*snapshot))
        .await
        .map_err(|error| broken(&error))?
        .map_err(|error| unreadable(&error))
}

fn find(snapshot: &dyn Snapshot, id_or_name: &str) -> Result<Tenant, Problem> {
    reader::tenant::find(snapshot, id_or_name)
        .map_err(|error| unreadable(&error))?
        .ok_or_else(|| no_such("tenant", id_or_name))
}
