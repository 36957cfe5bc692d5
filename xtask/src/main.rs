//! The project's own verbs: `cargo xtask test`, `conformance`, `bench`, `crash`, `fuzz`.
//!
//! Each verb prepares what it needs and then becomes cargo, so that cargo's output comes last and
//! its exit code is the verb's.

mod bench;
mod cargo;
mod conformance;
mod crash;
mod fuzz;
mod programs;
mod python;
mod test;

use std::{
    convert::Infallible,
    env,
    ffi::OsString,
    io::{self, Write},
    process::ExitCode,
};

/// What a verb returns, if it returns at all: why it could not become cargo.
type Outcome = Result<Infallible, String>;

/// A verb: its name, what it does, and the function that does it with the arguments given.
struct Verb {
    name: &'static str,
    meaning: &'static str,
    run: fn(Vec<OsString>) -> Outcome,
}

const VERBS: [Verb; 5] = [
    Verb {
        name: "bench",
        meaning: "measure the budgets of the design and print them as one table",
        run: bench::run,
    },
    Verb {
        name: "conformance",
        meaning: "run the suites of others, on the release build",
        run: conformance::run,
    },
    Verb {
        name: "crash",
        meaning: "kill the daemon 2,000 times at random points and look for lost writes",
        run: crash::run,
    },
    Verb {
        name: "fuzz",
        meaning: "search for input that breaks what must hold for any: [--minutes N] [TARGET]",
        run: fuzz::run,
    },
    Verb {
        name: "test",
        meaning: "run every test, on the release build",
        run: test::run,
    },
];

fn main() -> ExitCode {
    let mut arguments = env::args_os().skip(1);
    let name = arguments.next();
    let verb = VERBS
        .iter()
        .find(|verb| name.as_deref().is_some_and(|name| name == verb.name));
    let Some(verb) = verb else {
        say(&usage());
        return ExitCode::from(2);
    };
    let Err(problem) = (verb.run)(arguments.collect());
    say(&format!("cargo xtask {}: {problem}", verb.name));
    ExitCode::FAILURE
}

fn usage() -> String {
    let verbs = VERBS.map(|verb| format!("\n  {:11}  {}", verb.name, verb.meaning));
    format!(
        "usage: cargo xtask VERB [ARGUMENTS FOR CARGO]\n{}",
        verbs.concat()
    )
}

fn say(text: &str) {
    // Nobody is left to tell if standard error is closed; the exit code still says it.
    drop(writeln!(io::stderr(), "{text}"));
}
