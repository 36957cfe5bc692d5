//! A tenant as the app and its admin describe it: the facts that gates and rules read.

mod grace_days;
mod practice;
pub mod setting;
mod settings;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::TenantId;

pub use grace_days::{GraceDays, NotGraceDays};
pub use practice::{Choice, GroupNames, NotAChoice, Practice, Replace, UnknownMembers};
pub use settings::{
    HoldRule, Mode, NotRetentionDays, RetentionDays, Settings, SsoClaims, Stop, TermChange,
};

/// One customer account of the app.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tenant {
    /// Leads every key of the account's rows.
    pub id: TenantId,
    /// Told apart by it on the command line.
    pub name: String,
    /// Decides whether pushed groups become classes (R12).
    pub kind: TenantKind,
    /// The gate of everything that gives access (R14, D6).
    pub sso: SingleSignOn,
    /// Days between a delete in the directory and the removal (R62).
    pub grace_days: GraceDays,
    /// Turns every tolerance for what identity providers send off.
    pub strict: bool,
    /// What it chose where directories differ.
    #[serde(default)]
    pub practice: Practice,
    /// What its admin has set about provisioning.
    #[serde(default)]
    pub settings: Settings,
    /// Grows with each schema or resource type that is declared; 0 while there is none.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub declarations: u64,
    /// When the app stated it.
    pub created_at: Timestamp,
}

/// What the account is used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TenantKind {
    /// Pushed groups become classes.
    School,
    /// They do not.
    Business,
}

impl TenantKind {
    /// Nobody gets classes without having asked for them.
    pub const DEFAULT: Self = Self::Business;
}

/// Whether people can sign in by single sign-on, and by which protocol.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SingleSignOn {
    /// Not set up, or switched off.
    None,
    /// SAML 2.0.
    Saml,
    /// `OpenID` Connect.
    Oidc,
}

impl SingleSignOn {
    /// Single sign-on comes before a directory is connected (R14), so a tenant about which nothing
    /// is said has it.
    pub const DEFAULT: Self = Self::Saml;

    /// Either protocol is enough (R15, R16).
    pub fn is_active(self) -> bool {
        self != Self::None
    }
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde hands every field over by reference"
)]
fn is_zero(number: &u64) -> bool {
    *number == 0
}
