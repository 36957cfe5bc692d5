use super::*;

fn issuer(pattern: &str) -> Issuer {
    Issuer {
        issuer: pattern.to_owned(),
        keys: KeySource::File(PathBuf::from("/keys.json")),
    }
}

#[test]
fn a_star_stands_for_one_segment_and_for_nothing_else() {
    let entra = issuer("https://login.microsoftonline.com/*/v2.0");
    for (issuer, covered) in [
        ("https://login.microsoftonline.com/9b1d-4f/v2.0", true),
        ("https://login.microsoftonline.com//v2.0", false),
        ("https://login.microsoftonline.com/a/b/v2.0", false),
        ("https://login.microsoftonline.com/a?b/v2.0", false),
        ("https://login.microsoftonline.com/a/v2.0/", false),
        ("https://login.microsoftonline.com/a/v1.0", false),
        (
            "https://login.microsoftonline.com.evil.example/a/v2.0",
            false,
        ),
        ("http://login.microsoftonline.com/a/v2.0", false),
    ] {
        assert_eq!(entra.covers(issuer), covered, "{issuer}");
    }
}

#[test]
fn without_a_star_only_the_very_issuer_is_covered() {
    let exact = issuer("https://issuer.example");
    assert!(exact.covers("https://issuer.example"));
    assert!(!exact.covers("https://issuer.example/"));
    assert!(!exact.covers("https://ISSUER.example"));
}
