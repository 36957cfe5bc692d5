//! What a daemon takes: memory and time to start.

use std::time::Duration;

use crate::{
    Fallible, budget,
    scene::Scene,
    table::{Row, count, time},
};

/// How often a start is timed.
const STARTS: usize = 3;
/// After a start, until the memory is looked at.
const SETTLING: Duration = Duration::from_secs(1);

/// A daemon with nothing to do.
pub(crate) async fn idle(rows: &mut Vec<Row>) -> Fallible<()> {
    let scene = Scene::empty();
    tokio::time::sleep(SETTLING).await;
    rows.push(memory(budget::IDLE_MEMORY, "memory, idle", &scene)?);
    Ok(())
}

/// A daemon that has been read from: its cache is full.
pub(crate) fn after_reads(scene: &Scene, rows: &mut Vec<Row>) -> Fallible<()> {
    let what = format!("memory, {} users, after the reads", count(scene.users));
    rows.push(memory(budget::memory_with(scene.users), &what, scene)?);
    Ok(())
}

/// Starts of a daemon that was stopped properly.
pub(crate) fn starts(scene: Scene, rows: &mut Vec<Row>) -> Scene {
    let (scene, seconds) = start(scene);
    rows.push(budget::start_with(scene.users).judge(
        format!("start, {} users", count(scene.users)),
        time(seconds),
        seconds * 1e3,
    ));
    scene
}

/// A daemon of many tenants whom nobody calls, beside one of none.
pub(crate) async fn sleepers(tenants: u32, rows: &mut Vec<Row>) -> Fallible<()> {
    let without = Scene::empty();
    let (scene, seconds) = start(Scene::with_sleepers(tenants.into()).await?);
    tokio::time::sleep(SETTLING).await;
    let size = count(tenants.into());
    rows.push(budget::START_SLEEPERS.judge(
        format!("start, {size} sleeping tenants"),
        time(seconds),
        seconds * 1e3,
    ));
    let grown = (scene.resident()? - without.resident()?).max(0.0);
    rows.push(budget::SLEEPER.judge(
        format!("memory, {size} sleeping tenants"),
        format!("{grown:.1} MiB more than for none"),
        grown * 1024.0 / f64::from(tenants),
    ));
    Ok(())
}

/// Restarts a daemon some times; the median in seconds.
fn start(mut scene: Scene) -> (Scene, f64) {
    let mut times = Vec::new();
    for _ in 0..STARTS {
        let (restarted, took) = scene.restart();
        scene = restarted;
        times.push(took.as_secs_f64());
    }
    times.sort_unstable_by(f64::total_cmp);
    (scene, times.get(STARTS / 2).copied().unwrap_or(f64::NAN))
}

fn memory(budget: budget::Budget, what: &str, scene: &Scene) -> Fallible<Row> {
    let mebibytes = scene.resident()?;
    Ok(budget.judge(what, format!("{mebibytes:.1} MiB"), mebibytes))
}
