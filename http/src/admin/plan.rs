//! What would become of people, on the admin API (D2, I4).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The effects of going live, or of a change of settings.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct PlanView {
    /// The plan as one word: it goes live with it.
    pub hash: String,
    /// How often each thing would happen, by the type of its event, e.g. `member.created`.
    pub counts: BTreeMap<String, u64>,
    /// How many would be refused.
    pub refused: u64,
    /// Members with access now, and then.
    pub seats: SeatsView,
    /// How many people are affected.
    pub total: usize,
    /// The first of them.
    pub effects: Vec<EffectView>,
}

/// Seats of a tenant (D8).
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SeatsView {
    /// Taken now.
    pub used: u64,
    /// Taken then.
    pub then: u64,
    /// None: any number.
    pub limit: Option<u64>,
}

/// What would become of one person.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct EffectView {
    /// As the activity log would call it, e.g. `create`.
    pub operation: String,
    /// Of the person.
    pub name: Option<String>,
    /// Of the person.
    pub email: Option<String>,
    /// The types of the events.
    pub events: Vec<String>,
    /// Why, where it is not what one might expect; or why not.
    pub why: Option<String>,
    /// It would be refused.
    pub refused: bool,
}

/// The plan that is to be carried out.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ApplyPlan {
    /// Of the plan that was looked at.
    pub hash: String,
}
