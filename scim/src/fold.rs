//! Case folding for values whose attribute says `caseExact: false` (RFC 7643 §2.2).

use std::borrow::Cow;

use icu_casemap::CaseMapper;

/// Unicode full case folding; white space is kept. The one canonical form that uniqueness, look-up
/// and filters share: two forms would let two people claim one `userName`.
pub fn fold(text: &str) -> String {
    fold_borrowed(text).into_owned()
}

/// As [`fold`], without a copy where nothing has to change.
pub(crate) fn fold_borrowed(text: &str) -> Cow<'_, str> {
    if !text.is_ascii() {
        CaseMapper::new().fold_string(text)
    } else if text.bytes().any(|byte| byte.is_ascii_uppercase()) {
        Cow::Owned(text.to_ascii_lowercase())
    } else {
        Cow::Borrowed(text)
    }
}

#[cfg(test)]
mod tests;
