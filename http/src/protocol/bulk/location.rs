//! Where the path of an operation leads.

use crate::options::BASE_PATH;

/// The path below the base URL. RFC 7644 §3.7 wants it relative to that; what stands in
/// `meta.location` is taken too. A URL of another server stays what it is, and leads nowhere here.
pub(super) fn below<'p>(base_url: &str, path: &'p str) -> &'p str {
    let behind = |front| {
        path.strip_prefix(front)
            .filter(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    behind(base_url)
        .or_else(|| behind(BASE_PATH))
        .unwrap_or(path)
}

/// The URL of what the path leads to.
pub(super) fn url(base_url: &str, path: &str) -> String {
    let below = below(base_url, path);
    if below.contains("://") {
        return below.to_owned();
    }
    format!("{base_url}/{}", below.trim_start_matches('/'))
}

#[cfg(test)]
mod tests;
