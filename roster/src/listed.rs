//! A person as a file lists them.

use std::collections::BTreeSet;

use crate::Member;

/// One row of an import (R88). What is none was not said, and stays as it is; an empty text takes
/// away what was there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Listed {
    /// The address that identifies the person.
    pub email: String,
    /// An empty one is the address.
    pub user_name: Option<String>,
    /// For people to read.
    pub display_name: Option<String>,
    /// The app's user group.
    pub user_group: Option<String>,
    /// All of them: those that are not named are taken away.
    pub classes: Option<BTreeSet<String>>,
    /// Whether the person teaches.
    pub teacher: Option<bool>,
}

impl Listed {
    /// Makes a member what the row says. The address is what the member was found by and stays as it
    /// is written.
    pub fn describe(&self, member: &mut Member) {
        if let Some(user_name) = &self.user_name {
            member.user_name = if user_name.is_empty() {
                member.email.clone()
            } else {
                user_name.clone()
            };
        }
        if let Some(display_name) = &self.display_name {
            member.display_name = stated(display_name);
        }
        let assignment = &mut member.assignment;
        if let Some(user_group) = &self.user_group {
            assignment.user_group = stated(user_group);
        }
        if let Some(classes) = &self.classes {
            assignment.classes.clone_from(classes);
        }
        if let Some(teacher) = self.teacher {
            assignment.teacher = teacher;
        }
    }
}

fn stated(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}
