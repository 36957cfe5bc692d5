//! What a provider does with one group.

use std::collections::BTreeSet;

use hyper::Method;
use serde_json::Value;

use super::{Party, user};
use crate::client::{Answer, Kind};
use crate::dialect::{Form, Peer, Turnover};
use crate::directory::Group;
use crate::failure::Failure;
use crate::report::Outcome;
use crate::run::Run;

/// Matches `group` by name, creates it or not, and makes `members` its members.
pub(super) async fn bring_in(
    run: &Run<'_>,
    group: &Group,
    members: Vec<Peer>,
) -> Result<Party, Failure> {
    let (id, held, outcome) = if let Some((id, has_name)) = matched(run, &group.name).await? {
        let answer = read(run, &id).await?;
        let held = members_in(&answer, answer.found(Kind::Group, &id)?)?;
        if has_name {
            (id, held, Outcome::Unchanged)
        } else {
            let members: Vec<Peer> = held.iter().map(|id| stranger(id)).collect();
            rename(run, &id, &group.name, &members).await?;
            (id, held, Outcome::Updated)
        }
    } else {
        let body = run.dialect.new_group(group);
        let answer = run.send(&run.dialect.create(Kind::Group, body)).await?;
        let id = answer.created(Kind::Group)?.to_owned();
        named(&answer, answer.json()?, &group.name)?;
        (id, BTreeSet::new(), Outcome::Created)
    };
    let party = Party {
        id,
        name: group.name.clone(),
        members,
    };
    let outcome = match fill(run, &party, &held).await? {
        Outcome::Updated if outcome == Outcome::Unchanged => Outcome::Updated,
        _ => outcome,
    };
    run.count(outcome);
    Ok(party)
}

/// The id of the group of this name, and whether it has it now: an earlier run may have been
/// interrupted while the group had another one.
async fn matched(run: &Run<'_>, name: &str) -> Result<Option<(String, bool)>, Failure> {
    if let Some(found) = user::look_up(run, Kind::Group, "displayName", name).await? {
        return Ok(Some((found.id, true)));
    }
    if !run.may_find_renamed() {
        return Ok(None);
    }
    let renamed = Group::renamed(name);
    let found = user::look_up(run, Kind::Group, "displayName", &renamed).await?;
    Ok(found.map(|found| (found.id, false)))
}

/// Gives a group another name; `members` are those that it has.
pub(super) async fn rename(
    run: &Run<'_>,
    id: &str,
    name: &str,
    members: &[Peer],
) -> Result<(), Failure> {
    for request in run.dialect.rename(id, name, members) {
        let answer = run.send(&request).await?;
        user::updated(&answer, Kind::Group, &request)?;
    }
    Ok(())
}

/// A member of whom only the id is known.
fn stranger(id: &str) -> Peer {
    Peer {
        id: id.to_owned(),
        user_name: id.to_owned(),
    }
}

/// Sends what makes `held` the members of `party`, in batches, and checks the result.
async fn fill(run: &Run<'_>, party: &Party, held: &BTreeSet<String>) -> Result<Outcome, Failure> {
    let members: BTreeSet<&String> = party.members.iter().map(|peer| &peer.id).collect();
    let leave: Vec<Peer> = held
        .iter()
        .filter(|id| !members.contains(id))
        .map(|id| stranger(id))
        .collect();
    let (kept, join): (Vec<Peer>, Vec<Peer>) = party
        .members
        .iter()
        .cloned()
        .partition(|peer| held.contains(&peer.id));
    if leave.is_empty() && join.is_empty() {
        return Ok(Outcome::Unchanged);
    }
    let mut after = kept;
    if !leave.is_empty() {
        turn_over(run, party, Form::Everyday, &leave, &[], &after).await?;
    }
    for batch in join.chunks(run.habits.batch) {
        after.extend_from_slice(batch);
        turn_over(run, party, Form::Everyday, &[], batch, &after).await?;
    }
    has_members(run, party, &party.members).await?;
    Ok(Outcome::Updated)
}

/// Changes members of `party` in one `form`, without looking at the result.
pub(super) async fn turn_over(
    run: &Run<'_>,
    party: &Party,
    form: Form,
    leave: &[Peer],
    join: &[Peer],
    after: &[Peer],
) -> Result<(), Failure> {
    let turnover = Turnover {
        group: &party.id,
        name: &party.name,
        leave,
        join,
        after,
    };
    for request in run.dialect.turnover(form, turnover) {
        let answer = run.send(&request).await?;
        user::updated(&answer, Kind::Group, &request)?;
    }
    Ok(())
}

/// The group must have its name and exactly `members`.
pub(super) async fn has_members(
    run: &Run<'_>,
    party: &Party,
    members: &[Peer],
) -> Result<(), Failure> {
    let answer = read(run, &party.id).await?;
    let group = answer.found(Kind::Group, &party.id)?;
    named(&answer, group, &party.name)?;
    let held = members_in(&answer, group)?;
    let expected: BTreeSet<String> = members.iter().map(|peer| peer.id.clone()).collect();
    if held == expected {
        return Ok(());
    }
    let missing: Vec<_> = expected.difference(&held).take(3).collect();
    let surplus: Vec<_> = held.difference(&expected).take(3).collect();
    let expected = format!(
        "{} members instead of {} (missing {missing:?}, surplus {surplus:?})",
        expected.len(),
        held.len()
    );
    Err(answer.objection(expected, "members are exactly those that were pushed"))
}

pub(super) async fn read(run: &Run<'_>, id: &str) -> Result<Answer, Failure> {
    run.send(&run.dialect.about(Method::GET, Kind::Group, id, None))
        .await
}

/// `group`, a part of `answer`, must be called `name`.
pub(super) fn named(answer: &Answer, group: &Value, name: &str) -> Result<(), Failure> {
    if group.get("displayName").and_then(Value::as_str) == Some(name) {
        return Ok(());
    }
    let expected = format!("displayName {}", Value::from(name));
    Err(answer.objection(expected, "values are stored as they were sent"))
}

/// The ids of the members; a group without any may omit the attribute.
fn members_in(answer: &Answer, group: &Value) -> Result<BTreeSet<String>, Failure> {
    let mut ids = BTreeSet::new();
    let members = group.get("members").and_then(Value::as_array);
    for member in members.into_iter().flatten() {
        let Some(id) = member.get("value").and_then(Value::as_str) else {
            return Err(answer.objection("members with a value", "RFC 7643 §4.2"));
        };
        if !ids.insert(id.to_owned()) {
            return Err(answer.objection(format!("member {id} once"), "nobody is a member twice"));
        }
    }
    Ok(ids)
}
