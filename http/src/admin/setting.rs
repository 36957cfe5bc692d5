//! Settings of a tenant on the admin API (R60–R62, D1–D3, D8, D17, D18, D21).

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::PlanView;

/// A change of settings.
#[derive(Debug, Clone, Default)]
pub struct SettingsChange {
    /// By their names; what is left out stays.
    pub settings: Map<String, Value>,
    /// It is meant, whoever is removed at once by a shorter grace period (D4).
    pub confirm: bool,
    /// Nothing is changed; the answer has what would be.
    pub dry_run: bool,
}

/// All settings, and what a change has done or would do.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SettingsView {
    /// By their names, as they are now; of a dry run, as they would be.
    pub settings: Map<String, Value>,
    /// What has changed, `{"from":…,"to":…}` by name.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub changes: Map<String, Value>,
    /// What becomes of people by it; none where nothing does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plan: Option<PlanView>,
}

/// What a setting means.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SettingView {
    /// As it is written.
    pub name: String,
    /// As it is now.
    pub value: Value,
    /// One sentence: what it does, its values, its default.
    pub meaning: String,
}
