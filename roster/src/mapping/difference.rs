//! Who gains and who loses what.

use crate::Assignment;

/// Between what somebody has and what they will have.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Difference {
    /// The user group before and after, where they differ.
    pub user_group: Option<(Option<String>, Option<String>)>,
    /// The ids of classes.
    pub classes_gained: Vec<String>,
    /// The ids of classes.
    pub classes_lost: Vec<String>,
    /// Whether they teach from now on, where they did not, or the other way round.
    pub teacher: Option<bool>,
}

impl Difference {
    /// From one to the other.
    pub fn between(before: &Assignment, after: &Assignment) -> Self {
        let (old, new) = (&before.user_group, &after.user_group);
        let only = |one: &Assignment, other: &Assignment| {
            one.classes.difference(&other.classes).cloned().collect()
        };
        Self {
            user_group: (old != new).then(|| (old.clone(), new.clone())),
            classes_gained: only(after, before),
            classes_lost: only(before, after),
            teacher: (before.teacher != after.teacher).then_some(after.teacher),
        }
    }

    /// Nothing changes.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}
