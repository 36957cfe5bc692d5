use super::Address;

#[test]
fn a_base_url_is_taken_apart() {
    let cases = [
        (
            "https://host/scim/v2",
            (true, "host", 443, "host", "/scim/v2"),
        ),
        (
            "https://host:8443/scim/v2/",
            (true, "host", 8443, "host:8443", "/scim/v2"),
        ),
        ("http://[::1]:80", (false, "::1", 80, "[::1]:80", "")),
    ];
    for (url, (secure, host, port, authority, path)) in cases {
        let expected = Address {
            secure,
            host: host.to_owned(),
            port,
            authority: authority.to_owned(),
            path: path.to_owned(),
        };
        assert_eq!(Address::parse(url).unwrap(), expected, "{url}");
    }
}

#[test]
fn what_is_no_base_url_is_refused_without_showing_a_password() {
    for url in [
        "",
        "host/scim/v2",
        "ftp://host/",
        "/scim/v2",
        "https://host/?aadOptscim062020",
    ] {
        assert!(Address::parse(url).is_err(), "{url}");
    }
    let refused = Address::parse("https://me:secret@host/scim/v2").unwrap_err();
    assert!(!refused.to_string().contains("secret"), "{refused}");
}
