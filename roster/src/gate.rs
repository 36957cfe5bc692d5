//! What keeps everybody out: nothing that gives access passes a closed gate, and nothing that takes
//! it away ever meets one (D6, D7).

use crate::Tenant;

/// Why a gate is closed. Displays as the sentence that the directory's admin reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Gate {
    /// The app's plan lacks provisioning (R17).
    #[error(
        "the plan of this account does not include provisioning, so that nobody is let in: renew it \
         in the app, then start the provisioning again"
    )]
    PlanLapsed,
    /// Set up, and switched off (R16).
    #[error(
        "single sign-on is not active for this account, so that nobody is let in: activate it in \
         the app, then start the provisioning again"
    )]
    SingleSignOnInactive,
    /// Not set up (R14).
    #[error(
        "single sign-on is not active for this account, so that nobody is let in: set up SAML or \
         OIDC in the app, then start the provisioning again"
    )]
    SingleSignOnMissing,
}

impl Gate {
    /// The first gate that is closed, if one is.
    pub fn closed(tenant: &Tenant) -> Option<Self> {
        if !tenant.settings.plan {
            Some(Self::PlanLapsed)
        } else if !tenant.sso.is_active() {
            Some(Self::SingleSignOnMissing)
        } else if !tenant.settings.sso_active {
            Some(Self::SingleSignOnInactive)
        } else {
            None
        }
    }

    /// The word that it is written with.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::PlanLapsed => "plan_lapsed",
            Self::SingleSignOnInactive => "sso_inactive",
            Self::SingleSignOnMissing => "sso_missing",
        }
    }
}
