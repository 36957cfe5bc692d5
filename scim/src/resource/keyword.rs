//! The keywords of messages: `Operations`, `op`, `path`, `bulkId` and the like.

use super::Reader;
use crate::{ScimError, ScimType, leniency};

impl Reader {
    /// Which of the names the key is; in strict mode only as RFC 7644 writes it.
    pub(crate) fn keyword<const N: usize>(
        &mut self,
        key: &str,
        names: [&'static str; N],
    ) -> Result<Option<&'static str>, ScimError> {
        let name = names
            .into_iter()
            .find(|name| name.eq_ignore_ascii_case(key));
        if let Some(name) = name
            && name != key
        {
            self.tolerate(leniency::KEYWORD_CASE, &name, || {
                ScimError::typed(
                    ScimType::InvalidSyntax,
                    format!("'{key}' must be written '{name}'."),
                )
            })?;
        }
        Ok(name)
    }
}
