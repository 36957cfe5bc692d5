//! What a form asks for, and by which proof.

use std::borrow::Cow;

use super::{
    Client, Proof,
    basic::Basic,
    error::{Code, OAuthError},
    form::Form,
};

/// RFC 6749 §4.4.2.
pub(super) const CLIENT_CREDENTIALS: &str = "client_credentials";
/// RFC 8693 §2.1.
pub(super) const TOKEN_EXCHANGE: &str = "urn:ietf:params:oauth:grant-type:token-exchange";
/// The one scope: all that a tenant's credential may do.
pub(super) const SCOPE: &str = "scim";

/// RFC 7523 §2.2.
const JWT_BEARER: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
/// RFC 8693 §3: the names for what is a JWT here.
const JWT_TYPES: [&str; 3] = [
    "urn:ietf:params:oauth:token-type:jwt",
    "urn:ietf:params:oauth:token-type:id_token",
    "urn:ietf:params:oauth:token-type:access_token",
];
/// RFC 8693 §3: what is given for it.
const ACCESS_TOKEN_TYPE: &str = "urn:ietf:params:oauth:token-type:access_token";

/// The grants that are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Grant {
    ClientCredentials,
    TokenExchange,
}

/// The grant, and the client that asks for it.
pub(super) fn read(form: Form<'_>, basic: Option<Basic>) -> Result<(Grant, Client), OAuthError> {
    let grant = match form.grant_type.as_deref() {
        Some(CLIENT_CREDENTIALS) => Grant::ClientCredentials,
        Some(TOKEN_EXCHANGE) => Grant::TokenExchange,
        Some(_) => {
            return Err(OAuthError::new(
                Code::UnsupportedGrantType,
                format!("The grants here are {CLIENT_CREDENTIALS} and {TOKEN_EXCHANGE}."),
            ));
        }
        None => {
            let words = "The parameter grant_type is missing.";
            return Err(OAuthError::invalid_request(words));
        }
    };
    check_scope(form.scope.as_deref())?;
    let client = match grant {
        Grant::ClientCredentials => client(form, basic)?,
        Grant::TokenExchange => subject(form, basic.as_ref())?,
    };
    Ok((grant, client))
}

/// Without a scope there is only one that could be meant.
fn check_scope(scope: Option<&str>) -> Result<(), OAuthError> {
    let mut asked = scope.unwrap_or(SCOPE).split(' ').filter(|s| !s.is_empty());
    if asked.all(|scope| scope == SCOPE) {
        return Ok(());
    }
    Err(OAuthError::new(
        Code::InvalidScope,
        format!("The only scope here is {SCOPE}; it may be left out."),
    ))
}

/// One way of authentication, as RFC 6749 §2.3 wants it.
fn client(form: Form<'_>, basic: Option<Basic>) -> Result<Client, OAuthError> {
    let several = || {
        OAuthError::invalid_request(
            "The client authenticates in more than one way: send the secret in the Authorization \
             header, or in the body, or an assertion.",
        )
    };
    let id = form.client_id.map(Cow::into_owned);
    match (basic, form.client_secret, form.client_assertion) {
        (Some(basic), None, None) => {
            if id.is_some_and(|id| id != basic.id) {
                let words = "The client_id is not the one in the Authorization header.";
                return Err(OAuthError::invalid_request(words));
            }
            Ok(Client {
                id: Some(basic.id),
                proof: Proof::Secret(basic.secret),
            })
        }
        (None, Some(_), None) if id.is_none() => Err(OAuthError::invalid_request(
            "The parameter client_id is missing.",
        )),
        (None, Some(secret), None) => Ok(Client {
            id,
            proof: Proof::Secret(secret.into_owned()),
        }),
        (None, None, Some(assertion)) => {
            if form.client_assertion_type.as_deref() != Some(JWT_BEARER) {
                let words = format!("The client_assertion_type must be {JWT_BEARER}.");
                return Err(OAuthError::invalid_request(words));
            }
            Ok(Client {
                id,
                proof: Proof::Assertion(assertion.into_owned()),
            })
        }
        (None, None, None) => Err(OAuthError::new(
            Code::InvalidClient,
            "The client does not authenticate: send client_id and client_secret, or an assertion.",
        )),
        _ => Err(several()),
    }
}

/// The subject token is the proof itself, so nothing else may be.
fn subject(form: Form<'_>, basic: Option<&Basic>) -> Result<Client, OAuthError> {
    let known = |kind: &Cow<'_, str>| JWT_TYPES.contains(&&**kind);
    let refused = if basic.is_some() || form.client_secret.or(form.client_assertion).is_some() {
        "A token exchange takes no client authentication beside the subject_token."
    } else if !form.subject_token_type.as_ref().is_some_and(known) {
        "The subject_token_type must be urn:ietf:params:oauth:token-type:jwt."
    } else if form
        .requested_token_type
        .is_some_and(|kind| kind != ACCESS_TOKEN_TYPE)
    {
        "Only access tokens are given here: leave requested_token_type out."
    } else if let Some(token) = form.subject_token {
        return Ok(Client {
            id: form.client_id.map(Cow::into_owned),
            proof: Proof::Assertion(token.into_owned()),
        });
    } else {
        "The parameter subject_token is missing."
    };
    Err(OAuthError::invalid_request(refused))
}

#[cfg(test)]
mod tests;
