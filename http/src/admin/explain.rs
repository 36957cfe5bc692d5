//! "Why?" on the admin API (I3).

use serde::{Deserialize, Serialize};

/// The chain from the directory's call to a member with access, and what the matter is.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ExplainView {
    /// As asked for.
    pub who: String,
    /// One word, e.g. `never_received` or `with_access`.
    pub verdict: String,
    /// The same as a sentence, with what to do.
    pub says: String,
    /// The links of the chain up to the first that does not hold.
    pub steps: Vec<StepView>,
    /// The member, if there is one.
    pub member: Option<String>,
}

/// One link.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct StepView {
    /// What it asks, e.g. `received`.
    pub question: String,
    /// Whether it holds.
    pub holds: bool,
    /// What is so.
    pub says: String,
    /// The numbers of the entries behind it.
    pub entries: Vec<u64>,
}
