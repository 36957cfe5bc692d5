//! Members of groups, and a group that is too large for one buffer.

use std::{sync::Arc, time::Duration};

use serde_json::json;

use crate::{
    Fallible,
    arguments::Arguments,
    budget,
    load::{Numbers, Report, Samples, Workload},
    people,
    rows::turn,
    scene::{Api, Scene},
    table::{Row, count},
    yardstick::raw_redb::{Commits, RawRedb},
};

/// The sizes of groups that one member is added to, as far as there are people.
const SIZES: [u64; 3] = [10, 10_000, 1_000_000];
/// The group that is read.
const LARGE: u64 = 50_000;
/// People who stay outside until they are added.
const OUTSIDE: u64 = 500;

/// One member added to groups of several sizes.
pub(crate) async fn memberships(
    scene: &Scene,
    arguments: &Arguments,
    rows: &mut Vec<Row>,
) -> Fallible<()> {
    let api = scene.api()?;
    let mut redb = RawRedb::holding_users(Commits::Plain)?;
    let most = scene.users.saturating_sub(OUTSIDE);
    let mut sizes = SIZES.map(|size| size.min(most)).to_vec();
    sizes.dedup();
    let mut groups = Vec::new();
    for size in sizes {
        let path = api.group_of(size).await?;
        groups.push((size, add_and_remove(&api, &path, most), Samples::default()));
    }

    let mut raw = Samples::default();
    for _ in 0..arguments.rounds {
        raw.push(redb.commit_one_by_one(arguments.bounds())?);
        for (_, workload, samples) in &mut groups {
            samples.push(turn(arguments, &api, workload, 1).await?);
        }
    }

    let smallest = groups
        .first()
        .map(|(size, _, samples)| (*size, samples.rate()));
    for (size, _, samples) in &groups {
        let what = format!("add or remove one member of {}", count(*size));
        let ratio = samples.p50() / raw.p50();
        rows.push(budget::ADD_MEMBER.judge(what, samples.summary(), ratio));
        if let Some((small, rate)) = smallest.filter(|(small, _)| small < size) {
            rows.push(budget::ADD_MEMBER_FLAT.judge(
                format!("the same, {} and {}", count(small), count(*size)),
                format!("{rate:.0}/s and {:.0}/s", samples.rate()),
                samples.rate() / rate,
            ));
        }
    }
    Ok(())
}

/// A large group, read whole.
pub(crate) async fn large(
    scene: &Scene,
    arguments: &Arguments,
    rows: &mut Vec<Row>,
) -> Fallible<()> {
    let api = scene.api()?;
    let size = LARGE.min(scene.users);
    let path = api.group_of(size).await?;
    let read = api.reads(Numbers::default(), move |_| path.clone());
    // The first read fills the cache, which is not the stream's memory.
    turn(arguments, &api, &read, 1).await?;

    let before = scene.resident()?;
    let mut highest = before;
    let mut samples = Samples::default();
    for _ in 0..arguments.rounds {
        let (report, high) = watched(scene, turn(arguments, &api, &read, 1)).await?;
        samples.push(report);
        highest = highest.max(high);
    }

    let what = format!("GET of a group of {}", count(size));
    let milliseconds = samples.p50() * 1e3;
    rows.push(budget::LARGE_GROUP.judge(what, samples.summary(), milliseconds));
    let grown = highest - before;
    rows.push(budget::LARGE_GROUP_MEMORY.judge(
        "memory while it streams",
        format!("{grown:.1} MiB more"),
        grown,
    ));
    Ok(())
}

/// Adds somebody from outside, removes them again, goes on to the next.
fn add_and_remove(api: &Arc<Api>, group: &str, first_outside: u64) -> Arc<Workload> {
    let path = group.to_owned();
    api.patches(204, move |number| {
        let id = people::id(first_outside + number / 2 % OUTSIDE);
        let operation = if number.is_multiple_of(2) {
            json!({ "op": "add", "path": "members", "value": [{ "value": id }] })
        } else {
            json!({ "op": "remove", "path": format!("members[value eq \"{id}\"]") })
        };
        (path.clone(), operation)
    })
}

/// A run, and the most resident memory that was seen during it, in MiB.
async fn watched(
    scene: &Scene,
    run: impl Future<Output = Fallible<Report>>,
) -> Fallible<(Report, f64)> {
    let mut highest = 0.0_f64;
    let mut ticks = tokio::time::interval(Duration::from_millis(2));
    tokio::pin!(run);
    loop {
        tokio::select! {
            report = &mut run => return Ok((report?, highest)),
            _ = ticks.tick() => highest = highest.max(scene.resident()?),
        }
    }
}
