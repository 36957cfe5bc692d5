//! What an operation of a bulk request does.

/// RFC 7644 §3.7: "Possible values are 'POST', 'PUT', 'PATCH', or 'DELETE'".
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Method {
    /// Makes a resource.
    Post,
    /// Puts a new state in place of the old one.
    Put,
    /// Changes some attributes.
    Patch,
    /// Removes a resource.
    Delete,
    /// Anything else, as sent. Only this one operation fails with it.
    Other(String),
}

impl Method {
    const KNOWN: [Self; 4] = [Self::Post, Self::Put, Self::Patch, Self::Delete];

    /// Whichever of the four has this name in any case, else the word as it is.
    pub(super) fn of(word: String) -> Self {
        Self::KNOWN
            .into_iter()
            .find(|method| method.as_str().eq_ignore_ascii_case(&word))
            .unwrap_or(Self::Other(word))
    }

    /// The word on the wire.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
            Self::Other(word) => word,
        }
    }

    /// "REQUIRED in a request when 'method' is 'POST', 'PUT', or 'PATCH'" (RFC 7644 §3.7).
    pub(super) fn needs_data(&self) -> bool {
        matches!(self, Self::Post | Self::Put | Self::Patch)
    }
}
