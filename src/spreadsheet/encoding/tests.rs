use encoding_rs::{UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::*;

const TEXT: &str = "email,name\r\nzoe@x.org,Zoë Ünal\r\n";

fn utf_16(text: &str, order: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(order).collect()
}

#[test]
fn each_encoding_is_found_with_and_without_its_mark() {
    let marked = |text: &str| format!("\u{feff}{text}");
    let (windows, _, _) = WINDOWS_1252.encode(TEXT);
    for (bytes, expected) in [
        (TEXT.as_bytes().to_vec(), UTF_8),
        (marked(TEXT).into_bytes(), UTF_8),
        (utf_16(TEXT, u16::to_le_bytes), UTF_16LE),
        (utf_16(&marked(TEXT), u16::to_le_bytes), UTF_16LE),
        (utf_16(TEXT, u16::to_be_bytes), UTF_16BE),
        (utf_16(&marked(TEXT), u16::to_be_bytes), UTF_16BE),
        (windows.into_owned(), WINDOWS_1252),
    ] {
        let decoded = decode(&bytes, None).unwrap();
        assert_eq!((&*decoded.text, decoded.encoding), (TEXT, expected));
    }
}

#[test]
fn a_stated_encoding_is_taken_or_refused_with_the_line() {
    let (windows, _, _) = WINDOWS_1252.encode(TEXT);
    let wrong = decode(&windows, Some(UTF_8)).unwrap_err().to_string();
    assert!(wrong.starts_with("line 2 is not UTF-8"), "{wrong}");
    // Greek that looks like Western letters is only known by being told.
    let bytes = b"name\n\xc6\xdf\n";
    let greek = named("iso-8859-7").unwrap();
    assert_eq!(decode(bytes, Some(greek)).unwrap().text, "name\nΖί\n");
    assert!(named("utf-9").is_err());
}

#[test]
fn what_is_no_text_is_refused() {
    let picture = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
    let odd = decode(picture, None).unwrap_err().to_string();
    assert!(odd.contains("byte 7 "), "{odd}");
    let zero = decode(b"email\nada@x.org\0\n", None).unwrap_err();
    assert!(matches!(zero, SheetError::NotText { at: 16 }), "{zero}");
    let workbook = decode(b"PK\x03\x04\x14\0\x06\0", None).unwrap_err();
    assert!(matches!(workbook, SheetError::Archive), "{workbook}");
    for nothing in ["", "\u{feff}", " \r\n \r\n"] {
        let empty = decode(nothing.as_bytes(), None).unwrap_err();
        assert!(matches!(empty, SheetError::Empty), "{nothing:?}: {empty}");
    }
}
