//! How many members may have access at once (D8).

/// Seats of a tenant. Who may sign in has one; whoever is deactivated, blocked or gone has none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seats {
    /// Taken now.
    pub used: u64,
    /// None: any number.
    pub limit: Option<u64>,
}

impl Seats {
    /// Nobody is kept out.
    pub const UNLIMITED: Self = Self {
        used: 0,
        limit: None,
    };

    /// Whether one more can be taken.
    pub fn has_room(self) -> bool {
        self.limit.is_none_or(|limit| self.used < limit)
    }
}
