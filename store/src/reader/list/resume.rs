//! Where the next page starts, also as bytes, which outlast the process.

use scim::{ResourceKind, sort::SortKey};
use uuid::Uuid;

/// The last resource of a page, to start behind. Only good for the same filter and sort.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resume {
    /// The type of the last resource.
    pub(super) kind: ResourceKind,
    pub(super) last: Uuid,
    /// By what it was sorted, if the page was.
    pub(super) key: Option<SortKey>,
    /// What the first page counted, so that the next ones need not look at everything again.
    pub(super) total: u64,
}

impl Resume {
    /// At most [`scim::sort::LONGEST_KEY`] and 28 bytes, which [`Self::from_bytes`] understands.
    pub fn to_bytes(&self) -> Vec<u8> {
        let key = self.key.as_ref().map_or(&[][..], |key| &key.0);
        [
            &number(self.kind).to_be_bytes()[..],
            self.last.as_bytes(),
            &self.total.to_be_bytes(),
            key,
        ]
        .concat()
    }

    /// None for what is too short to be one.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (kind, rest) = bytes.split_first_chunk()?;
        let (last, rest) = rest.split_first_chunk()?;
        let (total, key) = rest.split_first_chunk()?;
        Some(Self {
            kind: kind_of(u32::from_be_bytes(*kind))?,
            last: Uuid::from_bytes(*last),
            // A key has one byte at the least.
            key: (!key.is_empty()).then(|| SortKey(key.to_vec())),
            total: u64::from_be_bytes(*total),
        })
    }
}

fn number(kind: ResourceKind) -> u32 {
    match kind {
        ResourceKind::User => 0,
        ResourceKind::Group => 1,
        ResourceKind::Declared(number) => 2 + u32::from(number),
    }
}

fn kind_of(number: u32) -> Option<ResourceKind> {
    match number {
        0 => Some(ResourceKind::User),
        1 => Some(ResourceKind::Group),
        declared => u16::try_from(declared - 2).ok().map(ResourceKind::Declared),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_give_the_same_place() {
        for (kind, key) in [
            (ResourceKind::User, None),
            (ResourceKind::Group, Some(SortKey(vec![0]))),
            (ResourceKind::Declared(0), None),
            (
                ResourceKind::Declared(u16::MAX),
                Some(SortKey(vec![7; 256])),
            ),
        ] {
            let resume = Resume {
                kind,
                last: Uuid::from_u128(9),
                key,
                total: u64::MAX,
            };
            let bytes = resume.to_bytes();
            assert_eq!(Resume::from_bytes(&bytes), Some(resume));
            assert_eq!(Resume::from_bytes(bytes.split_at(27).0), None);
        }
    }
}
