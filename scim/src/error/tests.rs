use super::*;

#[test]
fn the_body_has_a_string_status_and_the_scim_type() {
    let error = ScimError::typed(ScimType::Uniqueness, "userName is taken");
    assert_eq!(
        error.to_json().to_string(),
        r#"{"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"409","scimType":"uniqueness","detail":"userName is taken"}"#
    );
}

#[test]
fn an_error_without_a_type_leaves_the_key_out() {
    let body = ScimError::not_found("User", "42").to_json();
    assert_eq!(body["status"], "404");
    assert_eq!(body.get("scimType"), None);
    assert!(body["detail"].as_str().unwrap().contains("User 42"));
}

#[test]
fn only_uniqueness_is_a_conflict() {
    for (scim_type, status) in [
        (ScimType::InvalidFilter, 400),
        (ScimType::Mutability, 400),
        (ScimType::NoTarget, 400),
        (ScimType::Uniqueness, 409),
    ] {
        assert_eq!(ScimError::typed(scim_type, "").status, status);
    }
}

#[test]
fn a_detail_does_not_repeat_all_that_a_client_sends() {
    let detail = ScimError::not_found("User", &"ü".repeat(1_000_000)).detail;
    assert!(detail.starts_with("User ü"));
    assert_eq!(detail.chars().count(), 1_001);
}
