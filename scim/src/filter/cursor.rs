//! A place in the text of a filter, and how a refusal names it.

use crate::{ScimError, ScimType, path::Fault};

pub(super) struct Cursor<'t> {
    text: &'t str,
    /// In bytes; always between two characters.
    position: usize,
}

impl<'t> Cursor<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, position: 0 }
    }

    pub(super) fn position(&self) -> usize {
        self.position
    }

    pub(super) fn rest(&self) -> &'t str {
        self.text.get(self.position..).unwrap_or("")
    }

    pub(super) fn is_at_end(&self) -> bool {
        self.rest().is_empty()
    }

    pub(super) fn skip_blanks(&mut self) {
        let rest = self.rest();
        self.position += rest.len() - rest.trim_start_matches(is_blank).len();
    }

    pub(super) fn eat(&mut self, character: char) -> bool {
        let found = self.rest().starts_with(character);
        if found {
            self.position += character.len_utf8();
        }
        found
    }

    /// Goes on if this word (in any case) stands here.
    pub(super) fn eat_word(&mut self, word: &str) -> bool {
        let found = self.peek_word();
        let same = found.eq_ignore_ascii_case(word);
        if same {
            self.position += found.len();
        }
        same
    }

    /// What stands here up to a blank, a bracket or a quote: a path, an operator. May be empty.
    pub(super) fn peek_word(&self) -> &'t str {
        self.up_to(|character| is_blank(character) || "()[]\"".contains(character))
    }

    pub(super) fn word(&mut self) -> &'t str {
        let word = self.peek_word();
        self.position += word.len();
        word
    }

    /// A value without quotes: it ends at a blank or at what closes the expression.
    pub(super) fn bare_value(&mut self) -> &'t str {
        let value = self.up_to(|character| is_blank(character) || ")]".contains(character));
        self.position += value.len();
        value
    }

    /// A JSON string with its quotes; the opening one stands here. `None` if it is never closed.
    pub(super) fn quoted(&mut self) -> Option<&'t str> {
        let rest = self.rest();
        let mut escaped = false;
        let end = rest.bytes().skip(1).position(|byte| {
            let closes = byte == b'"' && !escaped;
            escaped = byte == b'\\' && !escaped;
            closes
        })?;
        let quoted = rest.get(..end + 2)?;
        self.position += quoted.len();
        Some(quoted)
    }

    pub(super) fn expected(&self, expected: &'static str) -> Fault {
        Fault {
            offset: self.position,
            expected,
        }
    }

    fn up_to(&self, ends: impl Fn(char) -> bool) -> &'t str {
        let rest = self.rest();
        rest.find(ends)
            .and_then(|end| rest.get(..end))
            .unwrap_or(rest)
    }
}

/// The sentence for the admin: where, what was expected, what is there.
pub(super) fn refuse(scim_type: ScimType, what: &str, text: &str, fault: Fault) -> ScimError {
    let Fault { offset, expected } = fault;
    let found = match text.get(offset..).and_then(|rest| rest.chars().next()) {
        Some(character) => format!("found '{character}'"),
        None => format!("the {what} ends"),
    };
    ScimError::typed(
        scim_type,
        format!("The {what} can't be read: at byte {offset} expected {expected}, but {found}."),
    )
}

fn is_blank(character: char) -> bool {
    character.is_ascii_whitespace()
}
