//! Incremental cycles: people change in the directory, and change back.

use hyper::Method;
use serde_json::Value;

use super::{Account, Linked, lookups, sample, user};
use crate::client::Kind;
use crate::dialect::Habit;
use crate::directory::Alteration;
use crate::failure::Failure;
use crate::run::Run;

pub(super) async fn incremental_cycles(run: &Run<'_>, linked: &Linked) -> Result<(), Failure> {
    let accounts = sample(&linked.accounts);
    for alteration in Alteration::ALL {
        let name = match alteration {
            Alteration::Marriage => "incremental cycle: names and e-mail",
            Alteration::Transfer => "incremental cycle: title and department",
            Alteration::Desk => "incremental cycle: telephone and office",
            Alteration::Renaming => "incremental cycle: user names",
        };
        let cycle = run.each(&accounts, |account, _| alter(run, account, alteration));
        run.phase(name, accounts.len(), cycle).await?;
    }
    if run.habits.has(Habit::WritesBack) {
        let cycle = run.each(&accounts, |account, _| write_back(run, account));
        run.phase("written back as received", accounts.len(), cycle)
            .await?;
    }
    Ok(())
}

/// The change of a person, what follows from it, and its undoing.
async fn alter(run: &Run<'_>, account: &Account, alteration: Alteration) -> Result<(), Failure> {
    let altered = alteration.of(&account.person);
    run.count(user::amend(run, &account.id, &altered).await?);
    if alteration == Alteration::Renaming {
        lookups::hit(run, Kind::User, "userName", &altered.user_name, &account.id).await?;
        lookups::miss(run, Kind::User, "userName", &account.person.user_name).await?;
    }
    run.count(user::amend(run, &account.id, &account.person).await?);
    Ok(())
}

/// PUT of exactly what GET returned must change nothing but `meta`.
async fn write_back(run: &Run<'_>, account: &Account) -> Result<(), Failure> {
    let before = user::read(run, &account.id).await?;
    let received = before.found(Kind::User, &account.id)?;
    let body = Some(received.clone());
    let request = run
        .dialect
        .about(Method::PUT, Kind::User, &account.id, body);
    let answer = run.send(&request).await?;
    user::updated(&answer, Kind::User, &request)?;
    let after = user::read(run, &account.id).await?;
    if without_meta(received) == without_meta(after.found(Kind::User, &account.id)?) {
        return Ok(());
    }
    Err(after.objection(
        "what was read before the PUT",
        "writing back what came changes nothing",
    ))
}

fn without_meta(user: &Value) -> Value {
    let mut user = user.clone();
    if let Value::Object(members) = &mut user {
        members.remove("meta");
    }
    user
}
