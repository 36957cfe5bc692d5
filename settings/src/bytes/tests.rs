use super::*;

#[test]
fn sizes_are_read_in_every_unit() {
    for (text, expected) in [
        ("0B", Some(0)),
        ("1B", Some(1)),
        ("512B", Some(512)),
        ("64KiB", Some(65_536)),
        ("8 MiB", Some(8_388_608)),
        ("1GiB", Some(1_073_741_824)),
        ("17179869183GiB", Some(18_446_744_072_635_809_792)),
        ("17179869184GiB", None),
        ("8MB", None),
        ("8", None),
        ("MiB", None),
        ("-1B", None),
        ("+1B", None),
        ("1.5MiB", None),
        ("", None),
    ] {
        assert_eq!(read(text), expected, "{text}");
    }
}

#[test]
fn a_written_size_reads_back_the_same() {
    for size in [0, 1, 1023, 1024, 1025, 1 << 20, 3 << 20, 1 << 30, u64::MAX] {
        assert_eq!(read(&written(size)), Some(size));
    }
    assert_eq!(written(64 << 20), "64MiB");
}
