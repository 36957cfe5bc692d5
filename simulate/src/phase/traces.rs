//! What an earlier run with the same seed has left, at whatever point it was interrupted.
//!
//! A provider remembers the ids of what it has renamed for a while. A run remembers nothing, so it
//! looks under those other names too, but only where an earlier run has been.

use super::user;
use crate::client::Kind;
use crate::directory::Alteration;
use crate::failure::Failure;
use crate::run::Run;

/// Nothing is renamed before everybody is there, so the first person tells.
pub(super) async fn look(run: &Run<'_>) -> Result<(), Failure> {
    let search = run.once(|_| search(run));
    let found = run.phase("traces of an earlier run", 1, search).await?;
    if found {
        run.goes_on();
    }
    Ok(())
}

async fn search(run: &Run<'_>) -> Result<bool, Failure> {
    let Some(first) = run.directory.people.first() else {
        // There may be groups all the same.
        return Ok(true);
    };
    for name in [&first.user_name, &Alteration::Renaming.of(first).user_name] {
        let found = user::look_up(run, Kind::User, "userName", name).await?;
        if found.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}
