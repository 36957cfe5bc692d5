use super::*;

#[test]
fn a_path_behind_a_flag_is_put_in_front_of_it() {
    for (sent, meant) in [
        (
            "/scim/v2?aadOptscim062020/Users?filter=userName+eq+%22a/b%22",
            "/scim/v2/Users?aadOptscim062020&filter=userName+eq+%22a/b%22",
        ),
        (
            "/scim/v2/?aadOptscim062020/Users/42",
            "/scim/v2/Users/42?aadOptscim062020&",
        ),
        (
            "https://h.example/scim/v2?a=1&b/Groups/42&attributes=id",
            "https://h.example/scim/v2/Groups/42?a=1&b&attributes=id",
        ),
    ] {
        let put_right = put_right(&sent.parse().unwrap());
        assert_eq!(put_right, Some(meant.parse().unwrap()), "{sent}");
    }
}

#[test]
fn what_is_no_path_behind_a_flag_stays() {
    for sent in [
        "/scim/v2",
        "/scim/v2?aadOptscim062020",
        "/scim/v2?filter=meta.location+sw+%22https://h.example/%22",
        "/scim/v2/Users?aadOptscim062020/Groups",
        "/scim/v2?/Users",
    ] {
        assert_eq!(put_right(&sent.parse().unwrap()), None, "{sent}");
    }
}
