//! The table in `docs/performance.md`.

use std::{fs, path::Path, process::Command, thread};

use crate::{Fallible, arguments::Arguments};

const BEGIN: &str = "<!-- The table: `cargo xtask bench -- --write` makes it. -->\n";
const END: &str = "<!-- The end of the table. -->\n";

/// Puts the table between its two marks, with what a reader must know about the run.
pub(crate) fn write(arguments: &Arguments, table: &str) -> Fallible<()> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/performance.md");
    let old = fs::read_to_string(&path)?;
    let (before, rest) = old
        .split_once(BEGIN)
        .ok_or("docs/performance.md has no table")?;
    let (_, after) = rest.split_once(END).ok_or("the table has no end")?;
    let run = run(arguments)?;
    fs::write(
        &path,
        format!("{before}{BEGIN}\n{run}\n\n{table}\n\n{END}{after}"),
    )?;
    Ok(())
}

/// When, of what and where.
fn run(arguments: &Arguments) -> Fallible<String> {
    let date = arguments.date.as_deref().unwrap_or_default();
    let commit = output("git", &["describe", "--always", "--dirty"])?;
    let cores = thread::available_parallelism()?;
    let system = output("uname", &["-sr"])?;
    let processor = processor().unwrap_or_default();
    let mut run = format!(
        "{date}, commit `{commit}`, {cores} cores ({processor}), {system}; medians of {} turns of \
         {} ms.",
        arguments.rounds, arguments.turn,
    );
    if !arguments.conditions.is_empty() {
        run = format!("{run} {}", arguments.conditions);
    }
    Ok(run)
}

fn processor() -> Option<String> {
    let text = fs::read_to_string("/proc/cpuinfo").ok()?;
    let line = text.lines().find(|line| line.starts_with("model name"))?;
    Some(line.split_once(": ")?.1.to_owned())
}

fn output(program: &str, arguments: &[&str]) -> Fallible<String> {
    let output = Command::new(program)
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()?;
    Ok(String::from_utf8(output.stdout)?.trim_end().to_owned())
}
