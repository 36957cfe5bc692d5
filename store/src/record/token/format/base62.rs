//! Bytes as letters and digits, always in the same number of them.

const DIGITS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// How many digits so many bytes take. log(256) / log(62) is a little less than 1.3437.
pub(in crate::record::token) const fn length(bytes: usize) -> usize {
    (bytes * 13_437).div_ceil(10_000)
}

/// The bytes as one big-endian number, with leading zeros.
pub(in crate::record::token) fn encode(bytes: &[u8]) -> String {
    let mut number = bytes.to_vec();
    let mut digits: Vec<char> = (0..length(bytes.len()))
        .map(|_| last_digit(&mut number))
        .collect();
    digits.reverse();
    digits.into_iter().collect()
}

/// The bytes that [`encode`] made the text of.
pub(in crate::record::token) fn decode<const BYTES: usize>(text: &str) -> Option<[u8; BYTES]> {
    let mut number = [0; BYTES];
    if text.len() != length(BYTES) {
        return None;
    }
    for digit in text.bytes() {
        let mut carry = u16::try_from(DIGITS.iter().position(|known| *known == digit)?).ok()?;
        for byte in number.iter_mut().rev() {
            let [high, low] = (u16::from(*byte) * 62 + carry).to_be_bytes();
            *byte = low;
            carry = u16::from(high);
        }
        if carry > 0 {
            return None;
        }
    }
    Some(number)
}

/// Divides the number by 62 in place and gives the digit of the rest.
fn last_digit(number: &mut [u8]) -> char {
    let mut rest: u16 = 0;
    for byte in number {
        let dividend = rest << 8 | u16::from(*byte);
        // Below 256, because the rest before was below 62.
        *byte = u8::try_from(dividend / 62).unwrap_or(u8::MAX);
        rest = dividend % 62;
    }
    DIGITS
        .get(usize::from(rest))
        .copied()
        .map_or('0', char::from)
}
