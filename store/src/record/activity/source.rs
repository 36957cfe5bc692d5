//! Who caused an entry (R74).

use serde::{Deserialize, Serialize};

/// Names as they were then: a token may be renamed or gone when the entry is read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// The way in.
    pub kind: SourceKind,
    /// The token's public id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub token: Option<String>,
    /// The token's name, who the admin is, or what the file is called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The User-Agent, as sent; of a file, who brought it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client: Option<String>,
}

/// The ways in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SourceKind {
    /// An identity provider, by its token.
    Token,
    /// Somebody on the admin socket.
    Admin,
    /// Time went by.
    Timer,
    /// The app.
    App,
    /// A file that an operator brought.
    Importer,
}

impl SourceKind {
    /// The word that it is written with.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Token => "token",
            Self::Admin => "admin",
            Self::Timer => "timer",
            Self::App => "app",
            Self::Importer => "importer",
        }
    }
}

impl Source {
    /// An identity provider.
    pub fn token(public_id: &str, name: &str, client: Option<&str>) -> Self {
        Self {
            kind: SourceKind::Token,
            token: Some(public_id.to_owned()),
            name: Some(name.to_owned()),
            client: client.map(str::to_owned),
        }
    }

    /// Somebody on the admin socket.
    pub fn admin(name: &str) -> Self {
        Self {
            kind: SourceKind::Admin,
            token: None,
            name: Some(name.to_owned()),
            client: None,
        }
    }

    /// Time went by.
    pub fn timer() -> Self {
        Self {
            kind: SourceKind::Timer,
            token: None,
            name: None,
            client: None,
        }
    }

    /// A file, and who brought it.
    pub fn importer(file: &str, by: &str) -> Self {
        Self {
            kind: SourceKind::Importer,
            name: Some(file.to_owned()),
            client: Some(by.to_owned()),
            token: None,
        }
    }

    /// The app.
    pub fn app() -> Self {
        Self {
            kind: SourceKind::App,
            ..Self::timer()
        }
    }
}
