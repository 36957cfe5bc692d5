//! Every persona against the built daemon: none has an objection. One that knows the RFCs alone has one
//! as soon as something on the way breaks them.

mod altered;

use std::{
    sync::atomic::{AtomicUsize, Ordering},
    time::Duration,
};

use simulate::{Persona, Plan, Report, Unwatched, Watch};
use testkit::Process;
use tokio::sync::Notify;

use crate::start;

const USERS: u32 = 1_000;
const GROUPS: u32 = 50;
/// After which the server has answered what an interrupted run had asked.
const SETTLED: Duration = Duration::from_millis(200);

#[tokio::test]
async fn entra_has_no_objection_twice() {
    play_twice(Persona::Entra).await;
}

#[tokio::test]
async fn entra_with_the_flag_has_no_objection_twice() {
    play_twice(Persona::EntraFlag).await;
}

#[tokio::test]
async fn okta_catalogue_apps_have_no_objection_twice() {
    play_twice(Persona::OktaOin).await;
}

#[tokio::test]
async fn okta_wizard_apps_have_no_objection_twice() {
    play_twice(Persona::OktaWizard).await;
}

#[tokio::test]
async fn onelogin_has_no_objection_twice() {
    play_twice(Persona::OneLogin).await;
}

#[tokio::test]
async fn strict_clients_have_no_objection_twice_in_strict_mode() {
    play_strict("true", "refusals, of a strict server").await;
}

#[tokio::test]
async fn strict_clients_have_no_objection_twice_in_lenient_mode() {
    play_strict("false", "refusals, of a lenient server").await;
}

/// The client finds out by itself which mode it is.
async fn play_strict(strict: &str, phase: &str) {
    let daemon = start();
    daemon.cli(&["tenant", "set", &daemon.tenant, "--strict", strict]);
    let mut plan = plan(&daemon.base_url, &daemon.token);
    (plan.users, plan.groups) = (USERS / 4, GROUPS / 4);
    let report = play_twice_on(&daemon, Persona::Strict, &plan).await;
    let phases: Vec<&str> = report.phases.iter().map(|one| one.name.as_str()).collect();
    assert!(phases.contains(&phase), "{phases:?}");
}

#[tokio::test]
async fn two_providers_at_once_on_two_tenants_do_not_meet() {
    let daemon = start();
    let other = &daemon.cli(&["tenant", "create", "Other", "--sso", "oidc"])[0];
    let other_id = other["id"].as_str().unwrap().to_owned();
    let token = &daemon.cli(&["token", "create", &other_id, "Okta"])[0];
    let one = plan(&daemon.base_url, &daemon.token);
    let two = plan(&daemon.base_url, token["token"].as_str().unwrap());
    let (entra, okta) = tokio::join!(
        simulate::play(Persona::Entra, &one, &Unwatched),
        simulate::play(Persona::OktaOin, &two, &Unwatched),
    );
    entra.unwrap();
    okta.unwrap();
    in_order(&daemon, &daemon.tenant);
    in_order(&daemon, &other_id);
}

#[tokio::test]
async fn entra_goes_on_after_an_interruption_at_any_point() {
    interrupt(Persona::Entra).await;
}

#[tokio::test]
async fn entra_with_the_flag_goes_on_after_an_interruption_at_any_point() {
    interrupt(Persona::EntraFlag).await;
}

#[tokio::test]
async fn okta_catalogue_apps_go_on_after_an_interruption_at_any_point() {
    interrupt(Persona::OktaOin).await;
}

#[tokio::test]
async fn okta_wizard_apps_go_on_after_an_interruption_at_any_point() {
    interrupt(Persona::OktaWizard).await;
}

#[tokio::test]
async fn onelogin_goes_on_after_an_interruption_at_any_point() {
    interrupt(Persona::OneLogin).await;
}

#[tokio::test]
async fn strict_clients_go_on_after_an_interruption_at_any_point() {
    let daemon = start();
    daemon.cli(&["tenant", "set", &daemon.tenant, "--strict", "true"]);
    interrupt_on(&daemon, Persona::Strict).await;
}

/// Ends runs late and early in each phase, and plays a whole one on what is left now and then.
async fn interrupt(persona: Persona) {
    interrupt_on(&start(), persona).await;
}

async fn interrupt_on(daemon: &Process, persona: Persona) {
    let mut plan = plan(&daemon.base_url, &daemon.token);
    (plan.users, plan.groups) = (5, 2);
    let whole = simulate::play(persona, &plan, &Unwatched).await.unwrap();
    // So many requests into a phase a run ends; who has phases of its own is ended once in each.
    let (ends, wholes): (&[Vec<usize>], usize) = match persona {
        Persona::Strict => (&[vec![9], vec![2]], 8),
        _ => (&[vec![9, 2]], 2),
    };
    for phase in 0..whole.phases.len() {
        let name = &whole.phases[phase].name;
        for &requests in &ends[phase % ends.len()] {
            let interruption = Interruption::after(phase, requests);
            tokio::select! {
                biased;
                () = interruption.comes.notified() => {}
                ended = simulate::play(persona, &plan, &interruption) => {
                    ended.unwrap_or_else(|objection| panic!("{requests} into {name}: {objection}"));
                }
            }
            // What was under way is finished by the server all the same.
            tokio::time::sleep(SETTLED).await;
        }
        if (phase + 1) % wholes != 0 && phase + 1 < whole.phases.len() {
            continue;
        }
        let report = simulate::play(persona, &plan, &Unwatched)
            .await
            .unwrap_or_else(|objection| panic!("after {name}: {objection}"));
        assert_eq!(report.objections, 0);
    }
    in_order(daemon, &daemon.tenant);
}

/// Comes so many requests after the beginning of a phase.
struct Interruption {
    phase: usize,
    requests: usize,
    begun: AtomicUsize,
    sent: AtomicUsize,
    comes: Notify,
}

impl Interruption {
    fn after(phase: usize, requests: usize) -> Self {
        Self {
            phase,
            requests,
            begun: AtomicUsize::new(0),
            sent: AtomicUsize::new(0),
            comes: Notify::new(),
        }
    }
}

impl Watch for Interruption {
    fn phase(&self, _: &str, _: u64) {
        self.begun.fetch_add(1, Ordering::Relaxed);
    }

    fn step(&self) {}

    fn done(&self) {}

    fn request(&self) {
        let has_begun = self.begun.load(Ordering::Relaxed) > self.phase;
        if has_begun && self.sent.fetch_add(1, Ordering::Relaxed) == self.requests {
            self.comes.notify_one();
        }
    }
}

/// The second run finds everything as the first one left it.
async fn play_twice(persona: Persona) {
    let daemon = start();
    let plan = plan(&daemon.base_url, &daemon.token);
    play_twice_on(&daemon, persona, &plan).await;
}

async fn play_twice_on(daemon: &Process, persona: Persona, plan: &Plan) -> Report {
    let first = simulate::play(persona, plan, &Unwatched)
        .await
        .unwrap_or_else(|objection| panic!("first run: {objection}"));
    assert_eq!(first.objections, 0);
    let second = simulate::play(persona, plan, &Unwatched)
        .await
        .unwrap_or_else(|objection| panic!("second run: {objection}"));
    assert_eq!(second.objections, 0);
    for cycle in second
        .phases
        .iter()
        .filter(|phase| phase.name.contains("initial"))
    {
        assert_eq!(
            (cycle.created, cycle.updated),
            (0, 0),
            "{}: {cycle:?}",
            cycle.name
        );
        assert!(cycle.unchanged > 0, "{cycle:?}");
    }
    in_order(daemon, &daemon.tenant);
    second
}

/// The log has no gap, and nothing failed but what the personas provoke on purpose.
fn in_order(daemon: &Process, tenant: &str) {
    let log = daemon.cli(&["activity", tenant, "--oldest-first"]);
    for (index, entry) in log.iter().enumerate() {
        assert_eq!(entry["seq"].as_u64(), Some(index as u64 + 1));
    }
}

fn plan(base_url: &str, token: &str) -> Plan {
    let mut plan = Plan::new(base_url, token);
    plan.users = USERS;
    plan.groups = GROUPS;
    plan
}
