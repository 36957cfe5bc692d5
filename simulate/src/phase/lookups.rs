//! Look-ups that must hit, in any case of the letters, and look-ups that must miss.

use hyper::Method;

use super::{Account, Linked, Party, connection, sample, user};
use crate::attribute::Attribute;
use crate::client::Kind;
use crate::failure::Failure;
use crate::run::Run;

pub(super) async fn check(run: &Run<'_>, linked: &Linked) -> Result<(), Failure> {
    let accounts = sample(&linked.accounts);
    let hits = run.each(&accounts, |account, _| people(run, account));
    run.phase("look-ups of users", accounts.len(), hits).await?;
    let parties = sample(&linked.parties);
    let hits = run.each(&parties, |party, _| group(run, party));
    run.phase("look-ups of groups", parties.len(), hits)
        .await
        .map(drop)
}

async fn people(run: &Run<'_>, account: &Account) -> Result<(), Failure> {
    let person = &account.person;
    let name = &person.user_name;
    hit(
        run,
        Kind::User,
        "userName",
        &name.to_uppercase(),
        &account.id,
    )
    .await?;
    hit(
        run,
        Kind::User,
        "userName",
        &name.to_lowercase(),
        &account.id,
    )
    .await?;
    for attribute in run.habits.more_lookups {
        let value = if *attribute == Attribute::ExternalId.path() {
            &person.external_id
        } else {
            &person.email
        };
        hit(run, Kind::User, attribute, value, &account.id).await?;
        miss(run, Kind::User, attribute, &format!("nobody.{value}")).await?;
    }
    miss(run, Kind::User, "userName", &format!("nobody.{name}")).await?;
    let unknown = format!("{}-0", account.id);
    not_found(run, Kind::User, &unknown).await
}

async fn group(run: &Run<'_>, party: &Party) -> Result<(), Failure> {
    hit(
        run,
        Kind::Group,
        "displayName",
        &party.name.to_uppercase(),
        &party.id,
    )
    .await?;
    miss(
        run,
        Kind::Group,
        "displayName",
        &format!("No {}", party.name),
    )
    .await?;
    not_found(run, Kind::Group, &format!("{}-0", party.id)).await
}

pub(super) async fn hit(
    run: &Run<'_>,
    kind: Kind,
    attribute: &str,
    value: &str,
    id: &str,
) -> Result<(), Failure> {
    let request = run.dialect.look_up(kind, attribute, value);
    let found = user::look_up(run, kind, attribute, value).await?;
    if found.is_some_and(|found| found.id == id) {
        return Ok(());
    }
    let answer = run.send(&request).await?;
    Err(answer.objection(
        format!("the resource {id}"),
        "it exists; case does not matter",
    ))
}

pub(super) async fn miss(
    run: &Run<'_>,
    kind: Kind,
    attribute: &str,
    value: &str,
) -> Result<(), Failure> {
    let answer = run
        .send(&run.dialect.look_up(kind, attribute, value))
        .await?;
    connection::miss(run, &answer)
}

/// Nothing must be there under this id.
pub(super) async fn not_found(run: &Run<'_>, kind: Kind, id: &str) -> Result<(), Failure> {
    let answer = run
        .send(&run.dialect.about(Method::GET, kind, id, None))
        .await?;
    answer.problem(404, "there is nothing under this id")
}
