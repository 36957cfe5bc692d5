//! What a provider does and does not do, apart from how it puts it.

/// Something that some providers do and others never.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Habit {
    /// It also takes 404 for "nothing found" when it looks something up.
    AcceptsNotFound,
    /// It imports by paging through all users and groups.
    Imports,
    /// It reads the first pages to test a connection, instead of looking up a stranger.
    TestsByPage,
    /// It asserts what Okta's SCIM test suite asserts about refusals.
    AssertsRefusals,
    /// It keeps managers in step, which it adds once both people exist.
    LinksManagers,
    /// It writes back what it received.
    WritesBack,
    /// It deletes people; otherwise they stay deactivated.
    DeletesPeople,
    /// It deletes groups.
    DeletesGroups,
    /// It holds every answer to RFC 7643 and RFC 7644, and tries all that they define.
    GoesByTheBook,
}

/// A way to put a change of members.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// As the provider does it every day: those who leave, then those who join.
    Everyday,
    /// Who leaves is named by a filter in the path.
    ByFilter,
    /// Leaving and joining in one request.
    OneRequest,
    /// The whole list replaces the one there was.
    WholeList,
}

/// The conduct of one provider.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Habits {
    pub(crate) has: &'static [Habit],
    /// The discovery endpoints that it reads before it begins.
    pub(crate) discovers: &'static [&'static str],
    /// What it looks people up by besides the user name.
    pub(crate) more_lookups: &'static [&'static str],
    /// How many members it adds to a group in one request.
    pub(crate) batch: usize,
    /// The ways in which it changes members; the first is the usual one.
    pub(crate) forms: &'static [Form],
}

impl Habits {
    pub(crate) fn has(&self, habit: Habit) -> bool {
        self.has.contains(&habit)
    }
}
