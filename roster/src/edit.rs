//! What an admin, or the app, writes of a member by hand.

use crate::Member;

/// What is none stays as it is; an empty text takes away what was there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Edit {
    /// The address that identifies the person.
    pub email: Option<String>,
    /// An empty one is the address.
    pub user_name: Option<String>,
    /// For people to read.
    pub display_name: Option<String>,
}

impl Edit {
    /// Makes a member what was written.
    pub fn describe(&self, member: &mut Member) {
        if let Some(email) = &self.email {
            member.email.clone_from(email);
        }
        if let Some(user_name) = &self.user_name {
            member.user_name = if user_name.is_empty() {
                member.email.clone()
            } else {
                user_name.clone()
            };
        }
        if let Some(display_name) = &self.display_name {
            member.display_name = Some(display_name.clone()).filter(|name| !name.is_empty());
        }
    }
}
