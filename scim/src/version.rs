//! Entity tags and preconditions (RFC 7644 §3.14, RFC 9110 §8.8.3 and §13.1).

mod entity_tag;

pub use entity_tag::EntityTag;

/// `If-Match` or `If-None-Match`, as read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Precondition {
    /// `*`: any version at all.
    Any,
    /// The opaque parts of the tags, without quotes and `W/`.
    Tags(Vec<String>),
    /// Any version but these: `If-None-Match` on a write (RFC 9110 §13.1.2).
    Not(Box<Precondition>),
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

    /// Whether a resource of this version may be written, whatever else its representations showed.
    /// Compared weakly for `If-Match` too: SCIM's own example sends a weak tag there
    /// (RFC 7644 §3.14), which a strong comparison could never match.
    pub fn holds_for(&self, version: u64) -> bool {
        match self {
            Self::Any => true,
            Self::Tags(tags) => {
                let version = version.to_string();
                tags.iter()
                    .any(|tag| tag.split('.').next() == Some(version.as_str()))
            }
            Self::Not(tags) => !tags.holds_for(version),
        }
    }

    /// Whether one of the tags is this one as a whole: the client has what would be sent.
    pub fn names(&self, tag: EntityTag) -> bool {
        match self {
            Self::Any => true,
            Self::Tags(tags) => tags.contains(&tag.opaque()),
            Self::Not(tags) => !tags.names(tag),
        }
    }
}

#[cfg(test)]
mod tests;
