//! As much of URLs as settings need.

use std::net::{IpAddr, Ipv6Addr};

/// Whether what comes from this URL comes from its host: `https`, or `http` on this machine. User
/// and password are not taken.
pub(crate) fn is_safe(url: &str) -> bool {
    let authority = |rest: &str| {
        rest.split(['/', '?', '#'])
            .next()
            .and_then(host)
            .map(str::to_owned)
    };
    let visible = url.bytes().all(|byte| byte.is_ascii_graphic());
    visible
        && match (url.strip_prefix("https://"), url.strip_prefix("http://")) {
            (Some(rest), _) => authority(rest).is_some(),
            (_, Some(rest)) => authority(rest).is_some_and(|host| is_loopback(&host)),
            _ => false,
        }
}

/// The host of `host[:port]`, if both are valid.
pub(crate) fn host(authority: &str) -> Option<&str> {
    let (host, port) = match authority.strip_prefix('[') {
        Some(rest) => {
            let (address, port) = rest.split_once(']')?;
            address.parse::<Ipv6Addr>().ok()?;
            (
                address,
                port.strip_prefix(':')
                    .or(port.is_empty().then_some("443"))?,
            )
        }
        None => authority.split_once(':').unwrap_or((authority, "443")),
    };
    let named = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | ':');
    let valid =
        !host.is_empty() && host.chars().all(named) && port.parse::<u16>().is_ok_and(|p| p > 0);
    valid.then_some(host)
}

/// Whether a host is only reachable from this machine.
pub(crate) fn is_loopback(host: &str) -> bool {
    host.eq_ignore_ascii_case("localhost")
        || host
            .parse()
            .is_ok_and(|address: IpAddr| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_https_and_this_machine_are_safe() {
        for (url, safe) in [
            ("https://issuer.example/keys", true),
            ("https://issuer.example:8443?a=b", true),
            ("http://127.0.0.1:8080/keys", true),
            ("http://[::1]:8080/keys", true),
            ("http://localhost/keys", true),
            ("http://issuer.example/keys", false),
            ("http://localhost.issuer.example/keys", false),
            ("http://localhost@issuer.example/keys", false),
            ("https://user:word@issuer.example/keys", false),
            ("https:///keys", false),
            ("https://issuer.example/a b", false),
            ("ftp://issuer.example/keys", false),
            ("", false),
        ] {
            assert_eq!(is_safe(url), safe, "{url}");
        }
    }
}
