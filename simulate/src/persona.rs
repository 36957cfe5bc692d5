//! Who can be played: identity providers, and a client that knows the RFCs alone.

use std::fmt;
use std::str::FromStr;

use serde::{Serialize, Serializer};
use thiserror::Error;

/// An identity provider, or a strict client, with the dialect of SCIM that it speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Persona {
    /// Microsoft Entra ID as it behaves by default.
    Entra,
    /// Microsoft Entra ID with `?aadOptscim062020` appended to the tenant URL.
    EntraFlag,
    /// Okta with an app of its catalogue (OIN): profiles by PUT, the rest by PATCH.
    OktaOin,
    /// Okta with an app made by its wizard (AIW): everything by PUT.
    OktaWizard,
    /// OneLogin's generic SCIM provisioner.
    OneLogin,
    /// No provider: a client that sends what RFC 7643 and RFC 7644 say and accepts what they allow.
    Strict,
}

impl Persona {
    /// Every persona, in the order in which help texts list them.
    pub const ALL: [Self; 6] = [
        Self::Entra,
        Self::EntraFlag,
        Self::OktaOin,
        Self::OktaWizard,
        Self::OneLogin,
        Self::Strict,
    ];

    /// The name used on the command line and in reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Entra => "entra",
            Self::EntraFlag => "entra-flag",
            Self::OktaOin => "okta-oin",
            Self::OktaWizard => "okta-wizard",
            Self::OneLogin => "onelogin",
            Self::Strict => "strict",
        }
    }
}

impl fmt::Display for Persona {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for Persona {
    type Err = UnknownPersona;

    fn from_str(name: &str) -> Result<Self, UnknownPersona> {
        Self::ALL
            .into_iter()
            .find(|persona| persona.name() == name)
            .ok_or_else(|| UnknownPersona {
                name: name.to_owned(),
            })
    }
}

impl Serialize for Persona {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

/// The name of no persona.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("unknown persona {name:?}")]
pub struct UnknownPersona {
    /// What was asked for.
    pub name: String,
}

#[cfg(test)]
mod tests;
