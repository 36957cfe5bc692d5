use super::*;

#[test]
fn distance_counts_single_character_edits() {
    for (a, b, expected) in [
        ("", "", 0),
        ("", "abc", 3),
        ("abc", "", 3),
        ("path", "path", 0),
        ("PATH", "path", 0),
        ("pth", "path", 1),
        ("paths", "path", 1),
        ("bath", "path", 1),
        ("kitten", "sitting", 3),
    ] {
        assert_eq!(distance(a, b), expected, "{a} / {b}");
    }
}

#[test]
fn only_a_near_name_is_suggested() {
    let known = ["certificate", "key", "address"];
    assert_eq!(nearest("certifcate", &known), Some("certificate"));
    assert_eq!(nearest("adress", &known), Some("address"));
    assert_eq!(nearest("hostname", &known), None);
    assert_eq!(nearest("anything", &[]), None);
}
