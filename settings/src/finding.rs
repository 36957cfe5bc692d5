//! A mistake in the file, shown with its line and a caret under the place.

use std::{fmt, ops::Range};

use crate::{place::Refusal, suggestion};

/// A mistake in a configuration file. Its `Display` form is several lines, for people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The file's name, as the caller calls it.
    pub file: String,
    /// Counted from 1, in lines and characters; none if the mistake has no one place.
    pub position: Option<(usize, usize)>,
    /// What is wrong.
    pub problem: String,
    /// What to do about it.
    pub advice: Option<String>,
    excerpt: Option<Excerpt>,
}

/// The source line and what to put under it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Excerpt {
    line: String,
    caret: String,
}

/// A mistake before it is placed in its file.
#[derive(Debug)]
pub(crate) struct Mistake {
    span: Option<Range<usize>>,
    problem: String,
    advice: Option<String>,
}

impl Mistake {
    pub(crate) fn refused(refusal: &Refusal, span: Option<Range<usize>>) -> Self {
        Self {
            span,
            problem: refusal.problem.clone(),
            advice: Some(refusal.advice.clone()),
        }
    }
}

impl From<toml::de::Error> for Mistake {
    fn from(error: toml::de::Error) -> Self {
        let (problem, advice) = reworded(error.message());
        Self {
            span: error.span(),
            problem,
            advice,
        }
    }
}

impl Finding {
    pub(crate) fn new(mistake: Mistake, text: &str, file: &str) -> Self {
        let placed = mistake.span.and_then(|span| place(text, span));
        let (position, excerpt) = placed.unzip();
        Self {
            file: file.to_owned(),
            position,
            problem: mistake.problem,
            advice: mistake.advice,
            excerpt,
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some((line, column)) = self.position {
            write!(f, ":{line}:{column}")?;
        }
        write!(f, ": {}", self.problem)?;
        let margin = self
            .position
            .map_or(0, |(line, _)| line.to_string().chars().count());
        if let (Some((number, _)), Some(Excerpt { line, caret })) = (self.position, &self.excerpt) {
            let blank = "";
            write!(f, "\n{blank:margin$} |\n{number} | {line}\n")?;
            write!(f, "{blank:margin$} | {caret}")?;
        }
        if let Some(advice) = &self.advice {
            write!(f, "\n{:margin$} = {advice}", "")?;
        }
        Ok(())
    }
}

/// Line and column of the span's start, and the excerpt of that line.
fn place(text: &str, span: Range<usize>) -> Option<((usize, usize), Excerpt)> {
    let before = text.get(..span.start)?;
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    let ahead = text.get(line_start..span.start)?;
    let line = text.get(line_start..)?.lines().next().unwrap_or("");
    let line_end = line_start + line.len();
    let marked = text.get(span.start..span.end.min(line_end)).unwrap_or("");
    // Tabs are kept, so that the caret stands under the place whatever their width.
    let indent = ahead.chars().map(|c| if c == '\t' { '\t' } else { ' ' });
    let carets = "^".repeat(marked.chars().count().max(1));
    let position = (before.matches('\n').count() + 1, ahead.chars().count() + 1);
    let excerpt = Excerpt {
        line: line.to_owned(),
        caret: indent.chain(carets.chars()).collect(),
    };
    Some((position, excerpt))
}

/// Serde's words in the file's words. Serde hands over the valid names only inside its message;
/// the golden tests notice if its wording ever changes.
fn reworded(message: &str) -> (String, Option<String>) {
    if let Some((_, shape)) = message
        .strip_prefix("invalid type: ")
        .or(message.strip_prefix("invalid value: "))
        .and_then(|rest| rest.split_once(", expected "))
    {
        return (format!("expected {shape}"), None);
    }
    let mut quoted = message.split('`').skip(1).step_by(2);
    let Some(name) = quoted.next() else {
        return (message.to_owned(), None);
    };
    let problem = if message.starts_with("unknown field") {
        format!("unknown key `{name}`")
    } else if message.starts_with("unknown variant") {
        format!("`{name}` is not one of the choices")
    } else if message.starts_with("missing field") {
        return (format!("`{name}` is missing"), None);
    } else {
        return (message.to_owned(), None);
    };
    let known: Vec<&str> = quoted.collect();
    let advice = match suggestion::nearest(name, &known) {
        Some(nearest) => format!("did you mean `{nearest}`?"),
        None => format!("known here: {}", known.join(", ")),
    };
    (problem, Some(advice))
}
