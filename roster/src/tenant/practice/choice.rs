//! A choice by its word, as it is typed, shown and stored.

use std::fmt;

/// A setting with a few values, each of which has a word.
pub trait Choice: Copy + PartialEq + Default + 'static {
    /// Of the setting, as the admin API has it.
    const NAME: &'static str;
    /// Every value with its word, the default first.
    const WORDS: &'static [(&'static str, Self)];

    /// The value's word.
    fn word(self) -> &'static str {
        let mut words = Self::WORDS.iter();
        words
            .find(|(_, value)| *value == self)
            .map_or("", |(word, _)| word)
    }

    /// The value of a word, exactly as written.
    fn read(text: &str) -> Result<Self, NotAChoice> {
        let mut words = Self::WORDS.iter();
        words
            .find(|(word, _)| *word == text)
            .map(|(_, value)| *value)
            .ok_or_else(|| NotAChoice {
                name: Self::NAME,
                words: Self::WORDS.iter().map(|(word, _)| *word).collect(),
                found: text.to_owned(),
            })
    }
}

/// A word that no value has.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{name} must be {}, not {found}", Listed(words))]
pub struct NotAChoice {
    /// The setting.
    pub name: &'static str,
    /// The words that it has.
    pub words: Vec<&'static str>,
    /// What was given instead.
    pub found: String,
}

/// `one, two or three`.
struct Listed<'w>(&'w [&'static str]);

impl fmt::Display for Listed<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            [] => Ok(()),
            [only] => f.write_str(only),
            [front @ .., last] => write!(f, "{} or {last}", front.join(", ")),
        }
    }
}
