//! Values that are written as text of some shape.

use std::{fmt, marker::PhantomData};

use serde::{Deserializer, de};

/// Reads a string by `parse`. `shape` completes "expected …" and "… is not …".
pub(crate) fn read<'de, D, T>(
    deserializer: D,
    shape: &'static str,
    parse: fn(&str) -> Option<T>,
) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
{
    deserializer.deserialize_str(Text {
        shape,
        parse,
        value: PhantomData,
    })
}

struct Text<T> {
    shape: &'static str,
    parse: fn(&str) -> Option<T>,
    value: PhantomData<T>,
}

impl<T> de::Visitor<'_> for Text<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.shape)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<T, E> {
        (self.parse)(text)
            .ok_or_else(|| E::custom(format_args!("\"{text}\" is not {}", self.shape)))
    }
}
