//! Which characters the bytes of a file are.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::SheetError;

/// How zip archives begin, which workbooks are.
const ARCHIVE: &[u8] = b"PK\x03\x04";
/// How much of a file is looked at for the zeros of UTF-16.
const LOOKED_AT: usize = 4096;

/// A text, and what it was written in.
#[derive(Debug)]
pub(crate) struct Decoded {
    pub(crate) text: String,
    pub(crate) encoding: &'static Encoding,
}

/// An encoding by one of its names (<https://encoding.spec.whatwg.org/#names-and-labels>).
pub(crate) fn named(name: &str) -> Result<&'static Encoding, String> {
    Encoding::for_label(name.as_bytes()).ok_or_else(|| {
        "not an encoding; for instance utf-8, utf-16le, utf-16be and windows-1252 are".to_owned()
    })
}

/// Reads the bytes in the encoding stated, or else in the one that they seem to have.
pub(crate) fn decode(
    bytes: &[u8],
    stated: Option<&'static Encoding>,
) -> Result<Decoded, SheetError> {
    if bytes.starts_with(ARCHIVE) {
        return Err(SheetError::Archive);
    }
    let encoding = match stated {
        Some(encoding) => encoding,
        None => detect(bytes)?,
    };
    let (text, has_errors) = encoding.decode_with_bom_removal(bytes);
    if has_errors {
        let line = text
            .split(char::REPLACEMENT_CHARACTER)
            .next()
            .map_or(1, |right| 1 + right.matches('\n').count());
        let encoding = encoding.name();
        return Err(SheetError::NotInEncoding { encoding, line });
    }
    let text = text.into_owned();
    if text.trim().is_empty() {
        return Err(SheetError::Empty);
    }
    Ok(Decoded { text, encoding })
}

/// By the byte order mark, the zeros of UTF-16, or whether it is UTF-8 throughout. What is none of
/// these comes from Windows in the West, if it is text at all.
fn detect(bytes: &[u8]) -> Result<&'static Encoding, SheetError> {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return Ok(encoding);
    }
    if let Some(encoding) = by_zeros(bytes) {
        return Ok(encoding);
    }
    let is_utf_8 = std::str::from_utf8(bytes).is_ok();
    let odd = bytes.iter().position(|byte| match byte {
        0 => true,
        b'\t' | b'\n' | b'\r' | 0x0c => false,
        // Windows-1252 has no characters for the last five.
        byte => !is_utf_8 && matches!(byte, ..0x20 | 0x7f | 0x81 | 0x8d | 0x8f | 0x90 | 0x9d),
    });
    match odd {
        Some(at) => Err(SheetError::NotText { at: at + 1 }),
        None if is_utf_8 => Ok(UTF_8),
        None => Ok(WINDOWS_1252),
    }
}

/// In UTF-16 each letter of a Western text has a zero beside it, always on the same side.
fn by_zeros(bytes: &[u8]) -> Option<&'static Encoding> {
    let (pairs, _) = bytes.as_chunks::<2>();
    let pairs = pairs.get(..LOOKED_AT / 2).unwrap_or(pairs);
    let count = |side: fn(&[u8; 2]) -> u8| pairs.iter().filter(|pair| side(pair) == 0).count();
    let (first, second) = (count(|pair| pair[0]), count(|pair| pair[1]));
    match (first, second) {
        (0, second) if second > pairs.len() / 2 => Some(UTF_16LE),
        (first, 0) if first > pairs.len() / 2 => Some(UTF_16BE),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
