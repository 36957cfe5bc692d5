use super::*;

#[test]
fn every_route_is_found_and_nothing_else() {
    use Route::*;
    let t = || Cow::from("t");
    for (path, expected) in [
        ("/v1/status", Status),
        ("/v1/tenants", Tenants),
        ("/v1/tenants/t", Tenant(t())),
        ("/v1/tenants/North%20School", Tenant("North School".into())),
        ("/v1/tenants/a%2Fb", Tenant("a/b".into())),
        ("/v1/tenants/t/tokens", Tokens(t())),
        ("/v1/tenants/t/tokens/x", Token(t(), "x".into())),
        ("/v1/tenants/t/members", Members(t())),
        ("/v1/tenants/t/groups", Groups(t())),
        (
            "/v1/tenants/t/members/m/restore",
            RestoreMember(t(), "m".into()),
        ),
        ("/v1/tenants/t/activity", Activity(t())),
        ("/v1/tenants/t/activity/verify", VerifyActivity(t())),
        ("/v1/tenants/t/activity/erase", ErasePerson(t())),
        ("/", Unknown),
        ("/v1", Unknown),
        ("/v2/status", Unknown),
        ("/v1/status/x", Unknown),
        ("/v1/tenants/t/members/m", Unknown),
        ("/v1/tenants/t/members/m/restore/x", Unknown),
        ("/v1/tenants/t/members/m/restore/x/y", Unknown),
        ("/v1/tenants/t/activity/x", Unknown),
        ("/v1/tenants//tokens", Unknown),
        ("/v1/tenants/%FF/tokens", Unknown),
    ] {
        assert_eq!(Route::of(path), expected, "{path}");
    }
}
