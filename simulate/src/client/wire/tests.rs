use super::{Query, equals};

const PLAIN: Query = Query {
    flag: None,
    blank: "%20",
    trailing: false,
};
const FLAGGED: Query = Query {
    flag: Some("aadOptscim062020"),
    ..PLAIN
};
const TRAILING: Query = Query {
    flag: None,
    blank: "+",
    trailing: true,
};

/// Spelling, path, parameters and the target they make.
type Case<'a> = (Query, &'a str, &'a [(&'a str, &'a str)], &'a str);

#[test]
fn every_provider_spells_its_queries_in_its_own_way() {
    let filter = equals("userName", "a@x.com");
    let cases: [Case<'_>; 6] = [
        (PLAIN, "/Users/1", &[], "/Users/1"),
        (
            PLAIN,
            "/Users",
            &[("filter", &filter), ("startIndex", "1")],
            "/Users?filter=userName%20eq%20%22a%40x.com%22&startIndex=1",
        ),
        (FLAGGED, "/Users/1", &[], "/Users/1?aadOptscim062020"),
        (
            FLAGGED,
            "/Users",
            &[("filter", &filter)],
            "/Users?aadOptscim062020&filter=userName%20eq%20%22a%40x.com%22",
        ),
        (TRAILING, "/Users/1", &[], "/Users/1?"),
        (
            TRAILING,
            "/Users",
            &[("filter", &filter)],
            "/Users?filter=userName+eq+%22a%40x.com%22&",
        ),
    ];
    for (query, path, parameters, target) in cases {
        assert_eq!(query.target(path, parameters), target);
    }
}

#[test]
fn plus_and_percent_in_a_value_do_not_turn_into_blanks() {
    assert_eq!(
        TRAILING.target("/U", &[("f", "+44 7%")]),
        "/U?f=%2B44+7%25&"
    );
}

#[test]
fn quotes_and_backslashes_survive_a_filter_literal() {
    assert_eq!(
        equals("displayName", "a \"b\" \\ c"),
        r#"displayName eq "a \"b\" \\ c""#
    );
}
