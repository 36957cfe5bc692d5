//! References between people, which a provider sends once both sides exist.

use serde_json::Value;

use super::{Account, Linked, sample, user};
use crate::attribute::{Attribute, ENTERPRISE};
use crate::client::Kind;
use crate::dialect::Habit;
use crate::failure::Failure;
use crate::report::Outcome;
use crate::run::Run;

/// How many people are walked through every form; each is a dozen requests.
const WALKED: usize = 20;

pub(super) async fn initial_cycle(run: &Run<'_>, accounts: &[Account]) -> Result<(), Failure> {
    if !run.habits.has(Habit::LinksManagers) {
        return Ok(());
    }
    // Only an interrupted run can have left a manager with somebody who has none.
    let is_looked_at = |account: &&Account| account.manager.is_some() || run.may_find_renamed();
    let people: Vec<_> = accounts.iter().filter(is_looked_at).collect();
    let cycle = run.each(&people, |account, _| link(run, account));
    run.phase("initial cycle: managers", people.len(), cycle)
        .await
        .map(drop)
}

/// Makes the manager the one that the directory has, if there is one.
async fn link(run: &Run<'_>, account: &Account) -> Result<(), Failure> {
    let (id, manager) = (&account.id, account.manager.as_deref());
    let answer = user::read(run, id).await?;
    let held = Attribute::Manager
        .read(answer.found(Kind::User, id)?)
        .and_then(Value::as_str);
    if held == manager {
        run.count(Outcome::Unchanged);
        return Ok(());
    }
    let forms = run.dialect.manager_forms(id, manager.unwrap_or_default());
    if let Some((request, _)) = forms.iter().find(|(_, sets)| *sets == manager.is_some()) {
        let answer = run.send(request).await?;
        user::updated(&answer, Kind::User, request)?;
        holds(run, id, manager).await?;
        run.count(Outcome::Updated);
    }
    Ok(())
}

/// Sets and takes away managers in every form, and ends as the directory wants it.
pub(super) async fn every_form(run: &Run<'_>, linked: &Linked) -> Result<(), Failure> {
    if !run.habits.has(Habit::LinksManagers) {
        return Ok(());
    }
    let walked: Vec<&Account> = sample(&linked.accounts).into_iter().take(WALKED).collect();
    let walk = run.each(&walked, |account, _| walk(run, account));
    run.phase("managers in every form", walked.len(), walk)
        .await
        .map(drop)
}

async fn walk(run: &Run<'_>, account: &Account) -> Result<(), Failure> {
    // People without a manager report to themselves for a while; no server may check that.
    let manager = account.manager.as_ref().unwrap_or(&account.id);
    for (request, sets) in run.dialect.manager_forms(&account.id, manager) {
        let answer = run.send(&request).await?;
        user::updated(&answer, Kind::User, &request)?;
        holds(run, &account.id, sets.then_some(manager)).await?;
    }
    link(run, account).await
}

/// The user must have this manager as a complex value, or no such attribute at all.
pub(super) async fn holds(run: &Run<'_>, id: &str, manager: Option<&str>) -> Result<(), Failure> {
    let answer = user::read(run, id).await?;
    let user = answer.found(Kind::User, id)?;
    let held = Attribute::Manager.read(user).and_then(Value::as_str);
    let is_absent = user
        .get(ENTERPRISE)
        .and_then(|held| held.get("manager"))
        .is_none();
    match manager {
        Some(manager) if held == Some(manager) => Ok(()),
        None if is_absent => Ok(()),
        Some(manager) => Err(answer.objection(
            format!("manager.value \"{manager}\""),
            "a manager is a complex value, however it was sent",
        )),
        None => Err(answer.objection("no manager", "it was removed and must be absent")),
    }
}
