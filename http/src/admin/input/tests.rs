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
