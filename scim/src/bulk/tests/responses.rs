use super::*;

#[test]
fn a_response_says_what_became_of_each_operation() {
    let created = OperationResponse {
        method: Method::Post,
        bulk_id: Some("ada".to_owned()),
        version: Some("W/\"1\"".to_owned()),
        location: Some("https://h.example/scim/v2/Users/17".to_owned()),
        status: 201,
        error: None,
    };
    let gone = OperationResponse {
        method: Method::Delete,
        bulk_id: None,
        version: None,
        location: Some("https://h.example/scim/v2/Users/18".to_owned()),
        status: 404,
        error: Some(ScimError::not_found("User", "18")),
    };
    let text = response([created, gone].iter());
    let body: Value = serde_json::from_slice(&text).unwrap();
    let detail = ScimError::not_found("User", "18").detail;
    assert_eq!(
        body,
        json!({
            "schemas": [urn::BULK_RESPONSE],
            "Operations": [
                {
                    "method": "POST",
                    "bulkId": "ada",
                    "version": "W/\"1\"",
                    "location": "https://h.example/scim/v2/Users/17",
                    "status": "201",
                },
                {
                    "method": "DELETE",
                    "location": "https://h.example/scim/v2/Users/18",
                    "status": "404",
                    "response": { "schemas": [urn::ERROR], "status": "404", "detail": detail },
                },
            ],
        })
    );
}
