//! People who are disabled and enabled again: they stay findable and keep their groups.

use serde_json::{Value, json};

use super::{Account, Linked, group, sample, user};
use crate::client::Kind;
use crate::directory::Person;
use crate::failure::Failure;
use crate::run::Run;

pub(super) async fn suspensions(run: &Run<'_>, linked: &Linked) -> Result<(), Failure> {
    let accounts = sample(&linked.accounts);
    let cycle = run.each(&accounts, |account, _| suspend(run, account));
    run.phase("deactivated", accounts.len(), cycle).await?;
    // No provider sends members again after a reactivation, so they must have stayed.
    let groups = run.each(&linked.parties, |party, _| {
        group::has_members(run, party, &party.members)
    });
    run.phase("members while inactive", linked.parties.len(), groups)
        .await?;
    let cycle = run.each(&accounts, |account, _| resume(run, account));
    run.phase("reactivated", accounts.len(), cycle)
        .await
        .map(drop)
}

async fn suspend(run: &Run<'_>, account: &Account) -> Result<(), Failure> {
    run.count(user::amend(run, &account.id, &inactive(&account.person)).await?);
    is_inactive(run, &account.person, &account.id).await
}

async fn resume(run: &Run<'_>, account: &Account) -> Result<(), Failure> {
    run.count(user::amend(run, &account.id, &account.person).await?);
    Ok(())
}

/// `person` as the provider wants it while it may not sign in.
pub(super) fn inactive(person: &Person) -> Person {
    Person {
        active: false,
        ..person.clone()
    }
}

/// An inactive person must be there, by id and by filter.
pub(super) async fn is_inactive(run: &Run<'_>, person: &Person, id: &str) -> Result<(), Failure> {
    let why = "an inactive person is found, to be enabled one day";
    let answer = user::read(run, id).await?;
    if answer.found(Kind::User, id)?.get("active") != Some(&json!(false)) {
        return Err(answer.objection("active false", why));
    }
    let request = run
        .dialect
        .look_up(Kind::User, "userName", &person.user_name);
    let answer = run.send(&request).await?;
    let found = answer.listing()?.resources.first();
    match found
        .and_then(|user| user.get("id"))
        .and_then(Value::as_str)
    {
        Some(found) if found == id => Ok(()),
        _ => Err(answer.objection(format!("the user {id}"), why)),
    }
}
