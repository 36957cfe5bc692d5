use super::*;

#[test]
fn only_four_octal_digits_are_a_mode() {
    for (text, expected) in [
        ("0660", Some(0o660)),
        ("0000", Some(0)),
        ("0777", Some(0o777)),
        ("660", None),
        ("4755", None),
        ("0o660", None),
        ("0680", None),
        ("+066", None),
        ("", None),
    ] {
        assert_eq!(read(text), expected, "{text}");
    }
}
