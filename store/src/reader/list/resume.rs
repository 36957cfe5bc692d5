//! Where the next page starts, also as bytes, which outlast the process.

use scim::sort::SortKey;
use uuid::Uuid;

/// The last resource of a page, to start behind. Only good for the same filter and sort.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resume {
    pub(super) last: Uuid,
    /// By what it was sorted, if the page was.
    pub(super) key: Option<SortKey>,
    /// What the first page counted, so that the next ones need not look at everything again.
    pub(super) total: u64,
}

impl Resume {
    /// At most [`scim::sort::LONGEST_KEY`] and 24 bytes, which [`Self::from_bytes`] understands.
    pub fn to_bytes(&self) -> Vec<u8> {
        let key = self.key.as_ref().map_or(&[][..], |key| &key.0);
        [self.last.as_bytes(), &self.total.to_be_bytes()[..], key].concat()
    }

    /// None for what is too short to be one.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (last, rest) = bytes.split_first_chunk()?;
        let (total, key) = rest.split_first_chunk()?;
        Some(Self {
            last: Uuid::from_bytes(*last),
            // A key has one byte at the least.
            key: (!key.is_empty()).then(|| SortKey(key.to_vec())),
            total: u64::from_be_bytes(*total),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_give_the_same_place() {
        for key in [None, Some(SortKey(vec![0])), Some(SortKey(vec![7; 256]))] {
            let resume = Resume {
                last: Uuid::from_u128(9),
                key,
                total: u64::MAX,
            };
            let bytes = resume.to_bytes();
            assert_eq!(Resume::from_bytes(&bytes), Some(resume));
            assert_eq!(Resume::from_bytes(bytes.split_at(23).0), None);
        }
    }
}
