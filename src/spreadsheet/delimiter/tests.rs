use super::Delimiter;

#[test]
fn it_is_found_by_the_columns_that_are_known() {
    for (text, expected) in [
        ("email,name\na@x.org,Ada\n", ","),
        ("email;name\na@x.org;Ada, B.\nb@x.org;Bob, C.\n", ";"),
        ("email\tname\na@x.org\tAda\n", "tab"),
        ("Email | Name\na@x.org|Ada\n", "|"),
        // Each cell of the heading has a comma.
        ("\"email\";\"name, of the person\";\"a, b\"\n1;2;3\n", ";"),
        // One column needs none.
        ("email\na@x.org\n", ","),
        // Nothing is known: what makes an even table is.
        ("Wer;Wo, genau\na@x.org;b, c, d\n", ";"),
        ("", ","),
    ] {
        assert_eq!(Delimiter::detect(text).to_string(), expected, "{text:?}");
    }
}

#[test]
fn it_may_be_stated() {
    for (text, expected) in [(";", ";"), ("tab", "tab"), ("\\t", "tab"), ("\t", "tab")] {
        let delimiter: Delimiter = text.parse().unwrap();
        assert_eq!(delimiter.to_string(), expected);
    }
    for wrong in ["", ",,", "\"", "\n", "é"] {
        assert!(wrong.parse::<Delimiter>().is_err(), "{wrong:?}");
    }
}
