//! When the app was given which events, until it says that it has them. It is for receipts alone (I6),
//! so a restart may forget it.

use std::{
    collections::{HashMap, VecDeque},
    sync::{Mutex, MutexGuard, PoisonError},
};

use jiff::Timestamp;
use roster::TenantId;
use rosterd_http::admin::EventView;

/// Answers that are remembered of each tenant.
const MOST_ANSWERS: usize = 16;
/// Tenants of whom any are: an app that never acknowledges must not fill the memory.
const MOST_TENANTS: usize = 4_096;

/// Of each tenant: up to which event, and when.
#[derive(Debug, Default)]
pub(crate) struct Deliveries(Mutex<HashMap<TenantId, VecDeque<(u64, Timestamp)>>>);

impl Deliveries {
    /// These were given at that time.
    pub(super) fn given(&self, events: &[EventView], now: Timestamp) {
        let mut tenants = self.tenants();
        if tenants.len() > MOST_TENANTS {
            tenants.clear();
        }
        for event in events {
            let Ok(tenant) = event.tenant.parse() else {
                continue;
            };
            let answers = tenants.entry(tenant).or_default();
            match answers.back_mut() {
                Some((seq, _)) if event.seq <= *seq => {}
                Some((seq, at)) if *at == now => *seq = event.seq,
                _ => answers.push_back((event.seq, now)),
            }
            if answers.len() > MOST_ANSWERS {
                answers.pop_front();
            }
        }
    }

    /// When the event was given first.
    pub(super) fn of(&self, tenant: TenantId, event: u64) -> Option<Timestamp> {
        let tenants = self.tenants();
        let answers = tenants.get(&tenant)?;
        let (_, at) = answers.iter().find(|(seq, _)| *seq >= event)?;
        Some(*at)
    }

    /// The app has them all.
    pub(super) fn taken(&self, tenant: TenantId, event: u64) {
        let mut tenants = self.tenants();
        if let Some(answers) = tenants.get_mut(&tenant) {
            answers.retain(|(seq, _)| *seq > event);
            if answers.is_empty() {
                tenants.remove(&tenant);
            }
        }
    }

    fn tenants(&self) -> MutexGuard<'_, HashMap<TenantId, VecDeque<(u64, Timestamp)>>> {
        // What is remembered is whole after each step.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests;
