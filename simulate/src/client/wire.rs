//! Headers and query shapes of a provider.

use super::Patience;

/// How a provider's requests look, apart from their bodies.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Wire {
    pub(crate) user_agent: &'static str,
    pub(crate) accept: &'static str,
    pub(crate) accept_charset: Option<&'static str>,
    pub(crate) content_type: &'static str,
    /// The media types it can read in an answer.
    pub(crate) readable: &'static [&'static str],
    pub(crate) query: Query,
    pub(crate) patience: Patience,
}

/// How a provider spells the query.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Query {
    /// A parameter without a value that leads every query.
    pub(crate) flag: Option<&'static str>,
    /// What stands for a blank.
    pub(crate) blank: &'static str,
    /// Whether a `?` or `&` is left at the end.
    pub(crate) trailing: bool,
}

impl Query {
    /// `path` with `parameters`, percent-encoded (RFC 3986 §2.1).
    pub(crate) fn target(&self, path: &str, parameters: &[(&str, &str)]) -> String {
        let mut parts: Vec<String> = self.flag.map(str::to_owned).into_iter().collect();
        for (name, value) in parameters {
            parts.push(format!("{name}={}", self.encoded(value)));
        }
        if self.trailing {
            parts.push(String::new());
        }
        if parts.is_empty() {
            path.to_owned()
        } else {
            format!("{path}?{}", parts.join("&"))
        }
    }

    fn encoded(&self, value: &str) -> String {
        let encode = |byte: u8| match byte {
            b' ' => self.blank.to_owned(),
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                char::from(byte).to_string()
            }
            _ => format!("%{byte:02X}"),
        };
        value.bytes().map(encode).collect()
    }
}

/// `attribute eq "value"`, with the value as a JSON string (RFC 7644 §3.4.2.2).
pub(crate) fn equals(attribute: &str, value: &str) -> String {
    format!("{attribute} eq {}", serde_json::Value::from(value))
}

#[cfg(test)]
mod tests;
