//! A range of keys that owns its bounds.

use crate::engine::KeyRange;

/// The keys that start with the same parts, or some of them in a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    from: Vec<u8>,
    to: Vec<u8>,
}

impl Span {
    /// The keys that start with `prefix`.
    pub(super) fn of(prefix: Vec<u8>) -> Self {
        let mut to = prefix.clone();
        while let Some(last) = to.last_mut() {
            if let Some(next) = last.checked_add(1) {
                *last = next;
                break;
            }
            to.pop();
        }
        Self { from: prefix, to }
    }

    /// Without `key` and what stands before it.
    #[must_use]
    pub fn after(mut self, key: &[u8]) -> Self {
        if key >= self.from.as_slice() {
            self.from = key.to_vec();
            self.from.push(0);
        }
        self
    }

    /// Without `key` and what stands behind it.
    #[must_use]
    pub fn before(mut self, key: &[u8]) -> Self {
        if key < self.to.as_slice() {
            self.to = key.to_vec();
        }
        self
    }

    /// Whether `key` is one of them.
    pub fn contains(&self, key: &[u8]) -> bool {
        self.from.as_slice() <= key && key < self.to.as_slice()
    }

    /// For [`crate::engine::Rows::scan`].
    pub fn range(&self) -> KeyRange<'_> {
        KeyRange {
            from: &self.from,
            to: &self.to,
        }
    }
}
