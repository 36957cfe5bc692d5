//! The script: what a provider does from the first connection to a quiet directory.

use crate::dialect::Peer;
use crate::directory::Person;
use crate::failure::Failure;
use crate::run::Run;

mod book;
mod connection;
mod group;
mod groups;
mod import;
mod leavers;
mod lookups;
mod managers;
mod members;
mod people;
mod profiles;
mod states;
mod traces;
mod user;
mod verification;

/// A lasting person with the server's id.
#[derive(Clone, Debug)]
struct Account {
    id: String,
    person: Person,
    /// The server's id of the manager.
    manager: Option<String>,
}

impl Account {
    fn peer(&self) -> Peer {
        Peer {
            id: self.id.clone(),
            user_name: self.person.user_name.clone(),
        }
    }
}

/// A group with the server's id and the members that it has between two phases.
#[derive(Clone, Debug)]
struct Party {
    id: String,
    name: String,
    members: Vec<Peer>,
}

/// The lasting objects, once both sides know them.
#[derive(Debug)]
struct Linked {
    accounts: Vec<Account>,
    parties: Vec<Party>,
}

/// Plays every phase that the persona has.
pub(crate) async fn script(run: &Run<'_>) -> Result<(), Failure> {
    connection::test(run).await?;
    let offers = book::discovery::read(run).await?;
    traces::look(run).await?;
    let accounts = people::initial_cycle(run).await?;
    if run.wipes() {
        return leavers::everybody(run, &accounts).await;
    }
    managers::initial_cycle(run, &accounts).await?;
    let parties = groups::initial_cycle(run, &accounts).await?;
    let linked = Linked { accounts, parties };
    lookups::check(run, &linked).await?;
    import::check(run, &linked).await?;
    profiles::incremental_cycles(run, &linked).await?;
    managers::every_form(run, &linked).await?;
    groups::renames(run, &linked).await?;
    members::every_form(run, &linked).await?;
    states::suspensions(run, &linked).await?;
    if let Some(offers) = &offers {
        // Boxed, as most personas never need the room for it.
        Box::pin(book::check(run, &linked, offers)).await?;
    }
    leavers::come_and_go(run, &linked).await?;
    verification::final_state(run, &linked).await
}

/// About a tenth of `items`, spread over all of them, and at least five of them.
fn sample<T>(items: &[T]) -> Vec<&T> {
    let step = (items.len() / items.len().div_ceil(10).max(5)).max(1);
    items.iter().step_by(step).collect()
}

#[cfg(test)]
mod tests;
