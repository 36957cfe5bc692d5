//! Whatever keeps somebody out, or lets them in against expectation, has a name: `explain` says the
//! word, the link of the chain, and what is so (I3, R79–R86).

mod scene;
mod table;

use std::collections::BTreeSet;

use crate::start;
use scene::{Asked, Scene};
use table::FAULTS;

/// One fault: how it comes to be, whom somebody asks about, and what they are told.
struct Fault {
    name: &'static str,
    /// In an account of its own, where single sign-on is active and nobody is known.
    done: &'static [Do],
    /// Nine days afterwards, which is longer than the grace period.
    later: Option<&'static [Do]>,
    /// An address, a name, or `#ada`: the member id that Ada had.
    who: &'static str,
    verdict: &'static str,
    step: &'static str,
    /// What the step says, among other things.
    says: &'static str,
}

/// What a directory or an admin does. People are called by their first name, and groups by theirs.
enum Do {
    /// A token that nobody uses yet.
    Token(&'static [&'static str]),
    /// The directory creates somebody; the status of its answer.
    Push(&'static str, u16),
    /// With this body.
    PushBody(&'static str, u16),
    /// Sets `active`.
    Active(&'static str, bool, u16),
    /// Replaces an attribute.
    Patch(&'static str, &'static str, &'static str, u16),
    Delete(&'static str),
    /// A group of these.
    Group(&'static str, &'static [&'static str]),
    GroupBody(&'static str, u16),
    DeleteGroup(&'static str),
    /// Asks at a URL.
    Get(&'static str, u16),
    /// Calls with the last letter of the token changed.
    GetAltered,
    /// An admin revokes the token.
    Revoke,
    /// Settings, confirmed.
    Set(&'static [&'static str]),
    /// The rows of the mapping table.
    Rows(&'static str),
    /// `member add`, `protect`, …
    Member(&'static str, &'static str),
    /// Keeps the member's id, to ask by it.
    Remember(&'static str),
    Erase(&'static str),
}

#[tokio::test]
async fn each_fault_is_named_by_explain() {
    let names: BTreeSet<_> = FAULTS.iter().map(|fault| fault.name).collect();
    assert_eq!(names.len(), FAULTS.len(), "a name is there twice");
    assert!(names.len() >= 30);
    let daemon = start();
    for fault in FAULTS.iter().filter(|fault| fault.later.is_none()) {
        let mut scene = Scene::new(&daemon, fault.name);
        scene.play(fault.done).await;
        scene.ask(fault).await;
    }
}

#[tokio::test]
async fn each_fault_that_time_brings_is_named_by_explain() {
    let daemon = start();
    let mut scenes = Vec::new();
    for fault in &FAULTS {
        if let Some(later) = fault.later {
            let mut scene = Scene::new(&daemon, fault.name);
            scene.play(fault.done).await;
            scenes.push((fault, later, scene));
        }
    }
    assert!(!scenes.is_empty());
    daemon.fault("clock-offset", &(9 * 24 * 60 * 60).to_string());
    for (fault, later, mut scene) in scenes {
        scene.look();
        scene.play(later).await;
        scene.ask(fault).await;
    }
}

/// What `explain` would have to say.
fn is_named(fault: &Fault, asked: &Asked) -> bool {
    asked.verdict == fault.verdict
        && asked.steps.iter().any(|step| {
            step.question == fault.step
                && step.says.contains(fault.says)
                && asked.broken.as_ref().is_none_or(|at| *at == step.question)
        })
}

/// The page of verdicts has each word that a fault brings about.
#[test]
fn the_reference_has_every_verdict() {
    let page = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/reference/verdicts.md");
    let page = std::fs::read_to_string(page).unwrap();
    for fault in &FAULTS {
        let word = format!("`{}`", fault.verdict);
        assert!(page.contains(&word), "{word}");
    }
}
