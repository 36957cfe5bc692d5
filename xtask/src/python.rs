//! The Python environment that the suites of others run in: made once, under the target folder,
//! and made again when the versions that it holds are no longer those asked for.

use std::{fs, path::Path, process::Command};

use crate::cargo::{root, target_folder};

const REQUIREMENTS: &str = "tests/conformance/requirements.txt";
/// Where the tests look for the interpreter.
const INTERPRETER: &str = "ROSTERD_CONFORMANCE_PYTHON";

/// Makes the environment unless it is there, and tells `command` where.
pub(crate) fn ensure(command: &mut Command) -> Result<(), String> {
    let folder = target_folder()?.join("conformance");
    let requirements = root().join(REQUIREMENTS);
    let wanted = read(&requirements)?;
    let python = folder.join("bin/python");
    // Written last: what was interrupted is begun anew.
    let made_of = folder.join("requirements.txt");
    if fs::read_to_string(&made_of).ok().as_ref() != Some(&wanted) {
        let mut make = Command::new("python3");
        run(make.args(["-m", "venv", "--clear"]).arg(&folder))?;
        let mut install = Command::new(&python);
        let quietly = [
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "--no-deps",
            "--requirement",
        ];
        run(install.args(quietly).arg(&requirements))?;
        fs::write(&made_of, wanted).map_err(|error| format!("{}: {error}", made_of.display()))?;
    }
    command.env(INTERPRETER, python);
    Ok(())
}

fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
}

fn run(command: &mut Command) -> Result<(), String> {
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("{command:?}: {status}")),
        Err(error) => Err(format!("{command:?}: {error}")),
    }
}
