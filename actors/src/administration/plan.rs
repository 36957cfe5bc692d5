//! A plan as the operator sees it.

use std::collections::BTreeMap;

use roster::Tenant;
use rosterd_http::admin::{EffectView, PlanView, SeatsView};
use store::{
    plan::Plan,
    record::{
        Entry,
        activity::{Outcome, Subject},
    },
};

/// People whom an answer names.
const MOST_NAMED: usize = 1_000;

pub(super) fn view(plan: &Plan, tenant: &Tenant) -> PlanView {
    let mut counts = BTreeMap::new();
    let mut refused = 0;
    for entry in &plan.entries {
        refused += u64::from(entry.result == Outcome::Failed);
        for event in &entry.events {
            *counts.entry(event.kind.clone()).or_default() += event.count;
        }
    }
    PlanView {
        hash: plan.hash(),
        counts,
        refused,
        seats: SeatsView {
            used: plan.before.seats,
            then: plan.after.seats,
            limit: tenant.settings.seat_limit,
        },
        total: plan.entries.len(),
        effects: plan.entries.iter().take(MOST_NAMED).map(effect).collect(),
    }
}

fn effect(entry: &Entry) -> EffectView {
    let (name, email) = match &entry.who {
        Some(Subject::Person { name, email, .. }) => (name.clone(), email.clone()),
        _ => (None, None),
    };
    let operation = serde_json::to_value(entry.operation).unwrap_or_default();
    let error = entry.error.as_ref().map(|error| error.detail.clone());
    EffectView {
        operation: operation.as_str().map(str::to_owned).unwrap_or_default(),
        name,
        email,
        events: entry
            .events
            .iter()
            .map(|event| event.kind.clone())
            .collect(),
        why: error.or_else(|| entry.reason.clone()),
        refused: entry.result == Outcome::Failed,
    }
}
