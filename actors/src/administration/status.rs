//! The state of the whole tree, for `rosterd status` and the log.

use std::time::Duration;

use futures_util::future::join_all;
use serde::Serialize;
use store::writer::Health;

use super::{TreeAdministration, warning::Warning};
use crate::{
    listeners::ListenersState, supervision::ChildState, tenant::TenantState, tenants::TenantsState,
    wake_up::WakeUpState,
};

/// How long each actor, and the store's writer, has to answer.
const LIMIT: Duration = Duration::from_secs(1);
/// Tenants that are shown one by one; of more only the totals.
const SHOWN_TENANTS: usize = 100;

/// A part is absent when its actor did not answer in time; `problems` says so.
#[derive(Debug, Serialize)]
pub(super) struct Status {
    /// What an operator should look at; empty when all is well. First, as the rest is long.
    problems: Vec<String>,
    version: &'static str,
    pid: u32,
    uptime_seconds: u64,
    /// Of the settings: 1 at the start, one more with each reload.
    generation: u64,
    store: StoreState,
    /// The children of the root.
    actors: Option<Vec<ChildState>>,
    listeners: Option<ListenersState>,
    tenants: TenantsStatus,
    wake_up: Option<WakeUpState>,
    /// Addresses remembered for failed sign-ins.
    failing_addresses: usize,
    /// What the admins of tenants should look at. It is no problem of the daemon's.
    warnings: Vec<Warning>,
}

#[derive(Debug, Serialize)]
struct StoreState {
    writable: bool,
    /// Whether the writer has answered. It doesn't while a commit hangs, and all writes wait then.
    answers: bool,
    queued: usize,
    committed: u64,
    batches: u64,
}

#[derive(Debug, Serialize)]
struct TenantsStatus {
    #[serde(flatten)]
    totals: Option<TenantsState>,
    shown: Vec<TenantState>,
}

impl TreeAdministration {
    pub(super) async fn inspect(&self) -> Status {
        let active = self.tenants.active();
        let shown = active
            .iter()
            .take(SHOWN_TENANTS)
            .map(|tenant| tenant.inspect(LIMIT));
        let (writer, actors, listeners, totals, wake_up, shown) = tokio::join!(
            self.context.writer_answers(LIMIT),
            self.root.inspect(LIMIT),
            self.listeners.inspect(LIMIT),
            self.tenants.inspect(LIMIT),
            self.wake_up.inspect(LIMIT),
            join_all(shown),
        );
        let mut status = Status {
            version: env!("CARGO_PKG_VERSION"),
            pid: std::process::id(),
            uptime_seconds: self.started_at.elapsed().as_secs(),
            generation: self.context.in_force.load().number,
            store: StoreState::of(self.context.store.health(), writer.is_ok()),
            actors: actors.ok(),
            listeners: listeners.ok(),
            tenants: TenantsStatus {
                totals: totals.ok(),
                shown,
            },
            wake_up: wake_up.ok(),
            failing_addresses: self.addresses.remembered(),
            warnings: Vec::new(),
            problems: Vec::new(),
        };
        status.problems = status.find_problems();
        match self.warnings() {
            Ok(warnings) => status.warnings = warnings,
            Err(error) => status
                .problems
                .push(format!("no warnings can be read: {error}")),
        }
        status
    }
}

impl Status {
    fn find_problems(&self) -> Vec<String> {
        let mut problems = Vec::new();
        if !self.store.writable {
            problems.push("the store takes no writes".to_owned());
        }
        if !self.store.answers {
            problems.push("the store does not answer: writes wait".to_owned());
        }
        let silent = [
            ("root", self.actors.is_none()),
            ("listeners", self.listeners.is_none()),
            ("tenants", self.tenants.totals.is_none()),
            ("wake-up", self.wake_up.is_none()),
        ];
        for (actor, is_silent) in silent {
            if is_silent {
                problems.push(format!("the {actor} actor does not answer"));
            }
        }
        for child in self.actors.iter().flatten().filter(|child| !child.running) {
            problems.push(format!("the {} actor waits for its restart", child.name));
        }
        let wake_up = self.wake_up.as_ref();
        if let Some(problem) = wake_up.and_then(|state| state.problem.as_ref()) {
            problems.push(format!("what is due waits: {problem}"));
        }
        problems.extend(self.tenants.shown.iter().filter_map(tenant_problem));
        problems
    }
}

fn tenant_problem(tenant: &TenantState) -> Option<String> {
    let actors = tenant.actors.as_ref();
    if actors.is_none_or(|actors| actors.iter().any(|child| !child.running)) {
        return Some(format!("tenant {}: an actor is down", tenant.id));
    }
    let scheduler = tenant.scheduler.as_ref()?;
    let problem = scheduler.problem.as_ref()?;
    Some(format!("tenant {}: removals wait: {problem}", tenant.id))
}

impl StoreState {
    fn of(health: Health, answers: bool) -> Self {
        Self {
            writable: health.writable,
            answers,
            queued: health.queued,
            committed: health.committed,
            batches: health.batches,
        }
    }
}
