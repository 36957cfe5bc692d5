//! What an admin can set about provisioning, beside the facts that the app states.

mod claims;
mod hold;
mod mode;
mod retention;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

pub use claims::SsoClaims;
pub use hold::{HoldRule, TermChange};
pub use mode::{Mode, Stop};
pub use retention::{NotRetentionDays, RetentionDays};

/// One value for each setting. A tenant of an older version has the defaults.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a switch of its own on the admin's page"
)]
pub struct Settings {
    /// "Automatically create and remove user accounts from your identity provider's directory"
    /// (R60, D2).
    pub automatic: bool,
    /// Single sign-on that is set up and not active does not count (R16).
    pub sso_active: bool,
    /// The app's plan includes provisioning (R17, D7).
    pub plan: bool,
    /// A member who waits for removal may not sign in (D3).
    pub block_pending: bool,
    /// Who stays deactivated for the grace period is removed (D1).
    pub remove_deactivated: bool,
    /// Only people whom the directory has pushed may sign in (D23).
    pub only_provisioned: bool,
    /// How long the activity log is kept (D18).
    pub retention_days: RetentionDays,
    /// How many members may have access at once; none: any number (D8).
    pub seat_limit: Option<u64>,
    /// Beyond what removals are held (D17).
    pub hold: HoldRule,
    /// A time of many expected changes, in which another share is held (D17).
    pub term_change: Option<TermChange>,
    /// Whether the directory is acted upon (D21, I4).
    pub mode: Mode,
    /// Since when it is not; none while it is.
    pub stopped_at: Option<Timestamp>,
    /// The earlier times in which it was not, oldest first: grace periods stood still in them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub stops: Vec<Stop>,
    /// Whoever gets no user group by a group gets this one (D13).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default_user_group: Option<String>,
    /// What the groups of a sign-in are to a managed member (D14).
    pub sso_claims: SsoClaims,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            automatic: true,
            sso_active: true,
            plan: true,
            block_pending: false,
            remove_deactivated: false,
            only_provisioned: false,
            retention_days: RetentionDays::DEFAULT,
            seat_limit: None,
            hold: HoldRule::DEFAULT,
            term_change: None,
            mode: Mode::Live,
            stopped_at: None,
            stops: Vec::new(),
            default_user_group: None,
            sso_claims: SsoClaims::Recorded,
        }
    }
}

impl Settings {
    /// Beyond what share of the managed members removals are held at `now`.
    pub fn hold_rule(&self, now: Timestamp) -> HoldRule {
        match self.term_change {
            Some(change) if now < change.until => HoldRule {
                percent: change.percent,
                ..self.hold
            },
            _ => self.hold,
        }
    }
}
