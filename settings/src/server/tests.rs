use super::*;

#[test]
fn a_public_url_is_a_scheme_and_a_host() {
    for url in [
        "https://scim.example.com",
        "https://scim.example.com:8443",
        "https://192.0.2.7",
        "https://[2001:db8::7]:8443",
        "http://localhost:8080",
        "http://LOCALHOST",
        "http://127.0.0.1:8080",
        "http://[::1]:8080",
    ] {
        assert_eq!(check_url(url), Ok(()), "{url}");
    }
}

#[test]
fn a_public_url_that_no_provider_could_use_is_refused() {
    for (url, expected) in [
        ("scim.example.com", "does not start with https://"),
        ("ftp://scim.example.com", "does not start with https://"),
        ("https://scim.example.com/", "path or a query"),
        ("https://scim.example.com/scim/v2", "path or a query"),
        ("https://scim.example.com?x=1", "path or a query"),
        ("https://scim_eu.example.com", "underscore"),
        ("https://", "no valid host"),
        ("https://:443", "no valid host"),
        ("https://user@scim.example.com", "no valid host"),
        ("https://scim.example.com:0", "no valid host"),
        ("https://scim.example.com:70000", "no valid host"),
        ("https://scim example.com", "no valid host"),
        ("https://[::1", "no valid host"),
        ("https://[::1]8443", "no valid host"),
        ("http://scim.example.com", "only for loopback"),
        ("http://10.0.0.1:8080", "only for loopback"),
    ] {
        let (problem, _) = check_url(url).unwrap_err();
        assert!(problem.contains(expected), "{url}: {problem}");
    }
}
