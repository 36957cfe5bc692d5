//! The parts of a key, each written so that keys order as their parts do and no two lists of parts
//! give the same key.

use jiff::Timestamp;
use roster::TenantId;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::Span;

/// Longer text is told apart by its digest, so that a client cannot make keys of any size.
const LONGEST_TEXT: usize = 256;

/// Behind every zero byte of a text. Larger than [`END`], so that a longer text sorts behind.
const ZERO: u8 = 0xff;
/// Behind the zero byte that ends a text.
const END: u8 = 0x01;
/// Behind the zero byte that ends a text that was cut; 32 bytes of digest follow.
const CUT: u8 = 0xfe;

/// A key being written.
pub(super) struct Parts(Vec<u8>);

impl Parts {
    pub(super) fn new(tenant: TenantId, kind: u8) -> Self {
        let mut key = Vec::with_capacity(64);
        key.extend_from_slice(tenant.0.as_bytes());
        key.push(kind);
        Self(key)
    }

    pub(super) fn byte(mut self, byte: u8) -> Self {
        self.0.push(byte);
        self
    }

    pub(super) fn short(mut self, number: u16) -> Self {
        self.0.extend_from_slice(&number.to_be_bytes());
        self
    }

    pub(super) fn id(mut self, id: Uuid) -> Self {
        self.0.extend_from_slice(id.as_bytes());
        self
    }

    pub(super) fn number(mut self, number: u64) -> Self {
        self.0.extend_from_slice(&number.to_be_bytes());
        self
    }

    /// In microseconds, rounded up: whoever reads the rows up to `now` must never meet one whose
    /// time has not come.
    pub(super) fn time(self, at: Timestamp) -> Self {
        let whole = at.as_microsecond();
        let rest = at.as_nanosecond() - i128::from(whole) * 1_000;
        self.microseconds(if rest > 0 { whole + 1 } else { whole })
    }

    /// The smallest part that is later than every time up to `now`.
    pub(super) fn time_after(self, now: Timestamp) -> Self {
        let whole = now.as_microsecond();
        let rest = now.as_nanosecond() - i128::from(whole) * 1_000;
        self.microseconds(if rest < 0 { whole } else { whole + 1 })
    }

    /// With the sign bit flipped, times before 1970 sort first.
    fn microseconds(self, microseconds: i64) -> Self {
        self.number(microseconds.cast_unsigned() ^ SIGN)
    }

    pub(super) fn text(mut self, text: &str) -> Self {
        let bytes = text.as_bytes();
        let (kept, cut) = match bytes.split_at_checked(LONGEST_TEXT) {
            Some((kept, rest)) if !rest.is_empty() => (kept, true),
            _ => (bytes, false),
        };
        for &byte in kept {
            self.0.push(byte);
            if byte == 0 {
                self.0.push(ZERO);
            }
        }
        self.0.push(0);
        if cut {
            self.0.push(CUT);
            self.0.extend_from_slice(&Sha256::digest(bytes));
        } else {
            self.0.push(END);
        }
        self
    }

    pub(super) fn done(self) -> Vec<u8> {
        self.0
    }

    pub(super) fn span(self) -> Span {
        Span::of(self.0)
    }
}

const SIGN: u64 = 1 << 63;

/// Reads what [`Parts::time`] wrote.
pub(super) fn time(bytes: [u8; 8]) -> Option<Timestamp> {
    let microseconds = (u64::from_be_bytes(bytes) ^ SIGN).cast_signed();
    Timestamp::from_microsecond(microseconds).ok()
}
