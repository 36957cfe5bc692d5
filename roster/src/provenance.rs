//! What comes before what, where several have a say in what a member is (I7).
//!
//! The decisions make it so; here it is put into words, and a test holds the two together.

use crate::{Member, MemberState};

/// What is kept of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// An attribute of the directory record.
    Attribute,
    /// The ids of classes.
    Classes,
    /// The name that people see.
    DisplayName,
    /// The address that identifies the member.
    Email,
    /// What the directory knows the person by.
    ExternalId,
    /// Whether nothing that the directory does takes the member's access.
    Protected,
    /// Where the membership stands.
    State,
    /// Whether the member teaches.
    Teacher,
    /// The app's user group.
    UserGroup,
    /// What the member signs in with.
    UserName,
}

/// Who has a say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Authority {
    /// An operator, by a verb.
    Admin,
    /// The app.
    App,
    /// An identity provider, by its token.
    Directory,
    /// The tenant's table, on the groups that the directory has pushed.
    GroupMapping,
    /// A file.
    Import,
    /// Time.
    Timer,
}

/// Who comes before whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Precedence {
    /// The first one decides; who is not listed has no say.
    pub order: &'static [Authority],
    /// Why it is so for this member, as a sentence.
    pub rule: &'static str,
}

impl Authority {
    /// The word that it is written with, e.g. `group_mapping`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Admin => "admin",
            Self::App => "app",
            Self::Directory => "directory",
            Self::GroupMapping => "group_mapping",
            Self::Import => "import",
            Self::Timer => "timer",
        }
    }
}

/// Who decides what a field of this member is, as the member stands.
pub fn precedence(field: Field, member: &Member) -> Precedence {
    match field {
        Field::Attribute | Field::ExternalId => Precedence {
            order: &[Authority::Directory],
            rule: "only the directory writes its record",
        },
        Field::UserName | Field::DisplayName | Field::Email => described(member),
        Field::State => state(member),
        Field::Protected => Precedence {
            order: &[Authority::Admin],
            rule: "only an admin protects a member, or no longer does",
        },
        Field::UserGroup if member.protected && member.assignment.user_group.is_some() => {
            Precedence {
                order: &[Authority::Admin, Authority::GroupMapping],
                rule: "an admin protects the member, so the user group that is there stays",
            }
        }
        Field::UserGroup | Field::Classes | Field::Teacher => assigned(member),
    }
}

/// Names and address.
fn described(member: &Member) -> Precedence {
    use Authority::{Admin, App, Directory, Import};

    if member.user.is_some() {
        return Precedence {
            order: &[Directory, Import, App],
            rule: "the directory manages the member, and what a file or the app says is left aside",
        };
    }
    match member.state {
        MemberState::Unmanaged => Precedence {
            order: &[Admin, Import, App],
            rule: "no directory manages the member: the last word of an admin or a file counts, \
                   until a directory pushes somebody with this address",
        },
        MemberState::Removed { .. } => Precedence {
            order: &[Directory, Import, App],
            rule: "the member is gone: whoever brings them back writes it anew",
        },
        MemberState::Active | MemberState::Deactivated => Precedence {
            order: &[Directory, Admin],
            rule: "the directory has made the member, and its record is gone: it stays until an \
                   admin writes it, or the directory pushes the member again",
        },
        MemberState::Pending { .. } | MemberState::Held { .. } => Precedence {
            order: &[Directory],
            rule: "a removal waits: it stays as the directory has left it",
        },
    }
}

fn state(member: &Member) -> Precedence {
    use Authority::{Admin, App, Directory, Import, Timer};

    if member.protected {
        return Precedence {
            order: &[Admin, Directory],
            rule: "an admin protects the member: the directory may give access and not take it",
        };
    }
    match member.state {
        MemberState::Unmanaged => Precedence {
            order: &[Directory, Import, App],
            rule: "no directory manages the member: who once was added stays, until a directory \
                   pushes somebody with this address",
        },
        MemberState::Removed { .. } => Precedence {
            order: &[Directory, Admin, Import, App],
            rule: "the member is gone: whoever brings them back decides",
        },
        MemberState::Pending { .. } | MemberState::Held { .. } => Precedence {
            order: &[Directory, Admin, Timer],
            rule: "a removal waits: the directory or an admin takes it back, or time and an admin \
                   carry it out",
        },
        MemberState::Active | MemberState::Deactivated => Precedence {
            order: &[Directory, Admin, Timer],
            rule: "the directory gives and takes access; an admin and time end what it began",
        },
    }
}

/// User group, classes, teaching.
fn assigned(member: &Member) -> Precedence {
    use Authority::{GroupMapping, Import};

    if member.has_groups() {
        return Precedence {
            order: &[GroupMapping, Import],
            rule: "the directory manages the member: what its groups give counts, and what a file gave stays \
                   only while no table maps groups",
        };
    }
    match member.state {
        MemberState::Unmanaged => Precedence {
            order: &[Import, GroupMapping],
            rule: "no directory manages the member: the last file counts, until a push brings groups",
        },
        _ => Precedence {
            order: &[GroupMapping, Import],
            rule: "nothing changes it while the member has no record in a directory",
        },
    }
}

#[cfg(test)]
mod tests;
