use super::*;

#[test]
fn every_endpoint_is_found() {
    use ResourceKind::{Group, User};
    use Route::*;
    for (path, expected) in [
        ("/scim/v2/Users", Collection(User)),
        ("/scim/v2/Groups", Collection(Group)),
        ("/scim/v2/Users/", Collection(User)),
        ("/scim/v2//Users", Collection(User)),
        ("/scim/v2/users", Collection(User)),
        ("/scim/v2/GROUPS", Collection(Group)),
        ("/scim/v2/Users.scim", Collection(User)),
        ("/scim/v2/Users/42.scim", Resource(User, "42".into())),
        (
            "/scim/v2/Schemas/urn:a:2.0:b.scim",
            Schema("urn:a:2.0:b".into()),
        ),
        ("/scim/v2/Users/42", Resource(User, "42".into())),
        ("/scim/v2/Groups/42/", Resource(Group, "42".into())),
        ("/scim/v2/Users/a%20b%2Fc", Resource(User, "a b/c".into())),
        ("/scim/v2/Users/%FF", Resource(User, "%FF".into())),
        ("/scim/v2/Users/.search", Search(User)),
        ("/scim/v2/groups/.search", Search(Group)),
        ("/scim/v2/ServiceProviderConfig", ServiceProviderConfig),
        ("/scim/v2/Schemas", Schemas),
        ("/scim/v2/Schemas/urn%3Aa:b", Schema("urn:a:b".into())),
        ("/scim/v2/ResourceTypes/", ResourceTypes),
        ("/scim/v2/ResourceTypes/User", ResourceType("User".into())),
        ("/scim/v2/Me", Me),
        ("/scim/v2/Me/x", Me),
        ("/scim/v2/Bulk", Bulk),
        ("/scim/v2", Root),
        ("/scim/v2/", Root),
        ("/scim/v2/.search", RootSearch),
        ("/scim/v1/Users", OtherVersion),
        ("/scim/v11", OtherVersion),
    ] {
        assert_eq!(Route::of(path), expected, "{path}");
    }
}

#[test]
fn everything_else_is_unknown() {
    for path in [
        "/",
        "",
        "*",
        "/Users",
        "/scim",
        "/scim/Users",
        "/scim/v",
        "/scim/v2x/Users",
        "/SCIM/v2/Users",
        "/v2/Users",
        "/scim/v2/Users/1/groups",
        "/scim/v2/scim/v2/Users",
    ] {
        assert_eq!(Route::of(path), Route::Unknown, "{path}");
    }
}

#[test]
fn an_endpoint_that_no_tenant_has_is_unknown() {
    for path in [
        "/scim/v2/User",
        "/scim/v2/schemas",
        "/scim/v2/ServiceProviderConfig/1",
        "/scim/v2/Bulk/1",
        "/scim/v2/Devices",
        "/scim/v2/Devices/1",
    ] {
        let route = Route::of(path);
        assert!(route.is_unknown(), "{path}");
        assert_eq!(route.within(&Catalog::standard()), Route::Unknown, "{path}");
    }
}

#[test]
fn only_discovery_is_open() {
    for (path, open) in [
        ("/scim/v2/ServiceProviderConfig", true),
        ("/scim/v2/Schemas", true),
        ("/scim/v2/Schemas/x", true),
        ("/scim/v2/ResourceTypes", true),
        ("/scim/v2/ResourceTypes/x", true),
        ("/scim/v2/Users", false),
        ("/scim/v2/Groups/x", false),
        ("/scim/v2/Users/.search", false),
        ("/scim/v2/Me", false),
        ("/scim/v2/Bulk", false),
        ("/scim/v2", false),
        ("/x", false),
    ] {
        assert_eq!(Route::of(path).is_discovery(), open, "{path}");
    }
}
