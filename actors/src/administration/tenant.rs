//! Tenants: making, changing and showing them.

use roster::{
    Choice, GraceDays, GroupNames, Practice, Settings, SingleSignOn, Tenant, TenantId, TenantKind,
    tenant::setting,
};
use rosterd_http::admin::{Admin, NewTenant, Problem, TenantChange, TenantView};
use serde_json::Value;
use store::{
    engine::{Rows, Snapshot},
    error::EngineError,
    operation::tenant::{ChangeTenant, CreateTenant, TenantChange as Change},
    reader,
    record::token::TokenState,
};

use super::{
    TreeAdministration,
    problem::{broken, busy, invalid, unreadable, written},
    view,
};
use crate::{mailbox::SendError, submission::Submission, write::outcome};

const SHARED_NAMES_STAY: &str = "Some groups have the same name and keep it; from now on no group gets the name of \
                                 another one.";

impl TreeAdministration {
    /// Straight to the store: there is no tenant yet whose actor could order its writes.
    pub(super) async fn make_tenant(
        &self,
        by: &Admin,
        new: NewTenant,
    ) -> Result<TenantView, Problem> {
        let id = TenantId(self.context.ids.uuid().map_err(|error| broken(&error))?);
        let call = self.call(by, id);
        let tenant = Tenant {
            id,
            name: new.name,
            kind: match new.kind.as_deref() {
                Some(kind) => parse_kind(kind)?,
                None => TenantKind::DEFAULT,
            },
            sso: match new.sso.as_deref() {
                Some(sso) => parse_single_sign_on(sso)?,
                None => SingleSignOn::DEFAULT,
            },
            grace_days: match &new.grace_days {
                Some(days) => parse_grace_days(days)?,
                None => GraceDays::DEFAULT,
            },
            strict: new.strict.unwrap_or(false),
            practice: Practice {
                group_names: choice(new.group_names.as_deref())?.unwrap_or_default(),
                replace: choice(new.replace.as_deref())?.unwrap_or_default(),
                unknown_members: choice(new.unknown_members.as_deref())?.unwrap_or_default(),
            },
            settings: Settings::default(),
            declarations: 0,
            created_at: call.now,
        };
        let tenant =
            setting::set_all(&tenant, &new.settings).map_err(|error| invalid(error.to_string()))?;
        let permit = self
            .context
            .room
            .enter()
            .map_err(|full| busy(&SendError::Full(full)))?;
        let (submission, committed) = Submission::new(CreateTenant { call, tenant }, permit);
        submission.submit(&self.context.store, id);
        let tenant = outcome(self.limit(), committed).await.map_err(written)?;
        self.tenant_view(&*self.snapshot()?, &tenant)
    }

    pub(super) async fn alter_tenant(
        &self,
        by: &Admin,
        tenant: &str,
        change: TenantChange,
    ) -> Result<TenantView, Problem> {
        let visit = self.visit(tenant).await?;
        let names = choice(change.group_names.as_deref())?;
        let operation = ChangeTenant {
            call: self.call(by, visit.id()),
            change: Change {
                name: change.name,
                kind: None,
                sso: change
                    .sso
                    .as_deref()
                    .map(parse_single_sign_on)
                    .transpose()?,
                grace_days: change
                    .grace_days
                    .as_ref()
                    .map(parse_grace_days)
                    .transpose()?,
                strict: change.strict,
                group_names: names,
                replace: choice(change.replace.as_deref())?,
                unknown_members: choice(change.unknown_members.as_deref())?,
                confirmed: change.confirm,
                ..Change::default()
            },
        };
        let tenant = visit
            .directory
            .write(self.limit(), operation)
            .await
            .map_err(written)?;
        // A gate may have opened, and a shorter grace period may have made something due.
        self.carry_on(&visit).await?;
        self.wake_up.nudge();
        let snapshot = self.snapshot()?;
        let mut view = self.tenant_view(&*snapshot, &tenant)?;
        if names == Some(GroupNames::Unique) && share_names(&*snapshot, tenant.id)? {
            view.remarks.push(SHARED_NAMES_STAY.to_owned());
        }
        Ok(view)
    }

    pub(super) fn tenant_view(
        &self,
        snapshot: &dyn Snapshot,
        tenant: &Tenant,
    ) -> Result<TenantView, Problem> {
        let counters =
            reader::counters::of(snapshot, tenant.id).map_err(|error| unreadable(&error))?;
        let active_tokens = self
            .active_tokens(snapshot, tenant.id)
            .map_err(|error| unreadable(&error))?;
        Ok(TenantView {
            id: tenant.id.to_string(),
            name: tenant.name.clone(),
            kind: view::kind(tenant.kind).to_owned(),
            sso: view::single_sign_on(tenant.sso).to_owned(),
            grace_days: tenant.grace_days.days(),
            strict: tenant.strict,
            group_names: tenant.practice.group_names.word().to_owned(),
            replace: tenant.practice.replace.word().to_owned(),
            unknown_members: tenant.practice.unknown_members.word().to_owned(),
            created_at: tenant.created_at,
            users: counters.users,
            groups: counters.groups,
            members: counters.members,
            active_tokens,
            remarks: Vec::new(),
        })
    }

    /// Counted, as time alone makes tokens expire.
    fn active_tokens(&self, rows: &dyn Rows, tenant: TenantId) -> Result<u64, EngineError> {
        let now = self.context.now();
        let tokens = reader::token::list(rows, tenant)?;
        let active = tokens
            .iter()
            .filter(|token| token.state(now) == TokenState::Active);
        Ok(u64::try_from(active.count()).unwrap_or(u64::MAX))
    }
}

fn parse_kind(text: &str) -> Result<TenantKind, Problem> {
    match text {
        "school" => Ok(TenantKind::School),
        "business" => Ok(TenantKind::Business),
        other => Err(invalid(format!(
            "kind must be school or business, not {other}."
        ))),
    }
}

fn parse_single_sign_on(text: &str) -> Result<SingleSignOn, Problem> {
    match text {
        "none" => Ok(SingleSignOn::None),
        "oidc" => Ok(SingleSignOn::Oidc),
        "saml" => Ok(SingleSignOn::Saml),
        other => Err(invalid(format!(
            "sso must be saml, oidc or none, not {other}."
        ))),
    }
}

fn share_names(snapshot: &dyn Snapshot, tenant: TenantId) -> Result<bool, Problem> {
    reader::group::share_names(snapshot, tenant).map_err(|error| unreadable(&error))
}

fn choice<C: Choice>(word: Option<&str>) -> Result<Option<C>, Problem> {
    word.map(C::read)
        .transpose()
        .map_err(|error| invalid(format!("{error}.")))
}

fn parse_grace_days(value: &Value) -> Result<GraceDays, Problem> {
    GraceDays::try_from(value).map_err(|error| invalid(error.to_string()))
}
