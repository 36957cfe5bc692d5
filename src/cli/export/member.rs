//! Members as rows. The first columns are those that an import reads.

use jiff::Timestamp;
use rosterd_http::admin::MemberView;
use serde::{Deserialize, Serialize};

use super::Exported;
use crate::spreadsheet::cell;

#[derive(Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct Row(MemberView);

impl Exported for Row {
    const HEADER: &'static [&'static str] = &[
        "email",
        "user_name",
        "display_name",
        "user_group",
        "classes",
        "teacher",
        "state",
        "may_sign_in",
        "origin",
        "protected",
        "due",
        "member_id",
        "user_id",
        "created_at",
        "changed_at",
    ];

    fn cells(&self) -> Vec<String> {
        let member = &self.0;
        vec![
            member.email.clone(),
            member.user_name.clone(),
            member.display_name.clone().unwrap_or_default(),
            member.user_group.clone().unwrap_or_default(),
            cell::join(member.classes.iter().map(String::as_str)),
            member.teacher.to_string(),
            member.state.clone(),
            member.may_sign_in.to_string(),
            member.origin.clone(),
            member.protected.to_string(),
            member
                .due
                .as_ref()
                .map_or_else(String::new, Timestamp::to_string),
            member.id.clone(),
            member.user.clone().unwrap_or_default(),
            member.created_at.to_string(),
            member.changed_at.to_string(),
        ]
    }

    /// Who was removed is no member, and an import elsewhere would make them one.
    fn is_wanted(&self) -> bool {
        self.0.state != "removed"
    }
}

#[cfg(test)]
mod tests;
