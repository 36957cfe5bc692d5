//! An administration that knows one tenant, `t`, and echoes what it is given.

use std::collections::BTreeMap;

use jiff::Timestamp;
use rosterd_http::admin::{
    ActivityQuery, Admin, Administration, ApplyPlan, DisconnectRequest, DriftRequest, DriftView,
    ErasedView, Erasure, EvaluationView, ExplainView, GroupView, HoldView, ImportView, ListQuery,
    MappedView, MappingView, MemberAct, MemberChange, MemberFilter, MemberView, NewClaims,
    NewImport, NewMapping, NewMember, NewSchema, NewTenant, NewToken, NoticeView, PageOf, PlanView,
    PreviewView, Problem, ProvenanceView, ResourceTypeView, SchemaView, SeatsView, SettingsChange,
    SettingsView, SignInView, StateView, TenantChange, TenantView, TokenCreated, TokenKind,
    TokenView, UndoRequest, UndoView, VerifiedView,
};
use serde_json::{Map, Value, json};

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

    async fn import_members(
        &self,
        _by: &Admin,
        tenant: &str,
        import: NewImport,
    ) -> Result<ImportView, Problem> {
        known(tenant)?;
        Ok(ImportView {
            rows: Vec::new(),
            seats: import.rows.len() as u64,
            seat_limit: None,
        })
    }

    async fn member(&self, tenant: &str, named: &str) -> Result<MemberView, Problem> {
        known(tenant)?;
        Ok(member("active", named))
    }

    async fn provenance(&self, tenant: &str, member: &str) -> Result<ProvenanceView, Problem> {
        known(tenant)?;
        Ok(ProvenanceView {
            member: member.to_owned(),
            created_at: Timestamp::UNIX_EPOCH,
            user: None,
            recorded_at: None,
            log_begins: None,
            fields: Vec::new(),
        })
    }

    async fn change_member(
        &self,
        _by: &Admin,
        tenant: &str,
        named: &str,
        change: MemberChange,
    ) -> Result<MemberView, Problem> {
        known(tenant)?;
        Ok(member(
            "unmanaged",
            change.email.as_deref().unwrap_or(named),
        ))
    }

    async fn act_on_member(
        &self,
        _by: &Admin,
        tenant: &str,
        named: &str,
        act: MemberAct,
    ) -> Result<MemberView, Problem> {
        known(tenant)?;
        let state = match act {
            MemberAct::RemoveNow => "removed",
            MemberAct::Restore | MemberAct::Protect | MemberAct::Unprotect => "active",
        };
        Ok(member(state, named))
    }

    async fn members(
        &self,
        tenant: &str,
        query: ListQuery,
        filter: MemberFilter,
    ) -> Result<PageOf<MemberView>, Problem> {
        known(tenant)?;
        let state = filter.state.as_deref().unwrap_or("active");
        Ok(page(vec![member(state, "a@b.c")], &query))
    }

    async fn pending(&self, tenant: &str, query: ListQuery) -> Result<PageOf<MemberView>, Problem> {
        known(tenant)?;
        Ok(page(vec![member("pending", "a@b.c")], &query))
    }

    async fn undo(
        &self,
        _by: &Admin,
        tenant: &str,
        request: UndoRequest,
    ) -> Result<UndoView, Problem> {
        known(tenant)?;
        Ok(UndoView {
            restored: usize::from(!request.dry_run),
            refused: Vec::new(),
            members: Vec::new(),
        })
    }

    async fn holds(&self, tenant: &str, query: ListQuery) -> Result<PageOf<HoldView>, Problem> {
        known(tenant)?;
        Ok(page(vec![hold("open")], &query))
    }

    async fn decide_hold(
        &self,
        _by: &Admin,
        tenant: &str,
        _hold: &str,
        approve: bool,
    ) -> Result<HoldView, Problem> {
        known(tenant)?;
        Ok(hold(if approve { "approved" } else { "discarded" }))
    }

    async fn settings(&self, tenant: &str) -> Result<SettingsView, Problem> {
        known(tenant)?;
        Ok(settings(Map::new()))
    }

    async fn change_settings(
        &self,
        _by: &Admin,
        tenant: &str,
        change: SettingsChange,
    ) -> Result<SettingsView, Problem> {
        known(tenant)?;
        Ok(settings(change.settings))
    }

    async fn plan(&self, tenant: &str) -> Result<PlanView, Problem> {
        known(tenant)?;
        Ok(PlanView {
            hash: String::from("h"),
            counts: BTreeMap::new(),
            refused: 0,
            seats: SeatsView {
                used: 1,
                then: 1,
                limit: None,
            },
            total: 0,
            effects: Vec::new(),
        })
    }

    async fn apply_plan(
        &self,
        _by: &Admin,
        tenant: &str,
        _plan: ApplyPlan,
    ) -> Result<SettingsView, Problem> {
        known(tenant)?;
        Ok(settings(Map::new()))
    }

    async fn state(&self, tenant: &str) -> Result<StateView, Problem> {
        known(tenant)?;
        Ok(StateView {
            hash: String::from("h"),
            members: 1,
            managed: 0,
            seats: 1,
            seat_limit: None,
            pending: 0,
            held: 0,
            open_hold: None,
            jobs: 0,
        })
    }

    async fn disconnect(
        &self,
        _by: &Admin,
        tenant: &str,
        request: DisconnectRequest,
    ) -> Result<StateView, Problem> {
        assert!(request.confirm, "ordered by the test");
        self.state(tenant).await
    }

    async fn explain(&self, tenant: &str, who: &str) -> Result<ExplainView, Problem> {
        known(tenant)?;
        Ok(ExplainView {
            who: who.to_owned(),
            verdict: String::from("with_access"),
            says: String::new(),
            steps: Vec::new(),
            member: None,
        })
    }

    async fn drift(&self, tenant: &str, request: DriftRequest) -> Result<DriftView, Problem> {
        known(tenant)?;
        Ok(DriftView {
            total: request.members.map_or(0, |members| members.len()),
            ..DriftView::default()
        })
    }

    async fn sign_in_check(&self, tenant: &str, named: &str) -> Result<SignInView, Problem> {
        known(tenant)?;
        Ok(SignInView {
            allowed: true,
            reason: None,
            detail: None,
            member: Some(named.to_owned()),
        })
    }

    async fn groups(&self, tenant: &str, query: ListQuery) -> Result<PageOf<GroupView>, Problem> {
        known(tenant)?;
        let group = GroupView {
            id: String::from("g"),
            name: String::from("Staff"),
            members: 2,
            external_id: None,
            maps_to: MappedView::default(),
        };
        Ok(page(vec![group], &query))
    }

    async fn mapping(&self, tenant: &str) -> Result<MappingView, Problem> {
        known(tenant)?;
        Ok(mapping(4))
    }

    async fn replace_mapping(
        &self,
        _by: &Admin,
        tenant: &str,
        _mapping: NewMapping,
        expected: Option<u64>,
    ) -> Result<MappingView, Problem> {
        known(tenant)?;
        Ok(mapping(expected.unwrap_or(0) + 1))
    }

    async fn preview_mapping(
        &self,
        tenant: &str,
        _mapping: NewMapping,
    ) -> Result<PreviewView, Problem> {
        known(tenant)?;
        Err(Problem::new(422, "invalid-mapping", "No", "row 1: no"))
    }

    async fn evaluate_mapping(
        &self,
        _by: &Admin,
        tenant: &str,
        _claims: NewClaims,
    ) -> Result<EvaluationView, Problem> {
        known(tenant)?;
        Err(Problem::new(503, "busy", "No", "no"))
    }

    async fn cancel_mapping(&self, _by: &Admin, tenant: &str) -> Result<MappingView, Problem> {
        known(tenant)?;
        Ok(mapping(5))
    }

    async fn activity(&self, tenant: &str, query: ActivityQuery) -> Result<PageOf<Value>, Problem> {
        known(tenant)?;
        let list = query.list;
        Ok(page(vec![json!({"descending": list.descending})], &list))
    }

    async fn notices(&self, tenant: &str, query: ListQuery) -> Result<PageOf<NoticeView>, Problem> {
        known(tenant)?;
        let order = if query.descending { "newest" } else { "oldest" };
        let notice = NoticeView {
            entry: 1,
            at: Timestamp::UNIX_EPOCH,
            event: String::from("sync.silent"),
            says: format!("{order} first"),
            advice: String::from("Nothing."),
        };
        Ok(page(vec![notice], &query))
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

fn mapping(version: u64) -> MappingView {
    MappingView {
        version,
        rows: Vec::new(),
        applying: None,
        groups: 0,
    }
}

/// The cursor echoes the query.
fn page<T>(items: Vec<T>, query: &ListQuery) -> PageOf<T> {
    PageOf {
        items,
        next: Some(format!("{:?}/{}", query.after, query.limit)),
    }
}

pub(crate) fn known(tenant: &str) -> Result<(), Problem> {
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
        usual: None,
        silent_since: None,
        unused_since: None,
        warning: None,
    }
}

fn hold(state: &str) -> HoldView {
    HoldView {
        number: 1,
        state: state.to_owned(),
        members: 7,
        opened_at: Timestamp::UNIX_EPOCH,
        source: String::from("Entra ID"),
    }
}

fn settings(settings: Map<String, Value>) -> SettingsView {
    SettingsView {
        settings,
        changes: Map::new(),
        plan: None,
    }
}

pub(crate) fn member(state: &str, email: &str) -> MemberView {
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
        denial: None,
        waits_since: None,
        hold: None,
        gone_since: None,
        protected: false,
        user_group: None,
        classes: Vec::new(),
        teacher: false,
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
