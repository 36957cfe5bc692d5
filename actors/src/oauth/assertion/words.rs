//! Refusals in words, for whoever sets the directory up. None holds the assertion itself.

use issuers::{Claims, Rejection};

/// How much of a claim is repeated.
const MOST_CHARACTERS: usize = 200;

pub(super) const AMBIGUOUS: &str =
    "The audiences of the assertion are those of several tokens. Ask for one with one audience.";

pub(super) const OTHER_CLIENT: &str =
    "The client_id is neither that of the token's account nor the subject of the assertion.";

pub(super) fn rejected(rejection: Rejection) -> String {
    match rejection {
        Rejection::Malformed => {
            "The assertion is not a JWT with the claims iss, sub, aud and exp, \
                                 or it is altered or too long."
                .to_owned()
        }
        Rejection::Algorithm => format!(
            "The signature of the assertion must be one of {}.",
            issuers::ALGORITHMS.join(", ")
        ),
        Rejection::UnknownKey => "The assertion was signed with a key that its issuer does not \
                                  publish. If the key is new, try again in a minute."
            .to_owned(),
        Rejection::Signature => {
            "The signature of the assertion is not that of its issuer.".to_owned()
        }
        Rejection::NoKeys => "The keys of the issuer cannot be read.".to_owned(),
        Rejection::Expired(at) => format!(
            "The assertion expired at {at}. Ask its issuer for a new one; if it is new, compare \
             the clocks."
        ),
        Rejection::Early(at) => {
            format!("The assertion is not valid before {at}. Compare the clocks.")
        }
    }
}

pub(super) fn not_trusted(issuer: &str) -> String {
    format!(
        "The issuer {} is not trusted here: no [[oauth.issuers]] of the configuration covers it.",
        shown(issuer)
    )
}

/// No token is like this one.
pub(super) fn unknown(claims: &Claims) -> String {
    format!(
        "No active token is for assertions with the iss {}, the sub {} and the aud {}. Create a \
         federated one with these.",
        shown(&claims.issuer),
        shown(&claims.subject),
        audience(claims)
    )
}

/// A token of the account differs in this claim alone.
pub(super) fn other(claim: &str, claims: &Claims) -> String {
    let sent = match claim {
        "iss" => shown(&claims.issuer),
        "sub" => shown(&claims.subject),
        _ => audience(claims),
    };
    format!(
        "No active token of this account is for assertions with the {claim} {sent}; all else is \
         right. Compare it with that of the token."
    )
}

/// The token is bound to another directory or app.
pub(super) fn bound_elsewhere(claim: &str, sent: Option<&str>, name: &str) -> String {
    let sent = match sent {
        Some(sent) => format!("has the {claim} {}", shown(sent)),
        None => format!("has no {claim}"),
    };
    format!("The assertion {sent}, and the token '{name}' is for another.")
}

fn audience(claims: &Claims) -> String {
    let all: Vec<String> = claims.audience().iter().map(|one| shown(one)).collect();
    all.join(", ")
}

/// In quotation marks, cut, and without what would confuse a terminal.
fn shown(value: &str) -> String {
    let cut: String = value.chars().take(MOST_CHARACTERS).collect();
    format!("{cut:?}")
}
