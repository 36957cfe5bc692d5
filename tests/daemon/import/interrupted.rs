//! Long files, and ends in the middle of them.

use std::{
    collections::BTreeSet,
    io::{BufRead as _, BufReader},
    process::{Child, Command, Stdio},
};

use testkit::Process;

use super::{Files, import};
use crate::{ROSTERD, activity, start};

const ROWS: usize = 20_000;

fn people(rows: usize) -> String {
    let heading = "email,name,user group,classes".to_owned();
    let people = (0..rows).map(|n| format!("u{n}@x.org,User {n},Pupils,7A;{n}"));
    [heading]
        .into_iter()
        .chain(people)
        .collect::<Vec<_>>()
        .join("\n")
}

/// An import that is under way, with its first part done.
fn begin(daemon: &Process, file: &str) -> Child {
    let mut child = Command::new(ROSTERD)
        .args(["import", &daemon.tenant, file, "--json", "--socket"])
        .arg(&daemon.socket)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let first = lines.by_ref().map_while(Result::ok);
    assert!(first.take(2).any(|line| line.contains("\"added\"")));
    // Whoever reads what comes lets the command go on.
    std::thread::spawn(move || lines.map_while(Result::ok).count());
    child
}

/// Everybody is there once, and the log has no gap.
fn assert_whole(daemon: &Process, rows: usize) {
    let members = daemon.cli(&["member", "list", &daemon.tenant]);
    let addresses: BTreeSet<_> = members
        .iter()
        .map(|member| member["email"].to_string())
        .collect();
    assert_eq!((members.len(), addresses.len()), (rows, rows));
    let log = activity(daemon, &daemon.tenant);
    let added = log
        .iter()
        .filter(|entry| entry["operation"] == "member_add");
    assert_eq!(added.count(), rows);
    let numbers = log.iter().map(|entry| entry["seq"].as_u64().unwrap());
    assert!(numbers.eq(1..=log.len() as u64));
}

#[test]
fn twenty_thousand_rows_are_tried_out_begun_killed_and_finished() {
    let daemon = start();
    let files = Files::new();
    let file = files.write("people.csv", people(ROWS));
    let trial = import(&daemon, &daemon.tenant, &file, &["--dry-run"]);
    assert_eq!(
        (trial.rows.len(), &trial.totals["added"]),
        (ROWS, &ROWS.into())
    );
    assert!(daemon.cli(&["member", "list", &daemon.tenant]).is_empty());

    let mut child = begin(&daemon, &file);
    child.kill().unwrap();
    child.wait().unwrap();
    let rest = import(&daemon, &daemon.tenant, &file, &[]);
    let (added, unchanged) = (&rest.totals["added"], &rest.totals["unchanged"]);
    assert!(
        unchanged.as_u64().unwrap() >= 500,
        "what was done is not done twice"
    );
    assert_eq!(
        added.as_u64().unwrap() + unchanged.as_u64().unwrap(),
        ROWS as u64
    );
    assert_whole(&daemon, ROWS);
}

#[test]
fn a_daemon_that_is_killed_loses_no_row_that_it_answered() {
    let rows = 5_000;
    let mut daemon = start();
    let files = Files::new();
    let file = files.write("people.csv", people(rows));
    let child = begin(&daemon, &file);
    daemon.kill();
    let ended = child.wait_with_output().unwrap();
    assert!(
        matches!(ended.status.code(), Some(1 | 3)),
        "{:?}",
        ended.status
    );
    let errors = String::from_utf8(ended.stderr).unwrap();
    assert!(errors.contains("Run the same command again"), "{errors}");

    let daemon = daemon.restart();
    let rest = import(&daemon, &daemon.tenant, &file, &[]);
    assert!(
        rest.totals["unchanged"].as_u64().unwrap() >= 500,
        "{}",
        rest.totals
    );
    assert_eq!(rest.totals["refused"], 0);
    assert_whole(&daemon, rows);
}
