//! Writes, each durable before it is answered.

use serde_json::json;

use crate::{
    Fallible,
    arguments::Arguments,
    budget,
    load::Samples,
    people,
    rows::{MANY, turn},
    scene::{Left, Scene},
    table::Row,
    yardstick::raw_redb::{Commits, RawRedb},
};

/// Connections of a client that fills whole batches.
const CROWD: usize = 64;

/// People who are told again and again what is so already.
const REPEATED: u64 = 100;

/// Creates by one, 16 and 64 clients, beside the database alone and the store alone.
pub(crate) async fn creates(
    scene: &Scene,
    arguments: &Arguments,
    rows: &mut Vec<Row>,
) -> Fallible<()> {
    let api = scene.api()?;
    let create = api.creates(people::NEWCOMERS);
    let mut redb = RawRedb::holding_users(Commits::Plain)?;
    let mut safe_redb = RawRedb::holding_users(Commits::AsTheStore)?;
    let left = Left::new()?.add_users(scene.users).await?;
    let store = left.store()?;

    let [mut raw, mut raw_as_store] = <[Samples; 2]>::default();
    let [mut by_one, mut by_many, mut by_crowd] = <[Samples; 3]>::default();
    let [mut store_by_many, mut store_by_crowd] = <[Samples; 2]>::default();
    for _ in 0..arguments.rounds {
        raw.push(redb.commit_one_by_one(arguments.bounds())?);
        raw_as_store.push(safe_redb.commit_one_by_one(arguments.bounds())?);
        by_one.push(turn(arguments, &api, &create, 1).await?);
        by_many.push(turn(arguments, &api, &create, MANY).await?);
        store_by_many.push(store.create(MANY, arguments.bounds()).await?);
        by_crowd.push(turn(arguments, &api, &create, CROWD).await?);
        store_by_crowd.push(store.create(CROWD, arguments.bounds()).await?);
    }

    rows.push(Row::yardstick("raw redb, one user a commit", raw.summary()));
    rows.push(Row::yardstick(
        "the same, in two phases as the store",
        raw_as_store.summary(),
    ));
    for (submitters, samples) in [(MANY, &store_by_many), (CROWD, &store_by_crowd)] {
        let what = format!("store layer, create by {submitters}");
        rows.push(Row::yardstick(what, samples.summary()));
    }
    for (budget, clients, samples, yardstick) in [
        (budget::CREATE_BY_ONE, 1, &by_one, &raw),
        (budget::CREATE_BY_16, MANY, &by_many, &raw),
        (budget::CREATE_BY_64, CROWD, &by_crowd, &store_by_crowd),
    ] {
        let what = format!("create by {clients}");
        rows.push(budget.judge(what, samples.summary(), samples.rate() / yardstick.rate()));
    }
    Ok(())
}

/// A PATCH that takes `active` away or gives it back, and one that changes nothing.
pub(crate) async fn patches(
    scene: &Scene,
    arguments: &Arguments,
    rows: &mut Vec<Row>,
) -> Fallible<()> {
    let api = scene.api()?;
    // One half of the people changes, the other stays as it was loaded.
    let half = scene.users / 2;
    let set = |person: u64, active: bool| {
        let operation = json!({ "op": "replace", "path": "active", "value": active });
        (format!("/Users/{}", people::id(person)), operation)
    };
    let change = api.patches(200, move |number| {
        set(number % half, !(number / half).is_multiple_of(2))
    });
    let nothing = api.patches(200, move |number| set(half + number % REPEATED, true));
    let mut redb = RawRedb::holding_users(Commits::Plain)?;

    let [mut raw, mut changes, mut nothings] = <[Samples; 3]>::default();
    for _ in 0..arguments.rounds {
        raw.push(redb.commit_one_by_one(arguments.bounds())?);
        changes.push(turn(arguments, &api, &change, MANY).await?);
        nothings.push(turn(arguments, &api, &nothing, 1).await?);
    }

    rows.push(budget::PATCH_ACTIVE.judge(
        format!("PATCH of `active` by {MANY}"),
        changes.summary(),
        changes.rate() / raw.rate(),
    ));
    rows.push(budget::PATCH_NOTHING.judge(
        "PATCH that changes nothing, by 1",
        nothings.summary(),
        nothings.p50() / raw.p50(),
    ));
    Ok(())
}
