//! The initial cycle over people: match each, create or update, and remember the id.

use super::{Account, user};
use crate::dialect::Habit;
use crate::failure::Failure;
use crate::run::Run;

pub(super) async fn initial_cycle(run: &Run<'_>) -> Result<Vec<Account>, Failure> {
    let people = &run.directory.people;
    let cycle = run.each(people, |person, _| user::bring_in(run, person));
    let ids = run
        .phase("initial cycle: users", people.len(), cycle)
        .await?;
    let account = |(person, id): (&crate::directory::Person, &String)| Account {
        id: id.clone(),
        person: person.clone(),
        manager: person
            .manager
            .filter(|_| run.habits.has(Habit::LinksManagers))
            .and_then(|manager| ids.get(manager).cloned()),
    };
    Ok(people.iter().zip(&ids).map(account).collect())
}
