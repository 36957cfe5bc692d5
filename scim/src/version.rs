//! Entity tags and preconditions (RFC 7644 §3.14, RFC 9110 §8.8.3 and §13.1).

/// The entity tag of a version, e.g. `W/"7"`. Weak, as the same version may be written in several
/// ways (`attributes=`, JSON layout).
pub fn etag(version: u64) -> String {
    format!("W/\"{version}\"")
}

/// `If-Match` or `If-None-Match`, as read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Precondition {
    /// `*`: any version at all.
    Any,
    /// The opaque parts of the tags, without quotes and `W/`.
    Tags(Vec<String>),
}

impl Precondition {
    /// Reads the header's value; `None` if it is neither `*` nor a list of entity tags.
    pub fn parse(header: &str) -> Option<Self> {
        let header = header.trim();
        if header == "*" {
            return Some(Self::Any);
        }
        let mut tags = Vec::new();
        let mut rest = header;
        loop {
            let quoted = rest.strip_prefix("W/").unwrap_or(rest);
            let (tag, behind) = quoted.strip_prefix('"')?.split_once('"')?;
            tags.push(tag.to_owned());
            let behind = behind.trim_start();
            if behind.is_empty() {
                return Some(Self::Tags(tags));
            }
            // A list may have empty elements (RFC 9110 §5.6.1.2).
            rest = behind.strip_prefix(',')?;
            rest = rest.trim_start_matches([',', ' ', '\t']);
            if rest.is_empty() {
                return Some(Self::Tags(tags));
            }
        }
    }

    /// Whether the tags name this version. Compared weakly for `If-Match` too: SCIM's own example
    /// sends a weak tag there (RFC 7644 §3.14), which a strong comparison could never match.
    pub fn holds_for(&self, version: u64) -> bool {
        match self {
            Self::Any => true,
            Self::Tags(tags) => {
                let version = version.to_string();
                tags.contains(&version)
            }
        }
    }
}

#[cfg(test)]
mod tests;
