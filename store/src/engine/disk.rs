//! The storage below an engine, as a seam of our own: what a test replaces to make a disk fail.

use std::{fmt::Debug, io};

/// A growable array of bytes, of which only what was there at the last [`Disk::sync`] is sure to
/// outlast a power cut.
pub trait Disk: Debug + Send + Sync + 'static {
    /// The length now, in bytes.
    fn length(&self) -> io::Result<u64>;

    /// Fills `out` from `offset` on; an error when that reaches past the end.
    fn read(&self, offset: u64, out: &mut [u8]) -> io::Result<()>;

    /// Writes all of `data` at `offset`.
    fn write(&self, offset: u64, data: &[u8]) -> io::Result<()>;

    /// Cuts, or grows with zeros.
    fn set_length(&self, length: u64) -> io::Result<()>;

    /// Returns when every write before it is durable.
    fn sync(&self) -> io::Result<()>;
}
