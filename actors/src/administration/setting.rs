//! Settings: what they are, what a change of them would do, and doing it.

use roster::{Tenant, tenant::setting};
use rosterd_http::admin::{
    Admin, ApplyPlan, PlanView, Problem, SettingsChange, SettingsView, StateView,
};
use serde_json::{Map, Value, json};
use store::{
    operation::{
        Call, Refusal, RunError,
        tenant::{ChangeTenant, TenantChange},
    },
    plan::Plan,
    reader,
};

use super::{
    TreeAdministration, find, plan,
    problem::{self, broken, invalid, unreadable, written},
};
use crate::{tenant::Visit, write::WriteFailure};

/// How often a plan is made anew because something has changed while it was looked at.
const ATTEMPTS: usize = 3;
/// How many steps of a job the operator waits for; the scheduler carries on with the rest.
const MOST_STEPS: usize = 2_000;

impl TreeAdministration {
    pub(super) fn show_settings(&self, tenant: &str) -> Result<SettingsView, Problem> {
        let tenant = find(&*self.snapshot()?, tenant)?;
        Ok(SettingsView {
            settings: setting::show_all(&tenant),
            changes: Map::new(),
            plan: None,
        })
    }

    pub(super) async fn set(
        &self,
        by: &Admin,
        tenant: &str,
        change: SettingsChange,
    ) -> Result<SettingsView, Problem> {
        let visit = self.visit(tenant).await?;
        let before = self.facts(visit.id())?;
        let wanted = setting::set_all(&before, &change.settings)
            .map_err(|error| invalid(error.to_string()))?;
        let what = TenantChange {
            settings: change.settings,
            confirmed: change.confirm,
            ..TenantChange::default()
        };
        let plan = self
            .plan_of(self.call(by, visit.id()), what.clone())
            .await?;
        let plan = (!plan.entries.is_empty()).then(|| plan::view(&plan, &wanted));
        if change.dry_run {
            return Ok(view(&before, &wanted, plan));
        }
        let after = self.change(by, &visit, what).await?;
        Ok(view(&before, &after, plan))
    }

    pub(super) async fn show_plan(&self, tenant: &str) -> Result<PlanView, Problem> {
        let tenant = find(&*self.snapshot()?, tenant)?;
        let mut call = self.context.timer_call(tenant.id, "plan");
        call.log_unchanged = false;
        let plan = self.plan_of(call, going_live(None)).await?;
        Ok(plan::view(&plan, &tenant))
    }

    pub(super) async fn go_live(
        &self,
        by: &Admin,
        tenant: &str,
        wanted: &ApplyPlan,
    ) -> Result<SettingsView, Problem> {
        let visit = self.visit(tenant).await?;
        for _ in 0..ATTEMPTS {
            let before = self.facts(visit.id())?;
            let plan = self
                .plan_of(self.call(by, visit.id()), going_live(None))
                .await?;
            if plan.hash() != wanted.hash {
                return Err(problem::refused(&Refusal::PlanChanged));
            }
            let change = going_live(Some(plan.as_of));
            match self.write_change(by, &visit, change).await {
                Ok(after) => {
                    self.carry_on(&visit).await?;
                    let plan = plan::view(&plan, &after);
                    return Ok(view(&before, &after, Some(plan)));
                }
                // Something was logged meanwhile; if it changes the plan, its hash says so.
                Err(WriteFailure::Store(store::error::WriteError::Refused(
                    Refusal::PlanChanged,
                ))) => {}
                Err(error) => return Err(written(error)),
            }
        }
        Err(problem::refused(&Refusal::PlanChanged))
    }

    pub(super) fn show_state(&self, tenant: &str) -> Result<StateView, Problem> {
        let snapshot = self.snapshot()?;
        let tenant = find(&*snapshot, tenant)?;
        let counters =
            reader::counters::of(&*snapshot, tenant.id).map_err(|error| unreadable(&error))?;
        let hash = reader::state::hash(&*snapshot, tenant.id).map_err(|e| unreadable(&e))?;
        let job = reader::due::job(&*snapshot, tenant.id).map_err(|error| unreadable(&error))?;
        let under_way = job.map_or(0, |job| counters.jobs + 1 - job.number);
        Ok(StateView {
            hash,
            members: counters.members,
            managed: counters.managed,
            seats: counters.seats,
            seat_limit: tenant.settings.seat_limit,
            pending: counters.pending,
            held: counters.held,
            open_hold: counters.open_hold,
            jobs: under_way,
        })
    }

    /// Carries on with the tenant's jobs, so that an operator sees what they asked for. What takes
    /// long is left to the scheduler.
    pub(super) async fn carry_on(&self, visit: &Visit) -> Result<(), Problem> {
        for _ in 0..MOST_STEPS {
            let step = self.context.job_step(visit.id());
            let step = step.map_err(|error| broken(&error))?;
            match visit.directory.write(self.limit(), step).await {
                Ok(step) if step.more => {}
                Ok(_) => return Ok(()),
                Err(error) => return Err(written(error)),
            }
        }
        self.wake_up.nudge();
        Ok(())
    }

    async fn change(
        &self,
        by: &Admin,
        visit: &Visit,
        change: TenantChange,
    ) -> Result<Tenant, Problem> {
        let after = self.write_change(by, visit, change).await;
        let after = after.map_err(written)?;
        self.carry_on(visit).await?;
        // A shorter grace period may have made something due.
        self.wake_up.nudge();
        Ok(after)
    }

    async fn write_change(
        &self,
        by: &Admin,
        visit: &Visit,
        change: TenantChange,
    ) -> Result<Tenant, WriteFailure> {
        let operation = ChangeTenant {
            call: self.call(by, visit.id()),
            change,
        };
        visit.directory.write(self.limit(), operation).await
    }

    /// To look at everybody takes a while, in which no worker thread is held.
    async fn plan_of(&self, call: Call, change: TenantChange) -> Result<Plan, Problem> {
        let snapshot = self.snapshot()?;
        let plan = tokio::task::spawn_blocking(move || Plan::of(&*snapshot, &call, &change));
        match plan.await.map_err(|error| broken(&error))? {
            Ok(plan) => Ok(plan),
            Err(RunError::Refused(refusal)) => Err(problem::refused(&refusal)),
            Err(RunError::Engine(error)) => Err(unreadable(&error)),
        }
    }
}

fn going_live(planned_at: Option<u64>) -> TenantChange {
    TenantChange {
        settings: [("mode".to_owned(), json!("live"))].into_iter().collect(),
        planned_at,
        ..TenantChange::default()
    }
}

fn view(before: &Tenant, after: &Tenant, plan: Option<PlanView>) -> SettingsView {
    let (old, settings) = (setting::show_all(before), setting::show_all(after));
    let other = settings
        .iter()
        .filter(|(name, value)| old.get(*name) != Some(*value));
    let changes = other.map(|(name, to)| {
        let from = old.get(name).cloned().unwrap_or(Value::Null);
        (name.clone(), json!({ "from": from, "to": to }))
    });
    SettingsView {
        changes: changes.collect(),
        settings,
        plan,
    }
}
