//! Patterns of names: `*` and `?`, over the whole name.

/// A pattern that was folded as the names are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pattern(Vec<char>);

impl Pattern {
    pub(super) fn new(folded: &str) -> Self {
        Self(folded.chars().collect())
    }

    /// Whether it is the whole of a folded name. The last `*` takes as little as will do, so that
    /// each letter is looked at at most once for each of them.
    pub(super) fn matches(&self, name: &str) -> bool {
        let name: Vec<char> = name.chars().collect();
        let (mut at, mut seen) = (0, 0);
        // Where to go on if the rest does not fit: behind a star, one letter further on.
        let mut again: Option<(usize, usize)> = None;
        while let Some(&letter) = name.get(seen) {
            match self.0.get(at) {
                Some('*') => {
                    again = Some((at + 1, seen));
                    at += 1;
                }
                Some(&wanted) if wanted == '?' || wanted == letter => {
                    at += 1;
                    seen += 1;
                }
                _ => match again {
                    Some((behind, from)) => {
                        again = Some((behind, from + 1));
                        at = behind;
                        seen = from + 1;
                    }
                    None => return false,
                },
            }
        }
        self.0.iter().skip(at).all(|letter| *letter == '*')
    }
}
