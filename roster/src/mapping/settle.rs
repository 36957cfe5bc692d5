//! What becomes of what a member has, when groups give something else.

use crate::{Assignment, Gate, Member, Mode, Tenant};

/// Whether anything is given now: not behind a closed gate, and not while the directory is only
/// recorded (D6, D7, D21). What is taken away is taken at any time.
pub fn grants(tenant: &Tenant) -> bool {
    Gate::closed(tenant).is_none() && tenant.settings.mode == Mode::Live
}

/// What a member has from now on. `wanted` is what the groups give.
pub fn settle(member: &Member, wanted: &Assignment, grants: bool) -> Assignment {
    let before = &member.assignment;
    let mut after = if grants {
        wanted.clone()
    } else {
        Assignment {
            user_group: before
                .user_group
                .clone()
                .filter(|_| before.user_group == wanted.user_group),
            classes: before
                .classes
                .intersection(&wanted.classes)
                .cloned()
                .collect(),
            teacher: before.teacher && wanted.teacher,
        }
    };
    // An owner's rights stay, whatever the directory does (D10).
    if member.protected && before.user_group.is_some() {
        after.user_group.clone_from(&before.user_group);
    }
    after
}
