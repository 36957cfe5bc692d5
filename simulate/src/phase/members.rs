//! Members of groups, changed in every form that the provider has and changed back.

use super::{Linked, Party, group, sample};
use crate::dialect::{Form, Peer};
use crate::failure::Failure;
use crate::run::Run;

pub(super) async fn every_form(run: &Run<'_>, linked: &Linked) -> Result<(), Failure> {
    let parties = sample(&linked.parties);
    if parties.is_empty() {
        return Ok(());
    }
    for form in run.habits.forms {
        let name = match form {
            Form::Everyday => "members, as every day",
            Form::ByFilter => "members, removed by filter",
            Form::OneRequest => "members, in one request",
            Form::WholeList => "members, as a whole list",
        };
        let cycle = run.each(&parties, |party, _| exchange(run, linked, party, *form));
        run.phase(name, parties.len(), cycle).await?;
    }
    Ok(())
}

/// One member leaves and a stranger joins; then it is undone. A whole list is also emptied.
async fn exchange(
    run: &Run<'_>,
    linked: &Linked,
    party: &Party,
    form: Form,
) -> Result<(), Failure> {
    let before = &party.members;
    let leave: Vec<Peer> = before.iter().take(1).cloned().collect();
    let peers = linked.accounts.iter().map(super::Account::peer);
    let join: Vec<Peer> = peers
        .filter(|peer| !before.contains(peer))
        .take(1)
        .collect();
    let stay = before.iter().filter(|peer| !leave.contains(peer));
    let after: Vec<Peer> = stay.chain(&join).cloned().collect();
    if leave.is_empty() && join.is_empty() {
        return Ok(());
    }
    group::turn_over(run, party, form, &leave, &join, &after).await?;
    group::has_members(run, party, &after).await?;
    if form == Form::WholeList {
        group::turn_over(run, party, form, &after, &[], &[]).await?;
        group::has_members(run, party, &[]).await?;
        group::turn_over(run, party, form, &[], before, before).await?;
    } else {
        group::turn_over(run, party, form, &join, &leave, before).await?;
    }
    group::has_members(run, party, before).await
}
