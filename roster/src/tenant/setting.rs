//! Settings by their names: how each is read from what an admin sends, and shown.

mod value;

use serde_json::{Map, Value};

use crate::{Choice, GraceDays, Mode, SsoClaims, Tenant};
use value::{boolean, choice, name, number, optional, percent, sso, term_change};

/// One setting.
pub struct Setting {
    /// As the admin API and the command line have it.
    pub name: &'static str,
    /// One sentence for people: what it does, its values, its default.
    pub meaning: &'static str,
    show: fn(&Tenant) -> Value,
    set: fn(&mut Tenant, &Value) -> Result<(), String>,
}

/// Why a setting was not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotASetting {
    /// No setting has this name.
    #[error("there is no setting {0}; `setting list` shows those that there are")]
    Unknown(String),
    /// It can't have this value.
    #[error("{name}: {problem}")]
    Value {
        /// Of the setting.
        name: &'static str,
        /// What is wrong with the value, and what would be right.
        problem: String,
    },
    /// It can't be changed while another one is as it is.
    #[error("{name}: {problem}")]
    Locked {
        /// Of the setting.
        name: &'static str,
        /// What keeps it.
        problem: &'static str,
    },
}

impl Setting {
    /// The value that it has.
    pub fn show(&self, tenant: &Tenant) -> Value {
        (self.show)(tenant)
    }
}

impl std::fmt::Debug for Setting {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Setting").field(&self.name).finish()
    }
}

/// All settings, by name.
pub fn show_all(tenant: &Tenant) -> Map<String, Value> {
    let shown = SETTINGS
        .iter()
        .map(|setting| (setting.name.to_owned(), setting.show(tenant)));
    shown.collect()
}

/// The tenant with these settings, all or none of them.
pub fn set_all(tenant: &Tenant, values: &Map<String, Value>) -> Result<Tenant, NotASetting> {
    let mut after = tenant.clone();
    for (name, value) in values {
        let setting = SETTINGS
            .iter()
            .find(|setting| setting.name == name)
            .ok_or_else(|| NotASetting::Unknown(name.clone()))?;
        (setting.set)(&mut after, value).map_err(|problem| NotASetting::Value {
            name: setting.name,
            problem,
        })?;
    }
    // R61: the field is not editable while it has no effect.
    if !after.settings.automatic && after.grace_days != tenant.grace_days {
        return Err(NotASetting::Locked {
            name: "grace_days",
            problem: "automatic create and remove is off: switch auto_manage on first",
        });
    }
    Ok(after)
}

/// In the order in which they are shown.
pub const SETTINGS: [Setting; 21] = [
    Setting {
        name: "auto_manage",
        meaning: "Automatically create and remove user accounts from the directory: true (the \
                  default) or false, then it is recorded and not applied.",
        show: |tenant| tenant.settings.automatic.into(),
        set: |tenant, value| boolean(value).map(|on| tenant.settings.automatic = on),
    },
    Setting {
        name: "grace_days",
        meaning: "Remove users N days after they disappear from the directory: 0 to 90, 7 by \
                  default; 0 removes them immediately.",
        show: |tenant| tenant.grace_days.days().into(),
        set: |tenant, value| {
            GraceDays::try_from(value)
                .map(|days| tenant.grace_days = days)
                .map_err(|error| error.to_string())
        },
    },
    Setting {
        name: "block_sign_in_during_grace",
        meaning: "Whoever waits for removal may not sign in: true or false (the default).",
        show: |tenant| tenant.settings.block_pending.into(),
        set: |tenant, value| boolean(value).map(|on| tenant.settings.block_pending = on),
    },
    Setting {
        name: "remove_deactivated",
        meaning: "Also remove users who stay deactivated for the grace period: true or false (the \
                  default).",
        show: |tenant| tenant.settings.remove_deactivated.into(),
        set: |tenant, value| boolean(value).map(|on| tenant.settings.remove_deactivated = on),
    },
    Setting {
        name: "hold_percent",
        meaning: "More removals than this share of the managed members within 24 hours are held: 0 \
                  to 100, 10 by default; 100 never holds.",
        show: |tenant| tenant.settings.hold.percent.into(),
        set: |tenant, value| percent(value).map(|share| tenant.settings.hold.percent = share),
    },
    Setting {
        name: "hold_minimum",
        meaning: "So many may always be removed within 24 hours: 5 by default.",
        show: |tenant| tenant.settings.hold.least.into(),
        set: |tenant, value| number(value).map(|least| tenant.settings.hold.least = least),
    },
    Setting {
        name: "term_change",
        meaning: "A time of many expected removals: null (the default), or {\"until\": a time, \
                  \"percent\": the share that is held until then}.",
        show: |tenant| value::shown(tenant.settings.term_change),
        set: |tenant, value| term_change(value).map(|it| tenant.settings.term_change = it),
    },
    Setting {
        name: "seat_limit",
        meaning: "How many members may have access at once: a number, or null (the default) for \
                  any.",
        show: |tenant| value::shown(tenant.settings.seat_limit),
        set: |tenant, value| optional(value, number).map(|it| tenant.settings.seat_limit = it),
    },
    Setting {
        name: "mode",
        meaning: "live (the default): the directory is acted upon. paused: it is recorded, and \
                  acted upon when the pause ends. observing: it is recorded until an admin goes \
                  live with a plan. Loss of access is immediate in each.",
        show: |tenant| tenant.settings.mode.word().into(),
        set: |tenant, value| choice::<Mode>(value).map(|mode| tenant.settings.mode = mode),
    },
    Setting {
        name: "only_provisioned_sign_in",
        meaning: "Only people whom the directory has pushed may sign in: true or false (the \
                  default).",
        show: |tenant| tenant.settings.only_provisioned.into(),
        set: |tenant, value| boolean(value).map(|on| tenant.settings.only_provisioned = on),
    },
    Setting {
        name: "retention_days",
        meaning: "How long the activity log is kept: 30 to 730 days, 180 by default.",
        show: |tenant| tenant.settings.retention_days.days().into(),
        set: |tenant, value| {
            let days = number(value)?.try_into();
            days.map(|days| tenant.settings.retention_days = days)
                .map_err(|error: crate::tenant::NotRetentionDays| error.to_string())
        },
    },
    Setting {
        name: "kind",
        meaning: "school: pushed groups become classes. business (the default): they do not.",
        show: |tenant| value::shown(tenant.kind),
        set: |tenant, value| value::kind(value).map(|kind| tenant.kind = kind),
    },
    Setting {
        name: "sso",
        meaning: "Single sign-on as the app has it set up: saml (the default), oidc or none.",
        show: |tenant| value::shown(tenant.sso),
        set: |tenant, value| sso(value).map(|sso| tenant.sso = sso),
    },
    Setting {
        name: "sso_active",
        meaning: "Whether single sign-on, where it is set up, is active: true (the default) or \
                  false.",
        show: |tenant| tenant.settings.sso_active.into(),
        set: |tenant, value| boolean(value).map(|on| tenant.settings.sso_active = on),
    },
    Setting {
        name: "plan",
        meaning: "Whether the app's plan includes provisioning: true (the default) or false.",
        show: |tenant| tenant.settings.plan.into(),
        set: |tenant, value| boolean(value).map(|on| tenant.settings.plan = on),
    },
    Setting {
        name: "strict",
        meaning: "Turn the tolerances for identity providers off: true or false (the default).",
        show: |tenant| tenant.strict.into(),
        set: |tenant, value| boolean(value).map(|on| tenant.strict = on),
    },
    Setting {
        name: "group_names",
        meaning: "Whether two groups may have one name: unique (the default) or shared.",
        show: |tenant| tenant.practice.group_names.word().into(),
        set: |tenant, value| choice(value).map(|it| tenant.practice.group_names = it),
    },
    Setting {
        name: "replace",
        meaning: "What becomes of attributes that a PUT does not have: clear (the default) or keep.",
        show: |tenant| tenant.practice.replace.word().into(),
        set: |tenant, value| choice(value).map(|it| tenant.practice.replace = it),
    },
    Setting {
        name: "unknown_members",
        meaning: "Whether unknown members of a group are left out (report, the default) or refused \
                  (fail).",
        show: |tenant| tenant.practice.unknown_members.word().into(),
        set: |tenant, value| choice(value).map(|it| tenant.practice.unknown_members = it),
    },
    Setting {
        name: "default_user_group",
        meaning: "The user group of members who get none by group mapping: a name, or null (the \
                  default) for none.",
        show: |tenant| value::shown(&tenant.settings.default_user_group),
        set: |tenant, value| {
            optional(value, name).map(|it| tenant.settings.default_user_group = it)
        },
    },
    Setting {
        name: "sso_claims",
        meaning: "What the groups of a sign-in are to a member whom the directory manages: recorded \
                  (the default), as the pushed groups win, or applied.",
        show: |tenant| tenant.settings.sso_claims.word().into(),
        set: |tenant, value| choice::<SsoClaims>(value).map(|it| tenant.settings.sso_claims = it),
    },
];

#[cfg(test)]
mod tests;
