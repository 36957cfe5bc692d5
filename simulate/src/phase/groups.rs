//! Groups: the initial cycle, and renames that must leave members alone.

use super::{Account, Linked, Party, group, sample};
use crate::dialect::Peer;
use crate::directory::Group;
use crate::failure::Failure;
use crate::run::Run;

pub(super) async fn initial_cycle(
    run: &Run<'_>,
    accounts: &[Account],
) -> Result<Vec<Party>, Failure> {
    let groups = &run.directory.groups;
    let members = |group: &Group| -> Vec<Peer> {
        group
            .members
            .iter()
            .filter_map(|at| accounts.get(*at))
            .map(Account::peer)
            .collect()
    };
    let cycle = run.each(groups, |one, _| group::bring_in(run, one, members(one)));
    run.phase("initial cycle: groups", groups.len(), cycle)
        .await
}

/// Renames some groups and renames them back.
pub(super) async fn renames(run: &Run<'_>, linked: &Linked) -> Result<(), Failure> {
    let parties = sample(&linked.parties);
    if parties.is_empty() || run.dialect.rename("", "", &[]).is_empty() {
        return Ok(());
    }
    let renamed = |party: &Party| Party {
        name: Group::renamed(&party.name),
        ..party.clone()
    };
    let cycle = run.each(&parties, |party, _| rename(run, renamed(party)));
    run.phase("groups renamed", parties.len(), cycle).await?;
    let cycle = run.each(&parties, |party, _| rename(run, Party::clone(party)));
    run.phase("group names restored", parties.len(), cycle)
        .await
        .map(drop)
}

async fn rename(run: &Run<'_>, party: Party) -> Result<(), Failure> {
    group::rename(run, &party.id, &party.name, &party.members).await?;
    group::has_members(run, &party, &party.members).await
}
