//! Case folding for values whose attribute says `caseExact: false` (RFC 7643 §2.2).

use std::borrow::Cow;

use icu_casemap::CaseMapper;
use icu_normalizer::ComposingNormalizer;

/// Unicode full case folding, with letters composed and of one width (NFKC); white space is kept.
/// For names that RFC 8265 allows this is what its `UsernameCaseMapped` profile compares, as RFC 7644
/// §5 wants it. The one canonical form that uniqueness, look-up and filters share: two forms would
/// let two people claim one `userName`.
pub fn fold(text: &str) -> String {
    fold_borrowed(text).into_owned()
}

/// As [`fold`], without a copy where nothing has to change.
pub(crate) fn fold_borrowed(text: &str) -> Cow<'_, str> {
    if !text.is_ascii() {
        // Folding can undo the composition and the other way round; the second time settles it.
        let once = folded_and_composed(text);
        Cow::Owned(folded_and_composed(&once))
    } else if text.bytes().any(|byte| byte.is_ascii_uppercase()) {
        Cow::Owned(text.to_ascii_lowercase())
    } else {
        Cow::Borrowed(text)
    }
}

fn folded_and_composed(text: &str) -> String {
    let folded = CaseMapper::new().fold_string(text);
    ComposingNormalizer::new_nfkc()
        .normalize(&folded)
        .into_owned()
}

#[cfg(test)]
mod tests;
