//! What a finished run did, phase by phase.

use serde::Serialize;

use crate::persona::Persona;

mod tally;

pub(crate) use tally::{Outcome, Tally};

/// A run that reached its end: the provider accepted every answer.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// Who was played.
    pub persona: Persona,
    /// The seed of the directory.
    pub seed: u64,
    /// How many lasting people there were.
    pub users: u32,
    /// How many lasting groups there were.
    pub groups: u32,
    /// Always 0: the first objection ends a run as a failure.
    pub objections: u32,
    /// The phases in the order they were played.
    pub phases: Vec<PhaseReport>,
    /// All phases taken together.
    pub total: PhaseReport,
}

/// What one phase did.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct PhaseReport {
    /// What the phase is called.
    pub name: String,
    /// Requests answered, those that were asked to wait included.
    pub requests: u64,
    /// Users and groups created.
    pub created: u64,
    /// Users and groups changed.
    pub updated: u64,
    /// Users and groups found as the directory wants them.
    pub unchanged: u64,
    /// Users and groups deleted.
    pub deleted: u64,
    /// Tasks tried again after 429, 5xx or a broken connection.
    pub retries: u64,
    /// How long answers took.
    pub latency: Latency,
    /// How long the phase took, in microseconds.
    pub elapsed_us: u64,
}

/// Percentiles by nearest rank, in microseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Latency {
    /// Half of the answers were at least this fast.
    pub p50_us: u64,
    /// All but one in a hundred were at least this fast.
    pub p99_us: u64,
    /// The slowest.
    pub max_us: u64,
}
