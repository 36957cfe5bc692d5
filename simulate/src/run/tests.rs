use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use super::Run;
use crate::failure::Failure;
use crate::{Persona, Plan, Unwatched, dialect};

fn plan() -> Plan {
    Plan {
        retry_limit: 3,
        longest_wait: Duration::from_millis(1),
        ..Plan::new("http://localhost/scim/v2", "secret")
    }
}

fn run(plan: &Plan) -> Run<'_> {
    let persona = Persona::OktaOin;
    Run::new(persona, dialect::of(persona), plan, &Unwatched).unwrap()
}

fn busy() -> Failure {
    Failure::Busy {
        request: "GET /Users".to_owned(),
        status: 429,
        retry_after: Some(3600),
    }
}

fn unreachable() -> Failure {
    Failure::Unreachable {
        request: "GET /Users".to_owned(),
        source: "gone".into(),
    }
}

fn final_failure() -> Failure {
    Failure::BaseUrl {
        url: String::new(),
        reason: "any",
    }
}

#[tokio::test]
async fn a_task_is_tried_until_it_succeeds_and_told_how_often_it_failed() {
    let plan = plan();
    let run = run(&plan);
    let result = run.once(async |failed| if failed < 2 { Err(busy()) } else { Ok(failed) });
    assert_eq!(result.await.unwrap(), 2);
}

#[tokio::test]
async fn patience_ends_and_is_not_spent_on_what_will_not_pass() {
    let plan = plan();
    let cases = [
        (busy as fn() -> Failure, false, 4),
        (unreachable, true, 4),
        // Nobody waits for a server that was never there.
        (unreachable, false, 1),
        (final_failure, true, 1),
    ];
    for (failure, met, attempts) in cases {
        let tried = AtomicU32::new(0);
        let run = run(&plan);
        run.met.store(met, Ordering::Relaxed);
        let result = run.once(async |_| {
            tried.fetch_add(1, Ordering::Relaxed);
            Err::<(), _>(failure())
        });
        result.await.unwrap_err();
        assert_eq!(tried.into_inner(), attempts);
    }
}

#[tokio::test]
async fn results_come_in_the_order_of_the_items_and_are_counted_in_their_phase() {
    let plan = plan();
    let run = run(&plan);
    let items = [30_u64, 1, 20, 2];
    let work = run.each(&items, |item, failed| async move {
        tokio::time::sleep(Duration::from_millis(*item)).await;
        if failed == 0 && *item == 20 {
            Err(busy())
        } else {
            Ok(*item)
        }
    });
    assert_eq!(run.phase("test", items.len(), work).await.unwrap(), items);
    let report = run.report(Persona::OktaOin);
    let phases: Vec<_> = report
        .phases
        .iter()
        .map(|phase| (phase.name.as_str(), phase.retries))
        .collect();
    assert_eq!(phases, [("test", 1)]);
    assert_eq!(report.total.retries, 1);
}

#[test]
fn a_run_can_move_between_threads() {
    fn moves<T: Send>(_: &T) {}
    let plan = plan();
    moves(&crate::play(Persona::Entra, &plan, &Unwatched));
}
