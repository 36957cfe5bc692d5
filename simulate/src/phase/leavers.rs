//! People who join, are unassigned, return and leave for good, and the group they work in.

use hyper::Method;

use super::{Account, Linked, Party, group, lookups, states, user};
use crate::client::Kind;
use crate::dialect::{Form, Habit, Peer};
use crate::directory::Person;
use crate::failure::Failure;
use crate::report::Outcome;
use crate::run::Run;

pub(super) async fn come_and_go(run: &Run<'_>, linked: &Linked) -> Result<(), Failure> {
    let people = &run.directory.leavers;
    let steps = people.len();
    let joining = run.each(people, |person, _| user::bring_in(run, person));
    let ids = run.phase("leavers join", steps, joining).await?;
    let leavers: Vec<(&Person, &String)> = people.iter().zip(&ids).collect();

    let repeats = run.each(people, |person, _| duplicate(run, person));
    run.phase("duplicate users", steps, repeats).await?;

    let peer = |(person, id): &(&Person, &String)| Peer {
        id: (*id).clone(),
        user_name: person.user_name.clone(),
    };
    let peers: Vec<Peer> = leavers.iter().map(peer).collect();
    let place = run
        .phase("leavers work", 2, gather(run, linked, &peers))
        .await?;

    let unassigned = run.each(&leavers, |(person, id), _| unassign(run, person, id));
    run.phase("unassigned", steps, unassigned).await?;
    if let Some(place) = &place {
        let check = run.once(|_| group::has_members(run, place, &place.members));
        run.phase("members while unassigned", 1, check).await?;
    }
    let assigned = run.each(&leavers, |(person, id), _| assign(run, person, id));
    run.phase("assigned again", steps, assigned).await?;

    let leaving = run.each(&leavers, |(person, id), failed| {
        leave(run, person, id, failed)
    });
    run.phase("leavers leave", steps, leaving).await?;
    if run.habits.has(Habit::DeletesPeople) {
        return_once(run, &leavers).await?;
    }
    if let Some(place) = place {
        let rest = if run.habits.has(Habit::DeletesPeople) {
            without(&place, &peers)
        } else {
            place
        };
        let steps = if run.habits.has(Habit::DeletesGroups) {
            3
        } else {
            1
        };
        run.phase("leavers gone", steps, dissolve(run, &rest))
            .await?;
    }
    Ok(())
}

/// A mistake in the directory, e.g. a group that was unassigned: all people leave at once.
pub(super) async fn everybody(run: &Run<'_>, accounts: &[Account]) -> Result<(), Failure> {
    let leaving = run.each(accounts, |account, failed| {
        leave(run, &account.person, &account.id, failed)
    });
    run.phase("everybody leaves", accounts.len(), leaving)
        .await
        .map(drop)
}

/// Creating whom the server has must be refused.
async fn duplicate(run: &Run<'_>, person: &Person) -> Result<(), Failure> {
    let body = run.dialect.new_person(person);
    run.send(&run.dialect.create(Kind::User, body))
        .await?
        .duplicate()
}

/// A group of its own for the leavers; where the provider deletes no groups, one that lasts.
async fn gather(run: &Run<'_>, linked: &Linked, peers: &[Peer]) -> Result<Option<Party>, Failure> {
    if run.habits.has(Habit::DeletesGroups) {
        let project = &run.directory.project;
        let party = run
            .once(|_| group::bring_in(run, project, peers.to_vec()))
            .await?;
        let body = run.dialect.new_group(project);
        let again = run.dialect.create(Kind::Group, body);
        run.once(|_| async { run.send(&again).await?.duplicate() })
            .await?;
        return Ok(Some(party));
    }
    let Some(last) = linked.parties.last() else {
        return Ok(None);
    };
    let mut party = last.clone();
    party.members.extend_from_slice(peers);
    let join = || group::turn_over(run, &party, Form::Everyday, &[], peers, &party.members);
    run.once(|_| join()).await?;
    run.once(|_| group::has_members(run, &party, &party.members))
        .await?;
    Ok(Some(party))
}

async fn unassign(run: &Run<'_>, person: &Person, id: &str) -> Result<(), Failure> {
    run.count(user::amend(run, id, &states::inactive(person)).await?);
    states::is_inactive(run, person, id).await
}

/// Who returns is matched again, and must be the same as before.
async fn assign(run: &Run<'_>, person: &Person, id: &str) -> Result<(), Failure> {
    let matched = user::bring_in(run, person).await?;
    if matched == id {
        return Ok(());
    }
    let answer = user::read(run, &matched).await?;
    Err(answer.objection(format!("the id {id}"), "a person who returns keeps the id"))
}

/// The end: deleted where the provider deletes people, else deactivated for good.
async fn leave(run: &Run<'_>, person: &Person, id: &str, failed: u32) -> Result<(), Failure> {
    if !run.habits.has(Habit::DeletesPeople) {
        return unassign(run, person, id).await;
    }
    delete(run, Kind::User, id, failed).await?;
    lookups::miss(run, Kind::User, "userName", &person.user_name).await
}

/// Nothing of a deleted person is left, so the name can be given again at once, with a new id
/// (RFC 7643 §3.1, RFC 7644 §3.6).
async fn return_once(run: &Run<'_>, leavers: &[(&Person, &String)]) -> Result<(), Failure> {
    let steps = leavers.len();
    let returning = run.each(leavers, |(person, id), _| give_again(run, person, id));
    let ids = run.phase("names given again", steps, returning).await?;
    let leaving = run.each(&ids, |id, failed| delete(run, Kind::User, id, failed));
    run.phase("leavers leave again", steps, leaving)
        .await
        .map(drop)
}

async fn give_again(run: &Run<'_>, person: &Person, id: &str) -> Result<String, Failure> {
    let again = user::bring_in(run, person).await?;
    if again != id {
        return Ok(again);
    }
    let answer = user::read(run, &again).await?;
    Err(answer.objection("a new id", "an id is never given twice"))
}

/// DELETE, after which there must be nothing; a second DELETE must say so.
async fn delete(run: &Run<'_>, kind: Kind, id: &str, failed: u32) -> Result<(), Failure> {
    let request = run.dialect.about(Method::DELETE, kind, id, None);
    let answer = run.send(&request).await?;
    // An earlier attempt may have succeeded without its answer getting through.
    if failed == 0 || answer.status != 404 {
        answer.accept(&[204], "it was to be deleted")?;
        run.count(Outcome::Deleted);
    }
    lookups::not_found(run, kind, id).await?;
    run.send(&request).await?.problem(404, "it is gone already")
}

fn without(party: &Party, peers: &[Peer]) -> Party {
    let stay = party.members.iter().filter(|peer| !peers.contains(peer));
    Party {
        members: stay.cloned().collect(),
        ..party.clone()
    }
}

/// Whoever was deleted has left the group; the group of the run's own goes too.
async fn dissolve(run: &Run<'_>, party: &Party) -> Result<(), Failure> {
    run.once(|_| group::has_members(run, party, &party.members))
        .await?;
    if !run.habits.has(Habit::DeletesGroups) {
        return Ok(());
    }
    run.once(|failed| delete(run, Kind::Group, &party.id, failed))
        .await?;
    run.once(|_| lookups::miss(run, Kind::Group, "displayName", &party.name))
        .await
}
