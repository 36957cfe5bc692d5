//! An administration that knows one tenant, `t`, and echoes what it is given.

use jiff::Timestamp;
use rosterd_http::admin::{
    ActivityQuery, Admin, Administration, ErasedView, Erasure, GroupView, ListQuery, MemberView,
    NewMember, NewSchema, NewTenant, NewToken, PageOf, Problem, ResourceTypeView, SchemaView,
    TenantChange, TenantView, TokenCreated, TokenKind, TokenView, VerifiedView,
};
use serde_json::{Value, json};

#[derive(Debug)]
pub(crate) struct Register;

impl Administration for Register {
    async fn status(&self) -> Result<Value, Problem> {
        Ok(json!({"version": "0"}))
    }

    async fn create_tenant(&self, by: &Admin, tenant: NewTenant) -> Result<TenantView, Problem> {
        assert_eq!(by.user, Some(1000));
        assert_ne!(tenant.name, "panic", "ordered by the test");
        Ok(view(&tenant.name))
    }

    async fn change_tenant(
        &self,
        _by: &Admin,
        tenant: &str,
        change: TenantChange,
    ) -> Result<TenantView, Problem> {
        known(tenant)?;
        Ok(view(&change.name.unwrap_or_default()))
    }

    async fn tenant(&self, tenant: &str) -> Result<TenantView, Problem> {
        known(tenant)?;
        Ok(view(tenant))
    }

    async fn tenants(&self, query: ListQuery) -> Result<PageOf<TenantView>, Problem> {
        Ok(page(vec![view("t")], &query))
    }

    async fn create_token(
        &self,
        _by: &Admin,
        tenant: &str,
        token: NewToken,
    ) -> Result<TokenCreated, Problem> {
        known(tenant)?;
        Ok(TokenCreated {
            id: String::from("k"),
            prefix: String::from("rst_k"),
            kind: token.kind,
            token: Some(String::from("rst_ksecret")),
            client_id: None,
            token_endpoint: None,
            name: token.name,
            duplicate_name: false,
        })
    }

    async fn schemas(&self, tenant: &str) -> Result<PageOf<SchemaView>, Problem> {
        known(tenant)?;
        Ok(PageOf {
            items: vec![schema(json!({}))],
            next: None,
        })
    }

    async fn declare_schema(
        &self,
        _by: &Admin,
        tenant: &str,
        id: &str,
        new: NewSchema,
    ) -> Result<SchemaView, Problem> {
        known(tenant)?;
        assert_eq!(id, "urn:x:Y");
        Ok(schema(new.schema))
    }

    async fn withdraw_schema(
        &self,
        _by: &Admin,
        tenant: &str,
        _id: &str,
    ) -> Result<SchemaView, Problem> {
        known(tenant)?;
        Ok(schema(json!({})))
    }

    async fn resource_types(&self, tenant: &str) -> Result<PageOf<ResourceTypeView>, Problem> {
        known(tenant)?;
        Ok(PageOf {
            items: vec![resource_type("Device")],
            next: None,
        })
    }

    async fn declare_resource_type(
        &self,
        _by: &Admin,
        tenant: &str,
        name: &str,
        document: Value,
    ) -> Result<ResourceTypeView, Problem> {
        known(tenant)?;
        assert_eq!(document, json!({"endpoint": "/Devices"}));
        Ok(resource_type(name))
    }

    async fn withdraw_resource_type(
        &self,
        _by: &Admin,
        tenant: &str,
        name: &str,
    ) -> Result<ResourceTypeView, Problem> {
        known(tenant)?;
        Ok(resource_type(name))
    }

    async fn tokens(&self, tenant: &str) -> Result<PageOf<TokenView>, Problem> {
        known(tenant)?;
        Ok(PageOf {
            items: vec![token("active")],
            next: None,
        })
    }

    async fn revoke_token(
        &self,
        _by: &Admin,
        tenant: &str,
        _token: &str,
    ) -> Result<TokenView, Problem> {
        known(tenant)?;
        Ok(token("revoked"))
    }

    async fn add_member(
        &self,
        _by: &Admin,
        tenant: &str,
        new: NewMember,
    ) -> Result<MemberView, Problem> {
        known(tenant)?;
        Ok(member("unmanaged", &new.email))
    }

    async fn restore_member(
        &self,
        _by: &Admin,
        tenant: &str,
        restored: &str,
    ) -> Result<MemberView, Problem> {
        known(tenant)?;
        Ok(member("active", restored))
    }

    async fn members(&self, tenant: &str, query: ListQuery) -> Result<PageOf<MemberView>, Problem> {
        known(tenant)?;
        Ok(page(vec![member("active", "a@b.c")], &query))
    }

    async fn groups(&self, tenant: &str, query: ListQuery) -> Result<PageOf<GroupView>, Problem> {
        known(tenant)?;
        let group = GroupView {
            id: String::from("g"),
            name: String::from("Staff"),
            members: 2,
        };
        Ok(page(vec![group], &query))
    }

    async fn activity(&self, tenant: &str, query: ActivityQuery) -> Result<PageOf<Value>, Problem> {
        known(tenant)?;
        let list = query.list;
        Ok(page(vec![json!({"descending": list.descending})], &list))
    }

    async fn erase_person(
        &self,
        _: &Admin,
        tenant: &str,
        erasure: Erasure,
    ) -> Result<ErasedView, Problem> {
        known(tenant)?;
        Ok(ErasedView {
            ids: vec![erasure.person],
            entries: 1,
        })
    }

    async fn verify_activity(&self, tenant: &str) -> Result<VerifiedView, Problem> {
        known(tenant)?;
        Ok(VerifiedView {
            whole: true,
            checked: 1,
            first: 1,
            last: 1,
            head: String::from("00"),
            broken: None,
        })
    }
}

/// The cursor echoes the query.
fn page<T>(items: Vec<T>, query: &ListQuery) -> PageOf<T> {
    PageOf {
        items,
        next: Some(format!("{:?}/{}", query.after, query.limit)),
    }
}

fn known(tenant: &str) -> Result<(), Problem> {
    if matches!(tenant, "t" | "North School") {
        return Ok(());
    }
    let title = "There is no such tenant";
    Err(Problem::new(404, "no-such-tenant", title, tenant))
}

fn view(name: &str) -> TenantView {
    TenantView {
        id: String::from("t"),
        name: name.to_owned(),
        kind: String::from("school"),
        sso: String::from("saml"),
        grace_days: 7,
        strict: false,
        group_names: String::from("unique"),
        replace: String::from("clear"),
        unknown_members: String::from("report"),
        created_at: Timestamp::UNIX_EPOCH,
        users: 0,
        groups: 0,
        members: 0,
        active_tokens: 0,
        remarks: Vec::new(),
    }
}

fn token(state: &str) -> TokenView {
    TokenView {
        id: String::from("k"),
        name: String::from("Entra ID"),
        prefix: String::from("rst_k"),
        kind: TokenKind::Bearer,
        federation: None,
        state: state.to_owned(),
        created_at: Timestamp::UNIX_EPOCH,
        expires_at: None,
        revoked_at: None,
        last_used_at: None,
        client: None,
    }
}

fn member(state: &str, email: &str) -> MemberView {
    MemberView {
        id: String::from("m"),
        state: state.to_owned(),
        may_sign_in: true,
        origin: String::from("app"),
        user: None,
        user_name: email.to_owned(),
        display_name: None,
        email: email.to_owned(),
        due: None,
        created_at: Timestamp::UNIX_EPOCH,
        changed_at: Timestamp::UNIX_EPOCH,
    }
}

fn schema(document: Value) -> SchemaView {
    SchemaView {
        id: String::from("urn:x:Y"),
        name: String::from("Y"),
        extends: Vec::new(),
        schema: document,
    }
}

fn resource_type(name: &str) -> ResourceTypeView {
    ResourceTypeView {
        name: name.to_owned(),
        endpoint: String::from("/Devices"),
        description: String::new(),
        schema: String::from("urn:x:Y"),
        extensions: Vec::new(),
        resources: 0,
    }
}
