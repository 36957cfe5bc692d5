//! Bytes as letters and digits, always in the same number of them.

const DIGITS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// How many digits so many bytes take. log(256) / log(62) is a little less than 1.3437.
pub(super) const fn length(bytes: usize) -> usize {
    (bytes * 13_437).div_ceil(10_000)
}

/// The bytes as one big-endian number, with leading zeros.
pub(super) fn encode(bytes: &[u8]) -> String {
    let mut number = bytes.to_vec();
    let mut digits: Vec<char> = (0..length(bytes.len()))
        .map(|_| last_digit(&mut number))
        .collect();
    digits.reverse();
    digits.into_iter().collect()
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
