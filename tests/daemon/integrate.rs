//! `docs/integrate.md`, run as it is written: only the folder and the port are another one's.

use std::{
    env, fs,
    net::TcpListener,
    path::Path,
    process::{Command, Stdio},
};

const PAGE: &str = include_str!("../../docs/integrate.md");
/// What the page promises.
const MOST_COMMANDS: usize = 10;

/// A command and what stands under it.
#[derive(Debug, PartialEq, Eq)]
struct Step {
    command: String,
    prints: String,
}

fn steps(page: &str) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    let mut is_inside = false;
    for line in page.lines() {
        if line.starts_with("```") {
            is_inside = line == "```console";
        } else if let (true, Some(command)) = (is_inside, line.strip_prefix("$ ")) {
            steps.push(Step {
                command: command.to_owned(),
                prints: String::new(),
            });
        } else if is_inside {
            let step = steps.last_mut().expect("a command comes first");
            step.prints.push_str(line);
        }
    }
    steps
}

/// Whether a text is as written, `…` standing for anything.
fn is_as_written(text: &str, written: &str) -> bool {
    let Some((first, others)) = written.split_once('…') else {
        return text == written;
    };
    let (between, last) = others.rsplit_once('…').unwrap_or(("", others));
    let inner = text
        .strip_prefix(first)
        .and_then(|rest| rest.strip_suffix(last));
    let Some(mut rest) = inner else {
        return false;
    };
    for part in between.split('…') {
        match rest.find(part) {
            Some(place) => rest = &rest[place + part.len()..],
            None => return false,
        }
    }
    true
}

#[test]
fn texts_are_compared_with_what_is_written() {
    for (text, written, is) in [
        ("{\"seq\":2}", "{\"seq\":2}", true),
        ("{\"seq\":2}", "{\"seq\":3}", false),
        ("abc", "a…c", true),
        ("abcd", "a…c", false),
        ("abc", "…b…", true),
        ("acb", "a…b…c", false),
        ("a}b}", "a…}", true),
        ("", "…", true),
    ] {
        assert_eq!(is_as_written(text, written), is, "{text} as {written}");
    }
}

#[test]
fn a_newcomer_sees_a_pushed_user_by_what_the_page_says() {
    let steps = steps(PAGE);
    assert!(steps.len() <= MOST_COMMANDS, "{} commands", steps.len());
    let folder = tempfile::tempdir().unwrap();
    let port = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    let own = |text: &str| {
        text.replace("/tmp/rosterd-try", folder.path().to_str().unwrap())
            .replace("7643", &port.to_string())
    };
    let group = |(number, step): (usize, &Step)| {
        let printed = folder.path().join(format!("printed-{number}"));
        // A command's own redirections win over those of the group.
        format!("{{ {}\n}} >'{}'\n", own(&step.command), printed.display())
    };
    let groups: String = steps.iter().enumerate().map(group).collect();
    let script = format!("set -m\n{groups}");
    let binaries = Path::new(crate::ROSTERD).parent().unwrap().to_owned();
    let path = env::var_os("PATH").unwrap();
    let paths = std::iter::once(binaries).chain(env::split_paths(&path));
    let ran = Command::new("bash")
        .arg("-c")
        .arg(&script)
        .env("PATH", env::join_paths(paths).unwrap())
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&ran.stderr).into_owned();
    for (number, step) in steps.iter().enumerate() {
        let printed = fs::read_to_string(folder.path().join(format!("printed-{number}"))).unwrap();
        let printed = printed.replace('\n', "");
        assert!(
            step.prints.is_empty() || is_as_written(&printed, &step.prints),
            "{}\nprinted: {printed}\nand not: {}\n{said}",
            step.command,
            step.prints
        );
    }
}
