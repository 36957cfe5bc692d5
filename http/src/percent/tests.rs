use super::*;

#[test]
fn escapes_are_decoded_and_the_rest_is_kept() {
    for (text, expected) in [
        ("plain", Some("plain")),
        ("a%20b", Some("a b")),
        ("urn%3Aietf%3aparams", Some("urn:ietf:params")),
        ("%C3%A9", Some("é")),
        ("a+b", Some("a+b")),
        ("100%", Some("100%")),
        ("%4", Some("%4")),
        ("%zz%41", Some("%zzA")),
        ("%FF", None),
        ("", Some("")),
    ] {
        assert_eq!(decode(text).as_deref(), expected, "{text}");
    }
}

#[test]
fn a_plus_is_a_blank_in_a_form() {
    for (text, expected) in [
        ("userName+eq+%22a%2Bb%22", Some("userName eq \"a+b\"")),
        ("a%20b", Some("a b")),
        ("+%FF", None),
    ] {
        assert_eq!(decode_form(text).as_deref(), expected, "{text}");
    }
}

#[test]
fn pairs_survive_what_clients_leave_behind() {
    for (query, expected) in [
        ("a=1&b=2", vec![("a", "1"), ("b", "2")]),
        ("a=1&", vec![("a", "1")]),
        ("&&a=1", vec![("a", "1")]),
        ("aadOptscim062020", vec![("aadOptscim062020", "")]),
        ("a=b=c", vec![("a", "b=c")]),
        ("", vec![]),
    ] {
        assert_eq!(pairs(query).collect::<Vec<_>>(), expected, "{query}");
    }
}
