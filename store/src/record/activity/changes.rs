//! What changed, attribute by attribute, in a bounded size.

use scim::Object;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// The most attributes that an entry tells of.
const MOST_ATTRIBUTES: usize = 40;
/// The longest value, in bytes of JSON, that an entry repeats.
const LONGEST_VALUE: usize = 512;

/// Attribute → `{"from":…,"to":…}`; a side that is absent had, or has, no value. A value that is
/// too long is told by its size.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Changes(pub Map<String, Value>);

impl Changes {
    /// True when nothing changed.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// True when there may be more than it tells.
    pub(crate) fn is_full(&self) -> bool {
        self.0.len() >= MOST_ATTRIBUTES
    }

    /// Adds an attribute, while there is room.
    pub(crate) fn add(&mut self, attribute: &str, from: Option<Value>, to: Option<Value>) {
        if !self.is_full() {
            let mut change = Map::new();
            for (side, value) in [("from", from), ("to", to)] {
                if let Some(value) = value {
                    change.insert(side.to_owned(), bounded(value));
                }
            }
            self.0.insert(attribute.to_owned(), Value::Object(change));
        }
    }
}

/// The attributes in which two resources differ, in the order of the newer one. A password can't be
/// among them: no resource has one (R13).
pub(crate) fn between(old: &Object, new: &Object) -> Changes {
    let mut changes = Changes::default();
    for (name, to) in new {
        let from = old.get(name);
        if from != Some(to) {
            changes.add(name, from.cloned(), Some(to.clone()));
        }
    }
    for (name, from) in old {
        if !new.contains_key(name) {
            changes.add(name, Some(from.clone()), None);
        }
    }
    changes
}

fn bounded(value: Value) -> Value {
    let length = value.to_string().len();
    if length <= LONGEST_VALUE {
        value
    } else {
        Value::String(format!("({length} bytes)"))
    }
}
