//! What the directory, the membership and the app disagree on (I5).

use std::collections::HashMap;

use roster::{Member, MemberState, Tenant, sign_in::sign_in};
use rosterd_http::admin::{AppMember, DriftRequest, DriftView, DriftedView, Problem};
use scim::fold::fold;
use store::{engine::Snapshot, error::EngineError, reader};

use super::{
    TreeAdministration, find,
    problem::{broken, unreadable},
    removal::each_person,
};

impl TreeAdministration {
    /// To look at everybody takes a while, in which no worker thread is held.
    pub(super) async fn compare(
        &self,
        tenant: &str,
        request: DriftRequest,
    ) -> Result<DriftView, Problem> {
        let snapshot = self.snapshot()?;
        let tenant = find(&*snapshot, tenant)?;
        let found = tokio::task::spawn_blocking(move || drift(&*snapshot, &tenant, request));
        found
            .await
            .map_err(|error| broken(&error))?
            .map_err(|error| unreadable(&error))
    }
}

fn drift(
    snapshot: &dyn Snapshot,
    tenant: &Tenant,
    request: DriftRequest,
) -> Result<DriftView, EngineError> {
    let mut view = DriftView::default();
    records(snapshot, tenant, &mut view)?;
    let mut app = request.members.map(|members| {
        let members = members.into_iter();
        members
            .map(|member| (fold(member.email.trim()), member))
            .collect::<HashMap<_, _>>()
    });
    each_person(snapshot, tenant.id, |person| {
        let member = &person.member;
        if !member.is_member() {
            return;
        }
        if member.state == MemberState::Unmanaged {
            let says = "no directory manages this member";
            view.unmanaged.push(drifted(member, says));
        } else if member.user.is_none()
            && member.gone_since.is_none()
            && member.may_sign_in()
            && member.waits_since().is_none()
            && !matches!(member.state, MemberState::Held { .. })
        {
            let says =
                "the directory has deleted this person, who was taken back here: push them again";
            view.unmanaged.push(drifted(member, says));
        }
        if member.gone_since.is_some() {
            let says = "the directory has deleted this person, and the member stays";
            view.not_applied.push(drifted(member, says));
        }
        if let Some(app) = &mut app {
            beside_the_app(
                app.remove(&fold(&member.email)).as_ref(),
                member,
                tenant,
                &mut view,
            );
        }
    })?;
    for member in app.into_iter().flatten().map(|(_, member)| member) {
        view.only_in_app.push(DriftedView {
            email: member.email,
            member: None,
            user: None,
            says: "the app has this member, and there is none here".to_owned(),
        });
    }
    view.only_in_app
        .sort_by(|one, other| one.email.cmp(&other.email));
    view.total = [
        &view.not_members,
        &view.not_applied,
        &view.unmanaged,
        &view.only_in_app,
        &view.missing_in_app,
        &view.access_differs,
    ]
    .into_iter()
    .map(Vec::len)
    .sum();
    Ok(view)
}

/// The directory's records beside what was made of them.
fn records(
    snapshot: &dyn Snapshot,
    tenant: &Tenant,
    view: &mut DriftView,
) -> Result<(), EngineError> {
    reader::user::each_standing(snapshot, tenant.id, |person, member| {
        let email = person
            .email
            .clone()
            .unwrap_or_else(|| person.user_name.clone());
        let differs = |member: Option<&Member>, says: &str| DriftedView {
            email: email.clone(),
            member: member.map(|member| member.id.to_string()),
            user: Some(person.user.clone()),
            says: says.to_owned(),
        };
        match member {
            None => view.not_members.push(differs(
                None,
                "the directory has sent this person, who is no member",
            )),
            Some(member) => {
                let active = member.state == MemberState::Active;
                let says = match (person.active, active) {
                    (Some(false), true) => {
                        "the directory has deactivated this person, who has access"
                    }
                    (Some(true), false) => "the directory gives this person access, who has none",
                    _ => return,
                };
                view.not_applied.push(differs(Some(member), says));
            }
        }
    })
}

fn beside_the_app(app: Option<&AppMember>, member: &Member, tenant: &Tenant, view: &mut DriftView) {
    let Some(app) = app else {
        let says = "the app does not have this member";
        view.missing_in_app.push(drifted(member, says));
        return;
    };
    let may = sign_in(member, &tenant.settings).is_ok();
    if app.active != may {
        let says = if may {
            "the app keeps this member out, who may sign in"
        } else {
            "the app lets this member in, who may not sign in"
        };
        view.access_differs.push(drifted(member, says));
    }
}

fn drifted(member: &Member, says: &str) -> DriftedView {
    DriftedView {
        email: member.email.clone(),
        member: Some(member.id.to_string()),
        user: member.user.clone(),
        says: says.to_owned(),
    }
}
