//! The checksum of Ethernet and zip (reflected polynomial `EDB88320`), bit by bit: a token has
//! fifty-odd bytes, so a table would cost more than it saves.

/// The checksum of some bytes.
pub(super) fn of(bytes: &[u8]) -> u32 {
    let mut sum = u32::MAX;
    for byte in bytes {
        sum ^= u32::from(*byte);
        for _ in 0..8 {
            let low_bit_set = sum & 1 == 1;
            sum >>= 1;
            if low_bit_set {
                sum ^= 0xedb8_8320;
            }
        }
    }
    !sum
}
