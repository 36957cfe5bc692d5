//! The admin API on the unix socket: HTTP and JSON under `/v1`, problems as in RFC 9457. The CLI
//! is its client.
//!
//! Who may connect is the socket's file mode; nothing else is asked here.

mod activity;
mod api;
mod group;
mod input;
mod member;
mod page;
mod problem;
mod render;
mod route;
mod schema;
mod tenant;
mod token;

use std::future::Future;

pub use activity::{ActivityQuery, BrokenView, ErasedView, Erasure, VerifiedView};
pub use api::AdminApi;
pub use group::GroupView;
pub use member::{MemberView, NewMember};
pub use page::{ListQuery, PageOf};
pub use problem::Problem;
pub use schema::{Extends, NewSchema, ResourceTypeView, SchemaView};
pub use tenant::{NewTenant, TenantChange, TenantView};
pub use token::{Federation, NewToken, TokenCreated, TokenKind, TokenView};

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

    /// Takes a pending removal back.
    fn restore_member(
        &self,
        by: &Admin,
        tenant: &str,
        member: &str,
    ) -> impl Future<Output = Result<MemberView, Problem>> + Send;

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
    ) -> impl Future<Output = Result<PageOf<MemberView>, Problem>> + Send;

    /// The groups that the directory pushed, by id, as received (R91).
    fn groups(
        &self,
        tenant: &str,
        query: ListQuery,
    ) -> impl Future<Output = Result<PageOf<GroupView>, Problem>> + Send;

    /// Activity entries as stored, as JSON objects. A page may be short, even empty, and have a next.
    fn activity(
        &self,
        tenant: &str,
        query: ActivityQuery,
    ) -> impl Future<Output = Result<PageOf<serde_json::Value>, Problem>> + Send;

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
