//! What a client may read about the token endpoint, without a token (RFC 8414).

use serde_json::{Value, json};

use super::grant::{CLIENT_CREDENTIALS, SCOPE, TOKEN_EXCHANGE};

/// Below the origin.
pub const TOKEN_PATH: &str = "/oauth2/token";
/// RFC 8414 §3; the issuer is the origin, so nothing follows.
pub(super) const METADATA_PATH: &str = "/.well-known/oauth-authorization-server";

/// The document. `origin` is the URL of this server without a path; what assertions are good for is
/// announced only where some are believed.
pub(super) fn document(origin: &str, assertion_algorithms: &[&str]) -> Value {
    let mut grants = vec![CLIENT_CREDENTIALS];
    let mut methods = vec!["client_secret_basic", "client_secret_post"];
    if !assertion_algorithms.is_empty() {
        grants.push(TOKEN_EXCHANGE);
        methods.push("private_key_jwt");
    }
    let mut document = json!({
        "issuer": origin,
        "token_endpoint": format!("{origin}{TOKEN_PATH}"),
        "grant_types_supported": grants,
        "response_types_supported": [],
        "scopes_supported": [SCOPE],
        "token_endpoint_auth_methods_supported": methods,
    });
    if let (false, Value::Object(members)) = (assertion_algorithms.is_empty(), &mut document) {
        let name = "token_endpoint_auth_signing_alg_values_supported".to_owned();
        members.insert(name, json!(assertion_algorithms));
    }
    document
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_assertions_are_good_for_is_announced_only_where_some_are_believed() {
        let without = document("https://host", &[]);
        assert_eq!(
            without["grant_types_supported"],
            json!([CLIENT_CREDENTIALS])
        );
        let text = without.to_string();
        assert!(!text.contains("jwt") && !text.contains("_alg_"), "{text}");

        let with = document("https://host", &["RS256"]);
        let grants = json!([CLIENT_CREDENTIALS, TOKEN_EXCHANGE]);
        assert_eq!(with["grant_types_supported"], grants);
        let methods = with["token_endpoint_auth_methods_supported"].as_array();
        assert!(methods.unwrap().contains(&json!("private_key_jwt")));
    }
}
