//! What cells have to be spared for spreadsheets, and how a cell holds several texts.

use std::borrow::Cow;

/// A cell that begins so is a formula to a spreadsheet, and runs.
const DANGEROUS: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];
/// What several texts in one cell stand apart by. Only the first is written.
const BETWEEN: [char; 3] = [';', ',', '\n'];

/// The text with an apostrophe in front where a spreadsheet would run it.
pub(crate) fn harmless(text: &str) -> Cow<'_, str> {
    if is_dangerous(text) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// Takes the apostrophe of [`harmless`] away.
pub(super) fn disarmed(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if is_dangerous(rest) => rest,
        _ => text,
    }
}

/// One cell of several texts.
pub(crate) fn join<'t>(texts: impl IntoIterator<Item = &'t str>) -> String {
    let escaped = texts.into_iter().map(|text| {
        let mut escaped = String::with_capacity(text.len());
        for letter in text.chars() {
            if letter == '\\' || BETWEEN.contains(&letter) {
                escaped.push('\\');
            }
            escaped.push(letter);
        }
        escaped
    });
    escaped.collect::<Vec<_>>().join(";")
}

/// The texts of a cell, without blanks around. A backslash takes a separator for a letter.
pub(super) fn split(cell: &str) -> Vec<String> {
    let mut texts = vec![String::new()];
    let mut letters = cell.chars().peekable();
    while let Some(letter) = letters.next() {
        let escaped =
            letters.next_if(|next| letter == '\\' && (*next == '\\' || BETWEEN.contains(next)));
        if escaped.is_none() && BETWEEN.contains(&letter) {
            texts.push(String::new());
        } else if let Some(text) = texts.last_mut() {
            text.push(escaped.unwrap_or(letter));
        }
    }
    texts
        .into_iter()
        .map(|text| text.trim().to_owned())
        .filter(|text| !text.is_empty())
        .collect()
}

/// Apostrophes in front are looked past, so that taking one away gives what was there before.
fn is_dangerous(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(DANGEROUS)
}

#[cfg(test)]
mod tests;
