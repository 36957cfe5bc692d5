use serde_json::json;

use super::*;

#[test]
fn a_search_request_says_the_same_as_a_query_string() {
    let body = json!({
        "schemas": [urn::SEARCH_REQUEST],
        "attributes": ["userName", "name.givenName"],
        "excludedAttributes": [],
        "filter": "userName sw \"a\"",
        "sortBy": "userName",
        "sortOrder": "descending",
        "startIndex": 3,
        "count": 7,
        "cursor": "",
        "shoeSize": "ignored",
    });
    let query = "attributes=userName,name.givenName&filter=userName+sw+%22a%22&sortBy=userName\
                 &sortOrder=descending&startIndex=3&count=7&cursor";
    assert_eq!(
        parameters(body, Leniency::strict()).unwrap(),
        Parameters::from_query(Some(query)).unwrap()
    );
}

#[test]
fn other_bodies_are_refused() {
    for (body, expected) in [
        (json!([]), ScimType::InvalidSyntax),
        (json!({"filter": "id pr"}), ScimType::InvalidSyntax),
        (json!({"schemas": [urn::PATCH_OP]}), ScimType::InvalidSyntax),
        (
            json!({"schemas": [urn::SEARCH_REQUEST], "filter": true}),
            ScimType::InvalidValue,
        ),
        (
            json!({"schemas": [urn::SEARCH_REQUEST], "attributes": [1]}),
            ScimType::InvalidValue,
        ),
    ] {
        let error = parameters(body.clone(), Leniency::strict()).unwrap_err();
        assert_eq!(error.scim_type, Some(expected), "{body}");
    }
}

#[test]
fn a_lenient_tenant_need_not_name_the_schema() {
    for body in [
        json!({ "filter": "id pr" }),
        json!({ "schemas": [], "filter": "id pr" }),
        json!({ "schemas": ["urn:example"], "filter": "id pr" }),
    ] {
        let read = parameters(body, Leniency::lenient()).unwrap();
        assert_eq!(read.filter.as_deref(), Some("id pr"));
    }
    let error = parameters(json!([]), Leniency::lenient()).unwrap_err();
    assert_eq!(error.scim_type, Some(ScimType::InvalidSyntax));
}
