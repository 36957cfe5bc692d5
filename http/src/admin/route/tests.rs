use super::{MemberAct as Verb, *};

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
        ("/v1/tenants/t/members/import", ImportMembers(t())),
        ("/v1/tenants/t/groups", Groups(t())),
        (
            "/v1/tenants/t/members/m/restore",
            MemberAct(t(), "m".into(), Verb::Restore),
        ),
        ("/v1/tenants/t/mappings", Mappings(t())),
        ("/v1/tenants/t/mappings/preview", PreviewMapping(t())),
        ("/v1/tenants/t/mappings/evaluate", EvaluateMapping(t())),
        ("/v1/tenants/t/mappings/cancel", CancelMapping(t())),
        ("/v1/tenants/t/mappings/other", Unknown),
        ("/v1/tenants/t/activity", Activity(t())),
        ("/v1/tenants/t/activity/verify", VerifyActivity(t())),
        ("/v1/tenants/t/activity/erase", ErasePerson(t())),
        ("/", Unknown),
        ("/v1", Unknown),
        ("/v2/status", Unknown),
        ("/v1/status/x", Unknown),
        ("/v1/tenants/t/members/m", Member(t(), "m".into())),
        ("/v1/tenants/t/members/m/forget", Unknown),
        (
            "/v1/tenants/t/members/m/provenance",
            Provenance(t(), "m".into()),
        ),
        ("/v1/tenants/t/pending", Pending(t())),
        ("/v1/tenants/t/disconnect", Disconnect(t())),
        ("/v1/tenants/t/drift", Drift(t())),
        ("/v1/tenants/t/explain", Explain(t())),
        ("/v1/tenants/t/undo", Undo(t())),
        ("/v1/tenants/t/notices", Notices(t())),
        ("/v1/tenants/t/holds", Holds(t())),
        ("/v1/tenants/t/holds/1/approve", Hold(t(), "1".into(), true)),
        (
            "/v1/tenants/t/holds/1/discard",
            Hold(t(), "1".into(), false),
        ),
        ("/v1/tenants/t/holds/1", Unknown),
        ("/v1/tenants/t/settings", Settings(t())),
        ("/v1/tenants/t/plan", Plan(t())),
        ("/v1/tenants/t/plan/apply", ApplyPlan(t())),
        ("/v1/tenants/t/state", State(t())),
        ("/v1/tenants/t/sign-in-check", SignInCheck(t())),
        ("/v1/tenants/t/nothing", Unknown),
        ("/v1/tenants/t/members/m/restore/x", Unknown),
        ("/v1/tenants/t/members/m/restore/x/y", Unknown),
        ("/v1/tenants/t/activity/x", Unknown),
        ("/v1/tenants//tokens", Unknown),
        ("/v1/tenants/%FF/tokens", Unknown),
    ] {
        assert_eq!(Route::of(path), expected, "{path}");
    }
}
