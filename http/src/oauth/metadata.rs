//! What a client may read about the token endpoint, without a token (RFC 8414).

use serde_json::{Value, json};

use super::grant::{CLIENT_CREDENTIALS, SCOPE, TOKEN_EXCHANGE};

/// Below the origin.
pub const TOKEN_PATH: &str = "/oauth2/token";
/// RFC 8414 §3; the issuer is the origin, so nothing follows.
pub(super) const METADATA_PATH: &str = "/.well-known/oauth-authorization-server";

/// The signatures that assertions may have (RFC 7518 §3.1), best known first. None of them is made
/// with a secret, and `none` is no signature.
pub const ASSERTION_ALGORITHMS: [&str; 6] = ["RS256", "RS384", "RS512", "PS256", "ES256", "ES384"];

/// The document. `origin` is the URL of this server without a path.
pub(super) fn document(origin: &str) -> Value {
    json!({
        "issuer": origin,
        "token_endpoint": format!("{origin}{TOKEN_PATH}"),
        "grant_types_supported": [CLIENT_CREDENTIALS, TOKEN_EXCHANGE],
        "response_types_supported": [],
        "scopes_supported": [SCOPE],
        "token_endpoint_auth_methods_supported": [
            "client_secret_basic",
            "client_secret_post",
            "private_key_jwt",
        ],
        "token_endpoint_auth_signing_alg_values_supported": ASSERTION_ALGORITHMS,
    })
}
