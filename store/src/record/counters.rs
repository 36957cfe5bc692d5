//! The one row of a tenant's counters: totals that are answered without counting, and the sequence.

use std::collections::BTreeMap;

use scim::ResourceKind;
use serde::{Deserialize, Serialize};

use super::{Departures, activity::Chain};
use crate::error::EngineError;

const KIND: &str = "counters";

/// A tenant that has no row yet has [`Counters::default`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counters {
    /// The sequence number that the next activity entry gets. The first is 1.
    pub next_sequence: u64,
    /// The number that the next event gets. The first is 1.
    #[serde(default = "first")]
    pub next_event: u64,
    /// Entries that stand for a change, which is the number of changes there have been (P7).
    pub changes: u64,
    /// Directory records of people.
    pub users: u64,
    /// Directory groups.
    pub groups: u64,
    /// Memberships whose member is a group. While there are none, nobody is in a group by another.
    #[serde(default)]
    pub nested: u64,
    /// Resources of each type that the tenant has declared.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub declared: BTreeMap<u16, u64>,
    /// Members: all but tombstones.
    pub members: u64,
    /// Members with access (D8).
    #[serde(default)]
    pub seats: u64,
    /// Members with a directory record.
    #[serde(default)]
    pub managed: u64,
    /// Who waits for removal, held ones not among them.
    #[serde(default)]
    pub pending: u64,
    /// Who is held.
    #[serde(default)]
    pub held: u64,
    /// How many have left lately.
    #[serde(default, skip_serializing_if = "Departures::is_empty")]
    pub departures: Departures,
    /// The hold that is open, which others join (D17).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub open_hold: Option<u64>,
    /// How many holds there have been.
    #[serde(default)]
    pub holds: u64,
    /// How many jobs there have been.
    #[serde(default)]
    pub jobs: u64,
    /// Tokens that were not revoked. Some may have expired since.
    pub active_tokens: u64,
    /// The ends of the history.
    #[serde(default)]
    pub chain: Chain,
}

impl Default for Counters {
    fn default() -> Self {
        Self {
            next_sequence: 1,
            next_event: first(),
            changes: 0,
            users: 0,
            groups: 0,
            nested: 0,
            declared: BTreeMap::new(),
            members: 0,
            seats: 0,
            managed: 0,
            pending: 0,
            held: 0,
            departures: Departures::default(),
            open_hold: None,
            holds: 0,
            jobs: 0,
            active_tokens: 0,
            chain: Chain::default(),
        }
    }
}

impl Counters {
    /// One more of a declared type.
    pub(crate) fn add(&mut self, kind: ResourceKind) {
        if let ResourceKind::Declared(number) = kind {
            *self.declared.entry(number).or_default() += 1;
        }
    }

    /// One less of a declared type; none leaves no trace.
    pub(crate) fn subtract(&mut self, kind: ResourceKind) {
        if let ResourceKind::Declared(number) = kind
            && let Some(count) = self.declared.get_mut(&number)
        {
            *count = count.saturating_sub(1);
            if *count == 0 {
                self.declared.remove(&number);
            }
        }
    }

    /// How many resources of a type there are.
    pub fn of(&self, kind: ResourceKind) -> u64 {
        match kind {
            ResourceKind::User => self.users,
            ResourceKind::Group => self.groups,
            ResourceKind::Declared(number) => self.declared.get(&number).copied().unwrap_or(0),
        }
    }

    pub(crate) fn decode(value: &[u8]) -> Result<Self, EngineError> {
        super::decode(KIND, value)
    }

    pub(crate) fn encode(&self) -> Result<Vec<u8>, EngineError> {
        super::encode(KIND, self)
    }
}

fn first() -> u64 {
    1
}
