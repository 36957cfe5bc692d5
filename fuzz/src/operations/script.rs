//! Requests as text, so that seeds can be read and written by people.

/// A tenant's switches, and the requests that are sent to it.
#[derive(Debug)]
pub(super) struct Script<'t> {
    /// Words of the first line, see [`Script::has`].
    switches: Vec<&'t str>,
    /// In order.
    pub(super) requests: Vec<Request<'t>>,
}

/// One request. `$0` to `$9` in it stand for the ids of what was created so far.
#[derive(Debug)]
pub(super) struct Request<'t> {
    pub(super) method: &'t str,
    pub(super) path: &'t str,
    pub(super) headers: Vec<(&'t str, &'t str)>,
    pub(super) body: Option<&'t str>,
}

/// Enough for every pair of operations to meet; more would only be slow.
const MOST_REQUESTS: usize = 24;
const HEADERS: [&str; 6] = [
    "accept",
    "content-type",
    "if-match",
    "if-none-match",
    "prefer",
    "content-encoding",
];

impl<'t> Script<'t> {
    /// Blocks between empty lines. The first names switches; each of the others begins with
    /// `METHOD PATH`, goes on with header fields, and ends with a body.
    pub(super) fn parse(text: &'t str) -> Self {
        let mut blocks = text.split("\n\n");
        Self {
            switches: blocks.next().unwrap_or_default().split(' ').collect(),
            requests: blocks
                .filter_map(Request::parse)
                .take(MOST_REQUESTS)
                .collect(),
        }
    }

    /// Whether the first line has this word: `strict`, `keep`, `shared`, `fail`.
    pub(super) fn has(&self, switch: &str) -> bool {
        self.switches.iter().any(|word| word.trim() == switch)
    }
}

impl<'t> Request<'t> {
    fn parse(block: &'t str) -> Option<Self> {
        let (head, mut rest) = block.split_once('\n').unwrap_or((block, ""));
        let (method, path) = head.split_once(' ')?;
        let mut headers = Vec::new();
        while let Some((line, more)) = rest.split_once('\n')
            && let Some((name, value)) = line.split_once(": ")
            && HEADERS.contains(&name)
        {
            headers.push((name, value));
            rest = more;
        }
        Some(Self {
            method,
            path,
            headers,
            body: (!rest.is_empty()).then_some(rest),
        })
    }
}

/// With the ids put in.
pub(super) fn filled(text: &str, ids: &[String]) -> String {
    let mut text = text.to_owned();
    for (index, id) in ids.iter().enumerate().take(10) {
        text = text.replace(&format!("${index}"), id);
    }
    text
}
