//! The admin API on the unix socket: HTTP and JSON under `/v1`, problems as in RFC 9457. The CLI
//! is its client.
//!
//! Who may connect is the socket's file mode; nothing else is asked here.

mod activity;
mod api;
mod disconnect;
mod drift;
mod event;
mod explain;
mod group;
mod hold;
mod import;
mod input;
mod mapping;
mod member;
mod notice;
mod page;
mod plan;
mod problem;
mod provenance;
mod render;
mod route;
mod schema;
mod setting;
mod state;
mod tenant;
mod token;
mod undo;

use std::future::Future;

pub use activity::{ActivityQuery, BrokenView, ErasedView, Erasure, VerifiedView};
pub use api::AdminApi;
pub use disconnect::DisconnectRequest;
pub use drift::{AppMember, DriftRequest, DriftView, DriftedView};
pub use event::{
    AcknowledgedView, Calls, CauseView, EventQuery, EventView, Events, FeedView, ReceiptView,
    ReceiptsView, ReplayedView, SCHEMA, Snapshot, SnapshotView, Watched,
};
pub use explain::{ExplainView, StepView};
pub use group::GroupView;
pub use hold::HoldView;
pub use import::{ImportResult, ImportRow, ImportView, ImportedView, NewImport, RowError};
pub use mapping::{
    ApplyingView, ClaimedView, ClassView, EvaluationView, FromTo, MappedView, MappingView,
    NearView, NewClaims, NewMapping, PreviewView, PreviewedView, TotalView,
};
pub use member::{MemberAct, MemberChange, MemberFilter, MemberView, NewMember};
pub use notice::NoticeView;
pub use page::{ListQuery, PageOf};
pub use plan::{ApplyPlan, EffectView, PlanView, SeatsView};
pub use problem::Problem;
pub use provenance::{FieldView, LogBeginsView, MissingView, OriginView, ProvenanceView};
pub use schema::{Extends, NewSchema, ResourceTypeView, SchemaView};
pub use setting::{SettingView, SettingsChange, SettingsView};
pub use state::{SignInView, StateView};
pub use tenant::{NewTenant, TenantChange, TenantView};
pub use token::{Federation, NewToken, TokenCreated, TokenKind, TokenView};
pub use undo::{RefusedView, UndoRequest, UndoView};

/// Who acted on the admin socket.
#[derive(Debug, Clone)]
pub struct Admin {
    /// The unix peer's user id.
    pub user: Option<u32>,
    /// The client's `X-Request-Id` if it is sane, else one made here.
    pub request_id: String,
}

/// The operator's calls. A `tenant` argument is an id or a name.
pub trait Administration: Send + Sync + 'static {
    /// Free-form but documented: version, pid, `uptime_seconds`, generation, store, listeners,
    /// tenants, problems.
    fn status(&self) -> impl Future<Output = Result<serde_json::Value, Problem>> + Send;

    /// Makes a tenant.
    fn create_tenant(
        &self,
        by: &Admin,
        tenant: NewTenant,
    ) -> impl Future<Output = Result<TenantView, Problem>> + Send;

    /// Changes what is given and leaves the rest.
    fn change_tenant(
        &self,
        by: &Admin,
        tenant: &str,
        change: TenantChange,
    ) -> impl Future<Output = Result<TenantView, Problem>> + Send;

    /// One tenant.
    fn tenant(&self, tenant: &str) -> impl Future<Output = Result<TenantView, Problem>> + Send;

    /// All tenants, by id.
    fn tenants(
        &self,
        query: ListQuery,
    ) -> impl Future<Output = Result<PageOf<TenantView>, Problem>> + Send;

    /// Makes a token and shows its secret this once (R38).
    fn create_token(
        &self,
        by: &Admin,
        tenant: &str,
        token: NewToken,
    ) -> impl Future<Output = Result<TokenCreated, Problem>> + Send;

    /// All tokens of a tenant, revoked ones too.
    fn tokens(
        &self,
        tenant: &str,
    ) -> impl Future<Output = Result<PageOf<TokenView>, Problem>> + Send;

    /// Ends a token at once.
    fn revoke_token(
        &self,
        by: &Admin,
        tenant: &str,
        token: &str,
    ) -> impl Future<Output = Result<TokenView, Problem>> + Send;

    /// Adds a member that no directory manages.
    fn add_member(
        &self,
        by: &Admin,
        tenant: &str,
        member: NewMember,
    ) -> impl Future<Output = Result<MemberView, Problem>> + Send;

    /// Adds and describes members whom a file lists, or says what would become of them.
    fn import_members(
        &self,
        by: &Admin,
        tenant: &str,
        import: NewImport,
    ) -> impl Future<Output = Result<ImportView, Problem>> + Send;

    /// One member, by id or address.
    fn member(
        &self,
        tenant: &str,
        member: &str,
    ) -> impl Future<Output = Result<MemberView, Problem>> + Send;

    /// Who wrote each field of one member, by id or address (I7).
    fn provenance(
        &self,
        tenant: &str,
        member: &str,
    ) -> impl Future<Output = Result<ProvenanceView, Problem>> + Send;

    /// Changes name or address of one member, by id or address, unless they are the directory's
    /// (D22).
    fn change_member(
        &self,
        by: &Admin,
        tenant: &str,
        member: &str,
        change: MemberChange,
    ) -> impl Future<Output = Result<MemberView, Problem>> + Send;

    /// Does something to one member, by id or address.
    fn act_on_member(
        &self,
        by: &Admin,
        tenant: &str,
        member: &str,
        act: MemberAct,
    ) -> impl Future<Output = Result<MemberView, Problem>> + Send;

    /// Who waits for removal, who has waited longest first.
    fn pending(
        &self,
        tenant: &str,
        query: ListQuery,
    ) -> impl Future<Output = Result<PageOf<MemberView>, Problem>> + Send;

    /// Takes removals back at once (I2).
    fn undo(
        &self,
        by: &Admin,
        tenant: &str,
        request: UndoRequest,
    ) -> impl Future<Output = Result<UndoView, Problem>> + Send;

    /// Holds of removals, the newest first (D17).
    fn holds(
        &self,
        tenant: &str,
        query: ListQuery,
    ) -> impl Future<Output = Result<PageOf<HoldView>, Problem>> + Send;

    /// Lets the removals of a hold go on, or takes them back.
    fn decide_hold(
        &self,
        by: &Admin,
        tenant: &str,
        hold: &str,
        approve: bool,
    ) -> impl Future<Output = Result<HoldView, Problem>> + Send;

    /// All settings.
    fn settings(&self, tenant: &str) -> impl Future<Output = Result<SettingsView, Problem>> + Send;

    /// Changes settings, or says what a change would do.
    fn change_settings(
        &self,
        by: &Admin,
        tenant: &str,
        change: SettingsChange,
    ) -> impl Future<Output = Result<SettingsView, Problem>> + Send;

    /// What going live would come to (I4).
    fn plan(&self, tenant: &str) -> impl Future<Output = Result<PlanView, Problem>> + Send;

    /// Goes live with the plan that was looked at (I4).
    fn apply_plan(
        &self,
        by: &Admin,
        tenant: &str,
        plan: ApplyPlan,
    ) -> impl Future<Output = Result<SettingsView, Problem>> + Send;

    /// All that was made of people, in short.
    fn state(&self, tenant: &str) -> impl Future<Output = Result<StateView, Problem>> + Send;

    /// Ends the connection to the directory: the members stay, managed by the app (D20).
    fn disconnect(
        &self,
        by: &Admin,
        tenant: &str,
        request: DisconnectRequest,
    ) -> impl Future<Output = Result<StateView, Problem>> + Send;

    /// Why somebody is a member with access, or is not (I3).
    fn explain(
        &self,
        tenant: &str,
        who: &str,
    ) -> impl Future<Output = Result<ExplainView, Problem>> + Send;

    /// What the directory, the membership and the app disagree on (I5).
    fn drift(
        &self,
        tenant: &str,
        request: DriftRequest,
    ) -> impl Future<Output = Result<DriftView, Problem>> + Send;

    /// Whether somebody may sign in, by member id or address (R8, D23).
    fn sign_in_check(
        &self,
        tenant: &str,
        member: &str,
    ) -> impl Future<Output = Result<SignInView, Problem>> + Send;

    /// The schemas that a tenant has declared.
    fn schemas(
        &self,
        tenant: &str,
    ) -> impl Future<Output = Result<PageOf<SchemaView>, Problem>> + Send;

    /// Declares a schema, or lets one grow; `id` is its URN.
    fn declare_schema(
        &self,
        by: &Admin,
        tenant: &str,
        id: &str,
        schema: NewSchema,
    ) -> impl Future<Output = Result<SchemaView, Problem>> + Send;

    /// Takes a schema back that nothing uses.
    fn withdraw_schema(
        &self,
        by: &Admin,
        tenant: &str,
        id: &str,
    ) -> impl Future<Output = Result<SchemaView, Problem>> + Send;

    /// The resource types that a tenant has declared.
    fn resource_types(
        &self,
        tenant: &str,
    ) -> impl Future<Output = Result<PageOf<ResourceTypeView>, Problem>> + Send;

    /// Declares a resource type by its document (RFC 7643 §6), or lets one grow.
    fn declare_resource_type(
        &self,
        by: &Admin,
        tenant: &str,
        name: &str,
        document: serde_json::Value,
    ) -> impl Future<Output = Result<ResourceTypeView, Problem>> + Send;

    /// Takes a resource type back that has no resources.
    fn withdraw_resource_type(
        &self,
        by: &Admin,
        tenant: &str,
        name: &str,
    ) -> impl Future<Output = Result<ResourceTypeView, Problem>> + Send;

    /// The members of a tenant, by id.
    fn members(
        &self,
        tenant: &str,
        query: ListQuery,
        filter: MemberFilter,
    ) -> impl Future<Output = Result<PageOf<MemberView>, Problem>> + Send;

    /// The groups that the directory pushed, by id, as received (R91).
    fn groups(
        &self,
        tenant: &str,
        query: ListQuery,
    ) -> impl Future<Output = Result<PageOf<GroupView>, Problem>> + Send;

    /// The table of group mapping.
    fn mapping(&self, tenant: &str) -> impl Future<Output = Result<MappingView, Problem>> + Send;

    /// Puts another table in force; `expected` is the version that is to be replaced.
    fn replace_mapping(
        &self,
        by: &Admin,
        tenant: &str,
        mapping: NewMapping,
        expected: Option<u64>,
    ) -> impl Future<Output = Result<MappingView, Problem>> + Send;

    /// What another table would do to whom (I11).
    fn preview_mapping(
        &self,
        tenant: &str,
        mapping: NewMapping,
    ) -> impl Future<Output = Result<PreviewView, Problem>> + Send;

    /// What the groups of a sign-in give (R59).
    fn evaluate_mapping(
        &self,
        by: &Admin,
        tenant: &str,
        claims: NewClaims,
    ) -> impl Future<Output = Result<EvaluationView, Problem>> + Send;

    /// Takes a change of the table back that has not reached everybody.
    fn cancel_mapping(
        &self,
        by: &Admin,
        tenant: &str,
    ) -> impl Future<Output = Result<MappingView, Problem>> + Send;

    /// Activity entries as stored, as JSON objects. A page may be short, even empty, and have a next.
    fn activity(
        &self,
        tenant: &str,
        query: ActivityQuery,
    ) -> impl Future<Output = Result<PageOf<serde_json::Value>, Problem>> + Send;

    /// What admins should know, newest first unless it is asked for otherwise (D24). A page may be short, even
    /// empty, and have a next.
    fn notices(
        &self,
        tenant: &str,
        query: ListQuery,
    ) -> impl Future<Output = Result<PageOf<NoticeView>, Problem>> + Send;

    /// Whether the activity log is what was written.
    fn verify_activity(
        &self,
        tenant: &str,
    ) -> impl Future<Output = Result<VerifiedView, Problem>> + Send;

    /// Drops what the activity log says of a person who is gone.
    fn erase_person(
        &self,
        by: &Admin,
        tenant: &str,
        erasure: Erasure,
    ) -> impl Future<Output = Result<ErasedView, Problem>> + Send;
}
