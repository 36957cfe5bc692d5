use http::Request;
use settings::Limits;

use super::*;

fn derived(configured: Option<&str>, tls: bool, uri: &str, host: Option<&str>) -> Option<String> {
    let options = HttpOptions {
        base_url: configured.map(str::to_owned),
        limits: Limits::default(),
    };
    let mut request = Request::builder().uri(uri);
    if let Some(host) = host {
        request = request.header(HOST, host);
    }
    let (parts, ()) = request.body(()).unwrap().into_parts();
    let peer = Peer {
        address: None,
        user: None,
        tls,
    };
    base_url(&options, &parts, &peer).ok().map(Cow::into_owned)
}

#[test]
fn the_configured_url_wins() {
    let configured = "https://scim.example.com/scim/v2";
    for host in [Some("evil.example"), None, Some("not a host")] {
        assert_eq!(
            derived(Some(configured), false, "/x", host).as_deref(),
            Some(configured)
        );
    }
}

#[test]
fn else_the_host_and_the_transport_make_it() {
    for (tls, uri, host, expected) in [
        (
            false,
            "/",
            Some("127.0.0.1:8080"),
            Some("http://127.0.0.1:8080/scim/v2"),
        ),
        (
            true,
            "/",
            Some("scim.example.com"),
            Some("https://scim.example.com/scim/v2"),
        ),
        (
            false,
            "/",
            Some("[::1]:80"),
            Some("http://[::1]:80/scim/v2"),
        ),
        // HTTP/2 and absolute-form requests carry it in the target.
        (
            true,
            "https://a.example/scim",
            Some("b.example"),
            Some("https://a.example/scim/v2"),
        ),
        (false, "/", None, None),
        (false, "/", Some(""), None),
        (false, "/", Some("a b"), None),
        (false, "/", Some("user@host"), None),
        (false, "/", Some("host/path"), None),
        (false, "/", Some("h\"><script>"), None),
    ] {
        assert_eq!(
            derived(None, tls, uri, host).as_deref(),
            expected,
            "{host:?}"
        );
    }
}

#[test]
fn a_host_longer_than_dns_allows_is_refused() {
    assert!(is_host(&"a".repeat(LONGEST_HOST)));
    assert!(!is_host(&"a".repeat(LONGEST_HOST + 1)));
}
