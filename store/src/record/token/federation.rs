//! Whose assertions a federated credential stands for.

use serde::{Deserialize, Serialize};

/// In bytes; identifiers of issuers are far shorter.
const LONGEST: usize = 512;

/// The claims that an assertion must have, each compared exactly. The first three find the
/// credential, so no two may share them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Federation {
    /// `iss`.
    pub issuer: String,
    /// `sub`: at Entra the object id of the service principal.
    pub subject: String,
    /// One of `aud`.
    pub audience: String,
    /// `tid`: the directory, where the issuer names one apart.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub directory: Option<String>,
    /// `azp`: the app that the assertion was issued to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub authorized_party: Option<String>,
}

impl Federation {
    /// The name of the first claim that no assertion could be compared with.
    pub fn unusable_claim(&self) -> Option<&'static str> {
        [
            ("issuer", Some(&self.issuer)),
            ("subject", Some(&self.subject)),
            ("audience", Some(&self.audience)),
            ("directory", self.directory.as_ref()),
            ("authorized_party", self.authorized_party.as_ref()),
        ]
        .into_iter()
        .find(|(_, value)| value.is_some_and(|value| !is_usable(value)))
        .map(|(name, _)| name)
    }
}

fn is_usable(value: &str) -> bool {
    !value.is_empty()
        && value.len() <= LONGEST
        && value.trim() == value
        && !value.contains(char::is_control)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_claim_and_one_with_blanks_around_it_are_named() {
        let usable = Federation {
            issuer: "https://issuer.example".to_owned(),
            subject: "subject".to_owned(),
            audience: "audience".to_owned(),
            directory: None,
            authorized_party: None,
        };
        assert_eq!(usable.unusable_claim(), None);
        let (mut issuer, mut subject, mut audience) =
            (usable.clone(), usable.clone(), usable.clone());
        let (mut directory, mut authorized_party) = (usable.clone(), usable.clone());
        issuer.issuer.clear();
        subject.subject.push(' ');
        audience.audience = "a".repeat(513);
        directory.directory = Some(String::new());
        authorized_party.authorized_party = Some("a\nb".to_owned());
        for (claims, name) in [
            (issuer, "issuer"),
            (subject, "subject"),
            (audience, "audience"),
            (directory, "directory"),
            (authorized_party, "authorized_party"),
        ] {
            assert_eq!(claims.unusable_claim(), Some(name));
        }
    }
}
