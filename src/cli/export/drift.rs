//! Differences as rows (I5).

use rosterd_http::admin::{DriftView, DriftedView};
use serde::{Deserialize, Serialize};

use super::Exported;

/// One difference, and the list that it is in.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Row {
    difference: String,
    #[serde(flatten)]
    drifted: DriftedView,
}

impl Row {
    /// List after list, by the names that they have in the view.
    pub(super) fn of(view: DriftView) -> impl Iterator<Item = Self> {
        let lists = [
            ("not_members", view.not_members),
            ("not_applied", view.not_applied),
            ("unmanaged", view.unmanaged),
            ("only_in_app", view.only_in_app),
            ("missing_in_app", view.missing_in_app),
            ("access_differs", view.access_differs),
        ];
        lists.into_iter().flat_map(|(name, list)| {
            list.into_iter().map(move |drifted| Self {
                difference: name.to_owned(),
                drifted,
            })
        })
    }
}

impl Exported for Row {
    const HEADER: &'static [&'static str] =
        &["difference", "email", "member_id", "user_id", "says"];

    fn cells(&self) -> Vec<String> {
        let DriftedView {
            email,
            member,
            user,
            says,
        } = &self.drifted;
        vec![
            self.difference.clone(),
            email.clone(),
            member.clone().unwrap_or_default(),
            user.clone().unwrap_or_default(),
            says.clone(),
        ]
    }
}
