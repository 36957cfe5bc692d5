//! The end: everything is read back and must be as the directory wants it.

use super::{Account, Linked, group, lookups, managers, states, user};
use crate::client::Kind;
use crate::dialect::Habit;
use crate::directory::Person;
use crate::failure::Failure;
use crate::run::Run;

pub(super) async fn final_state(run: &Run<'_>, linked: &Linked) -> Result<(), Failure> {
    let Linked { accounts, parties } = linked;
    let reads = run.each(accounts, |account, _| person(run, account));
    run.phase("verification of users", accounts.len(), reads)
        .await?;
    let reads = run.each(parties, |party, _| {
        group::has_members(run, party, &party.members)
    });
    run.phase("verification of groups", parties.len(), reads)
        .await?;
    let gone = &run.directory.leavers;
    let reads = run.each(gone, |person, _| leaver(run, person));
    run.phase("verification of leavers", gone.len(), reads)
        .await
        .map(drop)
}

async fn person(run: &Run<'_>, account: &Account) -> Result<(), Failure> {
    let answer = user::read(run, &account.id).await?;
    let found = answer.found(Kind::User, &account.id)?;
    user::as_wanted(&answer, found, &run.dialect.wanted(&account.person))?;
    lookups::hit(
        run,
        Kind::User,
        "userName",
        &account.person.user_name,
        &account.id,
    )
    .await?;
    if run.habits.has(Habit::LinksManagers) {
        managers::holds(run, &account.id, account.manager.as_deref()).await?;
    }
    Ok(())
}

async fn leaver(run: &Run<'_>, person: &Person) -> Result<(), Failure> {
    let found = user::look_up(run, Kind::User, "userName", &person.user_name).await?;
    match found {
        Some(found) => states::is_inactive(run, person, &found.id).await,
        None => Ok(()),
    }
}
