//! The words of refusals: whole messages for their form, then each rule's own words.

use crate::Settings;

fn refusal(text: &str) -> String {
    Settings::parse(text, "config.toml")
        .unwrap_err()
        .to_string()
}

#[test]
fn a_misspelt_key_is_shown_with_a_suggestion() {
    let shown = [
        "config.toml:2:1: unknown key `publc_url`",
        "  |",
        "2 | publc_url = \"https://scim.example.com\"",
        "  | ^^^^^^^^^",
        "  = did you mean `public_url`?",
    ];
    let text = "[server]\npublc_url = \"https://scim.example.com\"\n";
    assert_eq!(refusal(text).lines().collect::<Vec<_>>(), shown);
}

#[test]
fn a_value_is_underlined_whatever_stands_around_it() {
    let shown = [
        "config.toml:12:12: plain HTTP is only for loopback addresses",
        "   |",
        "12 | \taddress = \"0.0.0.0:8080\" # é, everywhere",
        "   | \t          ^^^^^^^^^^^^^^",
        "   = add `certificate` and `key`, or listen on 127.0.0.1, [::1] or a `path` behind a proxy",
    ];
    let text = format!(
        "# é\n[[listener]]\naddress = \"127.0.0.1:8080\"\n{}[[listener]]\n\taddress = \"0.0.0.0:8080\" # é, everywhere\r\n",
        "\n".repeat(7)
    );
    assert_eq!(refusal(&text).lines().collect::<Vec<_>>(), shown);
}

#[test]
fn a_value_without_advice_ends_with_its_caret() {
    let shown = [
        "config.toml:1:15: expected a duration, such as \"30s\", \"500ms\" or \"10m\"",
        "  |",
        "1 | limits.body = 30",
        "  |               ^^",
    ];
    assert_eq!(
        refusal("limits.body = 30").lines().collect::<Vec<_>>(),
        shown
    );
}

/// The text, then the place and the problem, then the advice.
const REFUSALS: [(&str, &str, &str); 52] = [
    // Names
    (
        "[sever]",
        "1:2: unknown key `sever`",
        "did you mean `server`?",
    ),
    (
        "[[listeners]]",
        "1:3: unknown key `listeners`",
        "did you mean `listener`?",
    ),
    (
        "log.colour = 1",
        "1:5: unknown key `colour`",
        "known here: level, format",
    ),
    (
        "store.recovery = \"leen\"",
        "1:18: `leen` is not one of the choices",
        "did you mean `lean`?",
    ),
    (
        "store.recovery = \"quick\"",
        "1:18: `quick` is not one of the choices",
        "known here: fast, lean",
    ),
    (
        "rates.token = { burst = 5 }",
        "1:15: `per_second` is missing",
        "",
    ),
    // Shapes
    ("server = 3", "1:10: expected a table", ""),
    ("rates.enabled = 1", "1:17: expected a boolean", ""),
    (
        "limits.body = \"soon\"",
        "1:15: \"soon\" is not a duration, such as \"30s\", \"500ms\" or \"10m\"",
        "",
    ),
    (
        "limits.body = \"0s\"",
        "1:15: zero would refuse everything: give it some time",
        "",
    ),
    (
        "tenants.idle = \"9999d\"",
        "1:16: a duration is at most a year",
        "",
    ),
    (
        "limits.streams = 0",
        "1:18: expected a whole number from 1 to 4294967295",
        "",
    ),
    (
        "limits.streams = -1",
        "1:18: expected a whole number from 1 to 4294967295",
        "",
    ),
    (
        "limits.streams = 4294967296",
        "1:18: expected a whole number from 1 to 4294967295",
        "",
    ),
    (
        "limits.streams = \"many\"",
        "1:18: expected a whole number from 1 to 4294967295",
        "",
    ),
    (
        "limits.streams = 1.5",
        "1:18: expected a whole number from 1 to 4294967295",
        "",
    ),
    (
        "tenants.restarts = -1",
        "1:20: expected a whole number from 0 to 4294967295",
        "",
    ),
    (
        "limits.body_bytes = \"8MB\"",
        "1:21: \"8MB\" is not a size, such as \"512B\", \"64KiB\", \"8MiB\" or \"1GiB\"",
        "",
    ),
    (
        "store.cache_bytes = \"0B\"",
        "1:21: a size of zero would refuse everything",
        "",
    ),
    (
        "admin.mode = \"rw\"",
        "1:14: \"rw\" is not a file mode of four octal digits, such as \"0660\"",
        "",
    ),
    (
        "admin.mode = 0o660",
        "1:14: expected a file mode of four octal digits, such as \"0660\"",
        "",
    ),
    // TOML itself
    (
        "server.drain = \"25s",
        "1:20: invalid basic string, expected `\"`",
        "",
    ),
    ("[server", "1:8: unclosed table, expected `]`", ""),
    (
        "log.level = \"info\"\nlog.level = \"warn\"",
        "2:5: duplicate key",
        "",
    ),
    // Limits
    (
        "limits.header_bytes = \"1KiB\"",
        "1:23: this is less than HTTP/1.1 needs to work",
        "give at least 8KiB",
    ),
    (
        "limits.json_depth = 999",
        "1:21: reading JSON this deep is not safe",
        "give at most 128",
    ),
    (
        "limits.page_default = 2000",
        "1:23: `page_default` (2000) is above `page_max` (1000)",
        "lower the one or raise the other",
    ),
    (
        "limits.page_max = 50",
        "1:19: `page_default` (100) is above `page_max` (50)",
        "lower the one or raise the other",
    ),
    (
        "limits.cursor = \"500ms\"",
        "1:17: clients are told this time in whole seconds",
        "give at least 1s",
    ),
    // Listeners
    (
        "[[listener]]",
        "1:1: a listener listens in one place",
        "give it exactly one of `address`, `path` and `systemd`",
    ),
    (
        "[[listener]]\npath = \"/a\"\nsystemd = \"a\"",
        "1:1: a listener listens in one place",
        "give it exactly one of `address`, `path` and `systemd`",
    ),
    (
        "[[listener]]\naddress = \"localhost:80\"",
        "2:11: \"localhost:80\" is not an address and a port, such as \"127.0.0.1:8080\" or \"[::1]:8080\"",
        "",
    ),
    (
        "[[listener]]\naddress = \"0.0.0.0:443\"\ncertificate = \"/c\"",
        "3:15: a certificate without its key",
        "add `key`, the path of its private key",
    ),
    (
        "[[listener]]\naddress = \"0.0.0.0:443\"\nkey = \"/k\"",
        "3:7: a key without its certificate",
        "add `certificate`, the path of the certificate chain",
    ),
    (
        "[[listener]]\npath = \"/a\"\ncertificate = \"/c\"\nkey = \"/k\"",
        "3:15: a unix socket is always plain HTTP",
        "remove `certificate` and `key`: the proxy in front does the TLS",
    ),
    (
        "[[listener]]\nsystemd = \"a:b\"",
        "2:11: no socket can have this name",
        "give the FileDescriptorName= of the socket unit",
    ),
    (
        "[[listener]]\nsystemd = \"a\"\nmode = \"0600\"",
        "3:8: only a unix socket has a file mode",
        "remove `mode`, or listen on a `path`",
    ),
    (
        "[[listener]]\npath = \"/a\"\n[[listener]]\npath = \"/a\"",
        "3:1: another listener has this place already",
        "remove one of the two",
    ),
    (
        "admin.socket = \"/a\"\n[[listener]]\npath = \"/a\"",
        "3:8: this is the socket of the admin interface",
        "give one of the two another path: `admin.socket` must not serve SCIM",
    ),
    // Issuers
    (
        "[[oauth.issuers]]\nissuer = \"http://issuer.example\"",
        "2:10: an issuer is a URL that starts with https://",
        "give the `iss` of its assertions, exactly",
    ),
    (
        "[[oauth.issuers]]\nissuer = \"https://*.issuer.example/a\"",
        "2:10: a `*` stands for one whole segment of an issuer's path",
        "write it as https://login.microsoftonline.com/*/v2.0",
    ),
    (
        "[[oauth.issuers]]\nissuer = \"https://issuer.example/*/*\"",
        "2:10: a `*` stands for one whole segment of an issuer's path",
        "write it as https://login.microsoftonline.com/*/v2.0",
    ),
    (
        "[[oauth.issuers]]\nissuer = \"https://issuer.example/*\"\njwks_url = \"http://issuer.example\"",
        "3:12: keys from this URL could be anybody's",
        "start it with https://, or with http:// on a loopback address",
    ),
    (
        "[[oauth.issuers]]\nissuer = \"https://issuer.example\"",
        "1:1: an issuer's keys come from one place",
        "give exactly one of `jwks_url` and `jwks_file`",
    ),
    (
        "[[oauth.issuers]]\njwks_file = \"/keys\"",
        "1:1: an issuer is a URL that starts with https://",
        "give the `iss` of its assertions, exactly",
    ),
    // The rest
    (
        "oauth.access_token = \"30m\"",
        "1:22: an access token lives for one hour at the least and six at the most",
        "give a duration from \"1h\" to \"6h\"",
    ),
    (
        "oauth.access_token = \"6h 1s\"",
        "1:22: an access token lives for one hour at the least and six at the most",
        "give a duration from \"1h\" to \"6h\"",
    ),
    (
        "admin.mode = \"0664\"",
        "1:14: this mode would let every local user administer the daemon",
        "end it in 0, and give access by the socket's group",
    ),
    (
        "log.level = \"verbose\"",
        "1:13: unknown log level `verbose`",
        "levels are error, warn, info, debug, trace, off",
    ),
    (
        "log.level = \"info,store=dbug\"",
        "1:13: unknown log level `dbug`",
        "did you mean `debug`?",
    ),
    (
        "server.public_url = \"http://scim.example.com\"",
        "1:21: plain HTTP is only for loopback addresses",
        "start it with https://, also when a proxy in front does the TLS",
    ),
    (
        "server.public_url = \"https://scim.example.com/scim\"",
        "1:21: the public URL has a path or a query",
        "leave out everything after the host, also a final slash: the path is always /scim/v2",
    ),
];

#[test]
fn a_socket_that_cannot_be_bound_is_refused_before_it_is_tried() {
    let longest = format!("/{}", "x".repeat(106));
    let longer = format!("/{}é", "x".repeat(105));
    for (table, key) in [("[admin]", "socket"), ("[[listener]]", "path")] {
        let text = |path: &str| format!("{table}\n{key} = \"{path}\"\n");
        Settings::parse(&text(&longest), "config.toml").unwrap();
        let refusal = refusal(&text(&longer));
        let lines: Vec<&str> = refusal.lines().collect();
        let column = key.len() + 4;
        let problem = format!(
            "config.toml:2:{column}: the path of a unix socket has at most 107 bytes, and this has 108"
        );
        assert_eq!(lines[0], problem);
        assert!(lines[3].ends_with(&"^".repeat(109)), "{refusal}");
        assert_eq!(lines[4], "  = give a shorter path");
    }
}

#[test]
fn every_rule_says_where_what_and_what_to_do() {
    for (text, problem, advice) in REFUSALS {
        let refusal = refusal(text);
        let lines: Vec<&str> = refusal.lines().collect();
        assert_eq!(lines[0], format!("config.toml:{problem}"), "{text}");
        let expected = (!advice.is_empty()).then(|| format!("  = {advice}"));
        assert_eq!(lines.get(4).map(ToString::to_string), expected, "{text}");
    }
}
