//! What to play, against which server, and who watches.

use std::fmt;
use std::path::PathBuf;
use std::time::Duration;

/// One run of a persona.
#[derive(Clone)]
pub struct Plan {
    /// The SCIM base URL, such as `https://host/scim/v2`, without a query.
    pub url: String,
    /// The bearer token that selects the tenant.
    pub token: String,
    /// How many lasting people the simulated directory has.
    pub users: u32,
    /// How many lasting groups it has.
    pub groups: u32,
    /// Two runs of one persona with one seed play the same people.
    pub seed: u64,
    /// Plays the worst day instead of the everyday: everybody who is there is taken out.
    pub wipe: bool,
    /// A PEM file of the only authorities to trust; the system's own when absent.
    pub ca: Option<PathBuf>,
    /// How many requests may be open at once.
    pub concurrency: usize,
    /// How often one task is tried again after 429, 5xx or a broken connection.
    pub retry_limit: u32,
    /// No pause before a retry is longer than this. Providers pause for minutes; a simulation
    /// keeps their order of events and shortens their clock.
    pub longest_wait: Duration,
    /// How long one request may take. Okta gives up after 60 s; the others do not say.
    pub timeout: Duration,
}

impl Plan {
    /// A small directory with the seed 1: 25 people, 3 groups, 4 requests at once.
    pub fn new(url: impl Into<String>, token: impl Into<String>) -> Self {
        Self {
            url: url.into(),
            token: token.into(),
            users: 25,
            groups: 3,
            seed: 1,
            wipe: false,
            ca: None,
            concurrency: 4,
            retry_limit: 10,
            longest_wait: Duration::from_secs(5),
            timeout: Duration::from_mins(1),
        }
    }
}

/// Everything but the token, which no log may hold.
impl fmt::Debug for Plan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Plan")
            .field("url", &self.url)
            .field("users", &self.users)
            .field("groups", &self.groups)
            .field("seed", &self.seed)
            .field("ca", &self.ca)
            .field("concurrency", &self.concurrency)
            .field("retry_limit", &self.retry_limit)
            .field("longest_wait", &self.longest_wait)
            .field("timeout", &self.timeout)
            .finish_non_exhaustive()
    }
}

/// Hears how far a run has come; a progress bar implements it.
pub trait Watch: Send + Sync {
    /// A phase begins that has `total` steps.
    fn phase(&self, name: &str, total: u64);
    /// One step of the phase is finished.
    fn step(&self);
    /// The phase is finished.
    fn done(&self);
    /// A request is about to be sent.
    fn request(&self) {}
}

/// Watches nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Unwatched;

impl Watch for Unwatched {
    fn phase(&self, _name: &str, _total: u64) {}
    fn step(&self) {}
    fn done(&self) {}
}
