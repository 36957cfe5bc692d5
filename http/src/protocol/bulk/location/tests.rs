use super::*;

#[test]
fn a_path_is_found_however_it_is_written() {
    for (path, found, leads_to) in [
        ("/Users/1", "/Users/1", "https://h.example/scim/v2/Users/1"),
        ("Users/1", "Users/1", "https://h.example/scim/v2/Users/1"),
        (
            "/scim/v2/Users/1",
            "/Users/1",
            "https://h.example/scim/v2/Users/1",
        ),
        (
            "https://h.example/scim/v2/Users/1",
            "/Users/1",
            "https://h.example/scim/v2/Users/1",
        ),
        (
            "https://other.example/scim/v2/Users/1",
            "https://other.example/scim/v2/Users/1",
            "https://other.example/scim/v2/Users/1",
        ),
        (
            "https://h.example/scim/v2.evil/Users/1",
            "https://h.example/scim/v2.evil/Users/1",
            "https://h.example/scim/v2.evil/Users/1",
        ),
        ("", "", "https://h.example/scim/v2/"),
    ] {
        let base_url = "https://h.example/scim/v2";
        assert_eq!(below(base_url, path), found);
        assert_eq!(url(base_url, path), leads_to);
    }
}
