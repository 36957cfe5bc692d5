//! `cargo xtask fuzz [--minutes N] [TARGET]`: searches for bytes that break what must hold for any.
//!
//! The engine is libFuzzer. The stable compiler has the passes of LLVM that it needs, so no other
//! compiler is.

use std::{ffi::OsString, fs, path::Path, process::Command};

use crate::{
    Outcome,
    cargo::{become_it, cargo, root, target_folder},
    programs,
};

/// A kind of input.
struct Target {
    name: &'static str,
    /// Whether a whole daemon answers. The others are built without one: they are faster then.
    daemon: bool,
}

const TARGETS: [Target; 5] = [
    pure("json"),
    pure("filter"),
    pure("path"),
    pure("patch"),
    Target {
        name: "operations",
        daemon: true,
    },
];

const fn pure(name: &'static str) -> Target {
    Target {
        name,
        daemon: false,
    }
}

/// Counts the edges of the control flow that were taken, and notes what is compared with what.
const INSTRUMENTED: &str = "-Cpasses=sancov-module \
    -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters \
    -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares";
/// Without `--minutes`: enough to notice that something is badly wrong.
const SECONDS: u64 = 20;

pub(crate) fn run(arguments: Vec<OsString>) -> Outcome {
    programs::ensure()?;
    let (seconds, chosen) = read(arguments)?;
    let Some((last, others)) = chosen.split_last() else {
        return Err("there is no target".to_owned());
    };
    for target in others {
        let status = search(target, seconds)?.status();
        if !status.is_ok_and(|status| status.success()) {
            return Err(format!(
                "{name}: what was found is in target/fuzz/findings; when it is mended, keep it in \
                 fuzz/seeds/{name}",
                name = target.name
            ));
        }
    }
    become_it(search(last, seconds)?, Vec::new())
}

/// For how long, and for what.
fn read(arguments: Vec<OsString>) -> Result<(u64, Vec<&'static Target>), String> {
    let mut seconds = SECONDS;
    let mut chosen = Vec::new();
    let mut words = arguments
        .into_iter()
        .map(|word| word.to_string_lossy().into_owned());
    while let Some(word) = words.next() {
        if word == "--minutes" {
            let minutes = words.next().and_then(|number| number.parse::<u64>().ok());
            seconds = minutes.ok_or("--minutes needs a whole number")? * 60;
        } else {
            let target = TARGETS.iter().find(|target| target.name == word);
            chosen.push(target.ok_or_else(|| {
                let names = TARGETS.map(|target| target.name).join(", ");
                format!("no target is called `{word}`; there are {names}")
            })?);
        }
    }
    if chosen.is_empty() {
        chosen.extend(&TARGETS);
    }
    Ok((seconds, chosen))
}

/// What builds the target and lets it search.
fn search(target: &Target, seconds: u64) -> Result<Command, String> {
    let folder = target_folder()?.join("fuzz");
    let corpus = folder.join("corpus").join(target.name);
    let findings = folder.join("findings");
    for folder in [&corpus, &findings] {
        fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    }
    let mut command = cargo(&["run", "--package", "rosterd-fuzz", "--profile", "fuzz"]);
    command
        .env("RUSTFLAGS", INSTRUMENTED)
        // With a platform named, build scripts are not instrumented; they would not even link.
        .args(["--target", "host-tuple", "--target-dir"])
        .arg(&folder);
    if !target.daemon {
        command.arg("--no-default-features");
    }
    command.args(["--features", "search", "--bin", target.name, "--"]);
    command.args([
        format!("-max_total_time={seconds}"),
        // Memory that only grows gets there in an hour.
        "-rss_limit_mb=1024".to_owned(),
        "-timeout=60".to_owned(),
        "-max_len=8192".to_owned(),
        "-print_final_stats=1".to_owned(),
        "-verbosity=0".to_owned(),
        format!("-dict={}", below_root("fuzz/words.txt")),
        format!("-artifact_prefix={}/{}-", findings.display(), target.name),
    ]);
    // It writes to the first and only reads the second.
    command.arg(corpus);
    command.arg(below_root(&format!("fuzz/seeds/{}", target.name)));
    Ok(command)
}

fn below_root(path: &str) -> String {
    root().join(Path::new(path)).display().to_string()
}
