//! `cargo xtask fuzz [--minutes N] [TARGET]`: searches for bytes that break what must hold for any.
//!
//! Without `--minutes` the search is short and the same each time.
//!
//! The engine is libFuzzer. The stable compiler has the passes of LLVM that it needs, so no other
//! compiler is.

use std::{
    ffi::OsString,
    fs,
    io::ErrorKind,
    path::{Path, PathBuf},
    process::Command,
};

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
    /// How many inputs are tried when no time is given: some twenty seconds of them.
    runs: u32,
}

const TARGETS: [Target; 5] = [
    pure("json"),
    pure("filter"),
    pure("path"),
    pure("patch"),
    Target {
        name: "operations",
        daemon: true,
        runs: 5_000,
    },
];

const fn pure(name: &'static str) -> Target {
    Target {
        name,
        daemon: false,
        runs: 800_000,
    }
}

/// How far a search goes.
#[derive(Clone, Copy)]
enum Extent {
    /// The same inputs each time, from the seeds alone: what fails was broken by a change, not found
    /// by luck.
    Same,
    /// New inputs, from all that earlier searches have kept.
    Seconds(u64),
}

/// Counts the edges of the control flow that were taken, and notes what is compared with what.
const INSTRUMENTED: &str = "-Cpasses=sancov-module \
    -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters \
    -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares";
pub(crate) fn run(arguments: Vec<OsString>) -> Outcome {
    programs::ensure()?;
    let (extent, chosen) = read(arguments)?;
    let Some((last, others)) = chosen.split_last() else {
        return Err("there is no target".to_owned());
    };
    for target in others {
        let status = search(target, extent)?.status();
        if !status.is_ok_and(|status| status.success()) {
            return Err(format!(
                "{name}: what was found is in target/fuzz/findings; when it is mended, keep it in \
                 fuzz/seeds/{name}",
                name = target.name
            ));
        }
    }
    become_it(search(last, extent)?, Vec::new())
}

/// How far, and for what.
fn read(arguments: Vec<OsString>) -> Result<(Extent, Vec<&'static Target>), String> {
    let mut extent = Extent::Same;
    let mut chosen = Vec::new();
    let mut words = arguments
        .into_iter()
        .map(|word| word.to_string_lossy().into_owned());
    while let Some(word) = words.next() {
        if word == "--minutes" {
            let minutes = words.next().and_then(|number| number.parse::<u64>().ok());
            extent = Extent::Seconds(minutes.ok_or("--minutes needs a whole number")? * 60);
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
    Ok((extent, chosen))
}

/// What builds the target and lets it search.
fn search(target: &Target, extent: Extent) -> Result<Command, String> {
    let folder = target_folder()?.join("fuzz");
    let findings = folder.join("findings");
    let corpus = match extent {
        Extent::Same => emptied(folder.join("same").join(target.name))?,
        Extent::Seconds(_) => folder.join("corpus").join(target.name),
    };
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
    match extent {
        Extent::Same => command.args(["-seed=1".to_owned(), format!("-runs={}", target.runs)]),
        Extent::Seconds(seconds) => command.arg(format!("-max_total_time={seconds}")),
    };
    command.args([
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

fn emptied(folder: PathBuf) -> Result<PathBuf, String> {
    match fs::remove_dir_all(&folder) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            Err(format!("{}: {error}", folder.display()))
        }
        _ => Ok(folder),
    }
}

fn below_root(path: &str) -> String {
    root().join(Path::new(path)).display().to_string()
}
