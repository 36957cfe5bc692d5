use super::*;
use crate::admin::{NewMember, NewTenant, NewToken, TenantChange};

#[test]
fn a_list_query_is_read_strictly() {
    let list = |after: Option<&str>, limit, descending| {
        Ok(ListQuery {
            after: after.map(str::to_owned),
            limit,
            descending,
        })
    };
    for (query, expected) in [
        (None, list(None, 100, false)),
        (Some(""), list(None, 100, false)),
        (Some("limit=5&order=desc"), list(None, 5, true)),
        (
            Some("after=a%20b+c&order=asc"),
            list(Some("a b c"), 100, false),
        ),
        (Some("limit=0"), Err("limit")),
        (Some("limit=1001"), Err("limit")),
        (Some("limit=x"), Err("limit")),
        (Some("order=up"), Err("order")),
        (Some("state=active"), Err("state")),
    ] {
        match (list_query(query), expected) {
            (Ok(read), Ok(expected)) => assert_eq!(read, expected, "{query:?}"),
            (Err(problem), Err(named)) => {
                assert_eq!(problem.status, 400);
                assert!(problem.detail.contains(named), "{}", problem.detail);
            }
            (read, _) => panic!("{query:?}: {read:?}"),
        }
    }
}

#[test]
fn an_activity_query_is_read_strictly() {
    let read = activity_query(Some(
        "operation=create&result=failed&source=Entra+ID&person=ada%40x.org\
         &since=2026-01-01T00:00:00Z&until=2026-01-02T00:00:00%2B01:00&limit=5&order=desc&after=7",
    ));
    let read = read.unwrap();
    assert_eq!(read.operation.as_deref(), Some("create"));
    assert_eq!(read.result.as_deref(), Some("failed"));
    assert_eq!(read.source.as_deref(), Some("Entra ID"));
    assert_eq!(read.person.as_deref(), Some("ada@x.org"));
    assert_eq!(read.since.unwrap().to_string(), "2026-01-01T00:00:00Z");
    assert_eq!(read.until.unwrap().to_string(), "2026-01-01T23:00:00Z");
    assert_eq!(read.list.after.as_deref(), Some("7"));
    assert!(read.list.limit == 5 && read.list.descending);
    for (query, named) in [
        ("since=yesterday", "since"),
        ("until=24h", "until"),
        ("limit=0", "limit"),
        ("who=ada", "person, since"),
    ] {
        let problem = activity_query(Some(query)).unwrap_err();
        assert_eq!(problem.status, 400);
        assert!(problem.detail.contains(named), "{}", problem.detail);
    }
    assert!(list_query(Some("person=ada")).is_err());
}

#[test]
fn unknown_members_are_refused_by_name() {
    let refused = |problem: Result<(), Problem>| {
        let problem = problem.unwrap_err();
        assert_eq!(problem.status, 400);
        assert!(problem.detail.contains("shoe_size"), "{}", problem.detail);
    };
    let body = br#"{"name": "x", "email": "a@b.c", "shoe_size": 4}"#;
    let named = br#"{"name": "x", "shoe_size": 4}"#;
    let addressed = br#"{"email": "a@b.c", "shoe_size": 4}"#;
    refused(json::<NewTenant>(named).map(drop));
    refused(json::<TenantChange>(named).map(drop));
    refused(json::<NewToken>(named).map(drop));
    refused(json::<NewMember>(addressed).map(drop));
    assert!(json::<NewToken>(body).is_err());
}

#[test]
fn what_is_left_out_is_none() {
    let tenant: NewTenant = json(br#"{"name": "x"}"#).unwrap();
    assert_eq!(
        (tenant.name.as_str(), tenant.kind, tenant.strict),
        ("x", None, None)
    );
    let token: NewToken = json(br#"{"name": "x"}"#).unwrap();
    assert_eq!(token.expires_at, None);
    assert!(
        json::<NewTenant>(b"{}")
            .unwrap_err()
            .detail
            .contains("name")
    );
}

#[test]
fn if_match_is_a_version_or_any() {
    for (value, expected) in [
        (None, Some(None)),
        (Some("*"), Some(None)),
        (Some("\"3\""), Some(Some(3))),
        (Some("3"), None),
        (Some("W/\"3\""), None),
        (Some("\"x\""), None),
    ] {
        let mut headers = HeaderMap::new();
        if let Some(value) = value {
            headers.insert(IF_MATCH, value.parse().unwrap());
        }
        assert_eq!(if_match(&headers).ok(), expected, "{value:?}");
    }
}
