//! The words that a schema has for how an attribute behaves (RFC 7643 §2.2, §2.3 and §7).

/// The type of a value (RFC 7643 §2.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// UTF-8 text.
    String,
    /// `true` or `false`.
    Boolean,
    /// A real number.
    Decimal,
    /// A whole number.
    Integer,
    /// `2008-01-23T04:56:22Z`.
    DateTime,
    /// A URI.
    Reference,
    /// Base64.
    Binary,
    /// An object of sub-attributes.
    Complex,
}

impl Kind {
    /// The word on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::String => "string",
            Self::Boolean => "boolean",
            Self::Decimal => "decimal",
            Self::Integer => "integer",
            Self::DateTime => "dateTime",
            Self::Reference => "reference",
            Self::Binary => "binary",
            Self::Complex => "complex",
        }
    }
}

/// Who may set a value, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mutability {
    /// Only the server.
    ReadOnly,
    /// The client, at any time.
    ReadWrite,
    /// The client, once.
    Immutable,
    /// The client, who never gets it back.
    WriteOnly,
}

impl Mutability {
    /// The word on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ReadOnly => "readOnly",
            Self::ReadWrite => "readWrite",
            Self::Immutable => "immutable",
            Self::WriteOnly => "writeOnly",
        }
    }
}

/// When a value is part of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Returned {
    /// Whatever the client asks for.
    Always,
    /// Whatever the client asks for, not.
    Never,
    /// Unless the client asks for less.
    Default,
    /// Only if the client asks for it by name.
    Request,
}

impl Returned {
    /// The word on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Always => "always",
            Self::Never => "never",
            Self::Default => "default",
            Self::Request => "request",
        }
    }
}

/// Among which resources no second one may have the value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Uniqueness {
    /// Anyone may have it.
    None,
    /// Those of the tenant.
    Server,
    /// All there are.
    Global,
}

impl Uniqueness {
    /// The word on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Server => "server",
            Self::Global => "global",
        }
    }
}
