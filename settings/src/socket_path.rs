//! Paths of unix sockets: the kernel takes short ones only.

use std::{os::unix::ffi::OsStrExt, path::Path};

use crate::place::{Place, Refusal};

/// Bytes in `sun_path`, without the zero at its end (unix(7)).
const LONGEST: usize = 107;

/// Refuses a path that no socket can be bound to.
pub(crate) fn check(path: &Path, place: Place) -> Result<(), Refusal> {
    let length = path.as_os_str().as_bytes().len();
    if length <= LONGEST {
        return Ok(());
    }
    Err(Refusal::new(
        place,
        format!("the path of a unix socket has at most {LONGEST} bytes, and this has {length}"),
        "give a shorter path",
    ))
}
