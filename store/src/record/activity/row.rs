//! An entry's row: what is written once, its place in the chain, and how often it has happened.
//!
//! Three lines, or four: the fingerprint by which a repetition is found; the entry; the hash over
//! both and over the hash of the entry before; and, of an entry that was repeated, the seal of its
//! tally and the tally. The first three never change.

use jiff::Timestamp;
use roster::TenantId;
use serde::{Deserialize, Serialize};

use super::{Chain, Entry, Hash, Outcome, fingerprint::Fingerprint};
use crate::{
    error::EngineError,
    record::{broken, decode as decode_json, encode as encode_json},
};

const KIND: &str = "activity entry";

/// How often an entry has happened, and when last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Tally {
    pub(crate) repeated: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) last_at: Option<Timestamp>,
}

/// A row taken apart.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Row<'v> {
    /// Fingerprint and entry, which the hash is of.
    written: &'v [u8],
    entry: &'v [u8],
    pub(crate) hash: Hash,
    tally: Option<Sealed<'v>>,
}

/// A tally with its seal.
#[derive(Debug, Clone, Copy)]
struct Sealed<'v> {
    seal: Hash,
    tally: &'v [u8],
}

impl<'v> Row<'v> {
    /// None unless it is what [`encode`] and [`repeat`] write.
    pub(crate) fn read(value: &'v [u8]) -> Option<Self> {
        let (fingerprint, rest) = split(value)?;
        let (entry, rest) = split(rest)?;
        let (hash, tally) = match split(rest) {
            Some((hash, sealed)) => (hash, Some(Sealed::read(sealed)?)),
            None => (rest, None),
        };
        Some(Self {
            written: value.get(..fingerprint.len() + 1 + entry.len())?,
            entry,
            hash: Hash::read(hash)?,
            tally,
        })
    }

    /// Whether it stands behind the entry with this hash and says what was written there.
    pub(crate) fn follows(&self, before: Hash) -> bool {
        self.hash == link(before, self.written)
    }

    /// What it adds to the sum of all seals: nothing without a tally. None if the seal is not the
    /// tally's.
    pub(crate) fn seal(&self) -> Option<Hash> {
        match self.tally {
            None => Some(Hash::default()),
            Some(Sealed { seal, tally }) => {
                Some(seal).filter(|seal| *seal == seal_of(self.hash, tally))
            }
        }
    }

    /// The number that the entry says it has.
    pub(crate) fn sequence(&self) -> Result<u64, EngineError> {
        #[derive(Deserialize)]
        struct Numbered {
            seq: u64,
        }
        decode_json::<Numbered>(KIND, self.entry).map(|numbered| numbered.seq)
    }

    fn entry(&self) -> Result<Entry, EngineError> {
        let mut entry: Entry = decode_json(KIND, self.entry)?;
        if let Some(Sealed { tally, .. }) = self.tally {
            let tally: Tally = decode_json(KIND, tally)?;
            (entry.repeated, entry.last_at) = (tally.repeated, tally.last_at);
        }
        Ok(entry)
    }
}

impl<'v> Sealed<'v> {
    fn read(line: &'v [u8]) -> Option<Self> {
        let mut parts = line.splitn(2, |byte| *byte == b' ');
        let (seal, tally) = (parts.next()?, parts.next()?);
        let seal = Hash::read(seal)?;
        Some(Self { seal, tally })
    }
}

/// The row of a new entry, which the chain goes on with.
pub(crate) fn encode(
    tenant: TenantId,
    mut entry: Entry,
    fingerprint: Option<Fingerprint>,
    chain: &mut Chain,
) -> Result<Vec<u8>, EngineError> {
    let tally = entry.take_tally();
    let mut value = fingerprint.map(Fingerprint::into_line).unwrap_or_default();
    value.push(b'\n');
    value.extend(encode_json(KIND, &entry)?);
    let hash = link(chain.end(tenant), &value);
    value.push(b'\n');
    value.extend(hash.to_string().into_bytes());
    if let Some(tally) = tally {
        put(&mut value, hash, &tally, chain)?;
    }
    chain.head = Some(hash);
    Ok(value)
}

/// The row of an entry that has happened again.
pub(crate) fn repeat(
    mut value: Vec<u8>,
    tally: &Tally,
    chain: &mut Chain,
) -> Result<Vec<u8>, EngineError> {
    let row = Row::read(&value).ok_or_else(unreadable)?;
    let (hash, before) = (row.hash, row.tally);
    let written_once = row.written.len() + 1 + hash.to_string().len();
    if let Some(Sealed { seal, .. }) = before {
        chain.tallies.toggle(seal);
    }
    value.truncate(written_once);
    put(&mut value, hash, tally, chain)?;
    Ok(value)
}

/// Reads the entry of the first row, which is to be dropped: the chain begins behind it.
pub(crate) fn forget(value: &[u8], chain: &mut Chain) -> Result<Entry, EngineError> {
    let row = Row::read(value).ok_or_else(unreadable)?;
    let entry = row.entry()?;
    if let Some(Sealed { seal, .. }) = row.tally {
        chain.tallies.toggle(seal);
    }
    chain.anchor.sequence = entry.seq;
    chain.anchor.hash = Some(row.hash);
    chain.anchor.changes += u64::from(entry.result == Outcome::Succeeded);
    Ok(entry)
}

/// As much of a row as its place among the events takes.
pub(crate) fn first_event(value: &[u8]) -> Result<u64, EngineError> {
    #[derive(Deserialize)]
    struct Numbered {
        first_event: u64,
    }
    let row = Row::read(value).ok_or_else(unreadable)?;
    decode_json::<Numbered>(KIND, row.entry).map(|numbered| numbered.first_event)
}

/// Reads the entry of a row.
pub(crate) fn decode(value: &[u8]) -> Result<Entry, EngineError> {
    Row::read(value).ok_or_else(unreadable)?.entry()
}

fn put(
    value: &mut Vec<u8>,
    hash: Hash,
    tally: &Tally,
    chain: &mut Chain,
) -> Result<(), EngineError> {
    let tally = encode_json(KIND, tally)?;
    let seal = seal_of(hash, &tally);
    chain.tallies.toggle(seal);
    value.push(b'\n');
    value.extend(seal.to_string().into_bytes());
    value.push(b' ');
    value.extend(tally);
    Ok(())
}

fn link(before: Hash, written: &[u8]) -> Hash {
    Hash::of(&[before.bytes(), written])
}

fn seal_of(hash: Hash, tally: &[u8]) -> Hash {
    Hash::of(&[b"tally of ", hash.bytes(), tally])
}

/// The first line, and what is behind it. JSON as we write it has no line breaks.
fn split(text: &[u8]) -> Option<(&[u8], &[u8])> {
    let mut parts = text.splitn(2, |byte| *byte == b'\n');
    Some((parts.next()?, parts.next()?))
}

fn unreadable() -> EngineError {
    broken(KIND, "its lines are not those of an entry")
}
