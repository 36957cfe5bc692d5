//! Kill -9 at random points: no acknowledged write is lost, none is half there.
//!
//! Each round starts the built daemon on the data that the last kill left, pushes from several
//! workers and from an Entra persona at once, and ends the process with SIGKILL after a random
//! time. Then the database is opened and checked on its own (every index row has its record, both
//! mirrors of a membership agree, one activity entry a change, no gap in the sequence), the daemon
//! is started again, and what it serves is compared with what it had acknowledged.
//!
//! `ROSTERD_CRASH_ROUNDS` sets the number of rounds, `ROSTERD_CRASH_SEED` the first seed.
#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod database;
mod ledger;
mod worker;

use std::{env, time::Duration};

use simulate::{Persona, Plan, Unwatched};
use testkit::Process;

use ledger::Ledger;
use worker::{Random, Worker};

const ROSTERD: &str = env!("CARGO_BIN_EXE_rosterd");
const WORKERS: usize = 6;
/// After so many rounds the data is begun anew, so that checking stays quick.
const ROUNDS_ON_THE_SAME_DATA: u64 = 20;

#[test]
fn nothing_acknowledged_is_lost_and_nothing_is_half_applied() {
    let rounds = number("ROSTERD_CRASH_ROUNDS", 200);
    let first = number("ROSTERD_CRASH_SEED", 1);
    let mut acknowledged = 0;
    let mut round = 0;
    while round < rounds {
        let on_this_data = ROUNDS_ON_THE_SAME_DATA.min(rounds - round);
        acknowledged += kill_again_and_again(first + round, on_this_data);
        round += on_this_data;
    }
    println!("{rounds} kills, {acknowledged} acknowledged writes, 0 lost");
    assert!(
        acknowledged > rounds * 10,
        "the rounds were too short to prove anything"
    );
}

/// Returns how many writes were acknowledged.
fn kill_again_and_again(seed: u64, rounds: u64) -> u64 {
    let mut ledgers: Vec<_> = (0..WORKERS).map(Ledger::new).collect();
    let mut daemon = Process::start(ROSTERD);
    let other = &daemon.cli(&["tenant", "create", "Persona", "--sso", "oidc"])[0];
    let other = other["id"].as_str().expect("an id").to_owned();
    let token = &daemon.cli(&["token", "create", &other, "Entra ID"])[0];
    let persona_token = token["token"].as_str().expect("a token").to_owned();
    for round in 0..rounds {
        let seed = seed + round;
        let mut random = Random::new(seed);
        let life = Duration::from_millis(30 + random.below(300));
        ledgers = run(&daemon, &persona_token, ledgers, seed, life);
        daemon.kill();
        let problems = database::problems(&daemon.data());
        assert!(problems.is_empty(), "seed {seed}: {problems:#?}");
        daemon = daemon.restart();
        runtime().block_on(async {
            let scim = daemon.client();
            for ledger in &mut ledgers {
                ledger
                    .settle(&scim)
                    .await
                    .unwrap_or_else(|lost| panic!("seed {seed}: {lost}"));
            }
        });
    }
    ledgers.iter().map(Ledger::acknowledged).sum()
}

/// Pushes until the time is up; gives the ledgers back with what was under way still open.
fn run(
    daemon: &Process,
    persona_token: &str,
    ledgers: Vec<Ledger>,
    seed: u64,
    life: Duration,
) -> Vec<Ledger> {
    let runtime = runtime();
    let workers: Vec<_> = ledgers
        .into_iter()
        .enumerate()
        .map(|(index, ledger)| Worker::new(ledger, seed * 1_000 + index as u64))
        .collect();
    runtime.block_on(async {
        let mut plan = Plan::new(&daemon.base_url, persona_token);
        plan.users = 40;
        plan.groups = 4;
        plan.retry_limit = 0;
        let persona = tokio::spawn(async move {
            // It is cut off in the middle: its own objections are judged elsewhere.
            drop(simulate::play(Persona::Entra, &plan, &Unwatched).await);
        });
        let scim = daemon.client();
        let pushes: Vec<_> = workers
            .into_iter()
            .map(|worker| tokio::spawn(worker.push(scim.clone())))
            .collect();
        tokio::time::sleep(life).await;
        // From here on every request fails, and each worker stops at its first failure.
        daemon.signal("KILL");
        let mut ledgers = Vec::new();
        for push in pushes {
            ledgers.push(push.await.expect("a worker"));
        }
        persona.abort();
        ledgers
    })
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime")
}

fn number(name: &str, default: u64) -> u64 {
    env::var(name).map_or(default, |text| text.parse().expect("a number"))
}
