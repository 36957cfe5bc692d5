//! The bytes of the disk: as they are, and as they are durable.

use std::io;

/// What reads see, what a power cut leaves, and the changes between the two.
#[derive(Debug, Default)]
pub(super) struct Platter {
    seen: Vec<u8>,
    durable: Vec<u8>,
    unsynced: Vec<Change>,
}

#[derive(Debug)]
enum Change {
    Write { at: usize, data: Vec<u8> },
    Length(usize),
}

impl Change {
    /// A write past the end grows the bytes: the change of length before it may have been lost.
    fn apply(&self, bytes: &mut Vec<u8>) {
        match self {
            Self::Length(length) => bytes.resize(*length, 0),
            Self::Write { at, data } => {
                let end = at + data.len();
                if bytes.len() < end {
                    bytes.resize(end, 0);
                }
                if let Some(place) = bytes.get_mut(*at..end) {
                    place.copy_from_slice(data);
                }
            }
        }
    }
}

impl Platter {
    pub(super) fn length(&self) -> u64 {
        self.seen.len() as u64
    }

    pub(super) fn read(&self, offset: u64, out: &mut [u8]) -> io::Result<()> {
        let at = position(offset)?;
        let end = at
            .checked_add(out.len())
            .ok_or(io::ErrorKind::InvalidInput)?;
        let bytes = self.seen.get(at..end).ok_or(io::ErrorKind::UnexpectedEof)?;
        out.copy_from_slice(bytes);
        Ok(())
    }

    pub(super) fn write(&mut self, offset: u64, data: &[u8]) -> io::Result<()> {
        self.change(Change::Write {
            at: position(offset)?,
            data: data.to_vec(),
        });
        Ok(())
    }

    pub(super) fn set_length(&mut self, length: u64) -> io::Result<()> {
        self.change(Change::Length(position(length)?));
        Ok(())
    }

    pub(super) fn sync(&mut self) {
        for change in self.unsynced.drain(..) {
            change.apply(&mut self.durable);
        }
    }

    pub(super) fn after_power_cut(&self, mut survives: impl FnMut(usize) -> bool) -> Self {
        let mut durable = self.durable.clone();
        for (index, change) in self.unsynced.iter().enumerate() {
            if survives(index) {
                change.apply(&mut durable);
            }
        }
        Self {
            seen: durable.clone(),
            durable,
            unsynced: Vec::new(),
        }
    }

    fn change(&mut self, change: Change) {
        change.apply(&mut self.seen);
        self.unsynced.push(change);
    }
}

fn position(offset: u64) -> io::Result<usize> {
    usize::try_from(offset).map_err(io::Error::other)
}
