//! Attribute paths: `userName`, `name.givenName`, `urn:…:User:manager.displayName`
//! (RFC 7644 §3.10).

mod read;
mod values;

use std::fmt;

use crate::{
    ScimError, ScimType,
    schema::{Attribute, ResourceSchema, Schema},
    urn,
};

pub(crate) use read::Fault;
pub(crate) use values::sub_value;

/// Names as written; nothing is said yet about whether a schema has them.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct AttributePath {
    /// The schema in front.
    pub urn: Option<String>,
    /// Empty if the path is only a URN, which stands for all that the schema has.
    pub attribute: String,
    /// What stands behind the dot.
    pub sub_attribute: Option<String>,
}

impl AttributePath {
    /// Reads a path. 400 `invalidPath` says at which byte and what was expected there.
    ///
    /// A URN holds dots and colons itself (`…:2.0:User:`), so known URNs are taken off as a
    /// prefix, in any case; only in front of an unknown one does the last colon decide.
    pub fn parse(text: &str) -> Result<Self, ScimError> {
        read::path(text).map_err(|fault| {
            ScimError::typed(
                ScimType::InvalidPath,
                format!(
                    "The attribute path '{text}' can't be read: at byte {} {} was expected. \
                     Write it as userName, name.givenName or {}:manager.value.",
                    fault.offset,
                    fault.expected,
                    urn::ENTERPRISE_USER,
                ),
            )
        })
    }

    /// As [`Self::parse`], for readers that put the path into a context of their own.
    pub(crate) fn read(text: &str) -> Result<Self, Fault> {
        read::path(text)
    }

    /// True when the path names this attribute of a core schema, in any case: `is("userName")`,
    /// `is("name.givenName")`.
    pub fn is(&self, dotted: &str) -> bool {
        let (attribute, sub_attribute) = match dotted.split_once('.') {
            Some((attribute, sub_attribute)) => (attribute, Some(sub_attribute)),
            None => (dotted, None),
        };
        let same_sub_attribute = match (&self.sub_attribute, sub_attribute) {
            (Some(one), Some(other)) => one.eq_ignore_ascii_case(other),
            (None, None) => true,
            _ => false,
        };
        same_sub_attribute
            && self.attribute.eq_ignore_ascii_case(attribute)
            && self.urn.as_deref().is_none_or(is_core)
    }

    /// True when the path is only a URN, e.g. `excludedAttributes=urn:…:enterprise:2.0:User`.
    pub fn is_whole_schema(&self) -> bool {
        self.attribute.is_empty()
    }

    /// The schema of the type that the path is the URN of, with no name behind it.
    pub fn whole_schema<'s>(&self, schema: &'s ResourceSchema) -> Option<&'s Schema> {
        // The URN of a schema that a tenant has declared is read as one with a name behind it.
        let text = self.urn.is_some().then(|| self.to_string())?;
        schema
            .schemas()
            .find(|schema| schema.id.eq_ignore_ascii_case(&text))
    }

    /// The definitions it names, if the schema has them.
    ///
    /// A name without a URN that the core schema lacks is looked for in the extensions:
    /// to qualify those is only a SHOULD of RFC 7644 §3.10, and Entra sends `manager` bare.
    pub fn resolve<'s>(&self, schema: &'s ResourceSchema) -> Option<Resolved<'s>> {
        let (extension, attribute) = match self.urn.as_deref() {
            Some(urn) if urn.eq_ignore_ascii_case(&schema.core.id) => {
                (None, schema.attribute(&self.attribute)?)
            }
            Some(urn) => {
                let extension = schema.extension(urn)?;
                let attribute = extension.attribute(&self.attribute)?;
                (Some(extension.id.as_str()), attribute)
            }
            None => match schema.attribute(&self.attribute) {
                Some(attribute) => (None, attribute),
                None => schema.extensions.iter().find_map(|(extension, _)| {
                    let attribute = extension.attribute(&self.attribute)?;
                    Some((Some(extension.id.as_str()), attribute))
                })?,
            },
        };
        let sub_attribute = match &self.sub_attribute {
            Some(name) => Some(attribute.sub_attribute(name)?),
            None => None,
        };
        Some(Resolved {
            extension,
            attribute,
            sub_attribute,
        })
    }
}

/// What a path names in a schema.
#[derive(Debug, Clone, Copy)]
pub struct Resolved<'s> {
    /// The URN of the extension, as the schema writes it; `None` for the core schema.
    pub extension: Option<&'s str>,
    /// The attribute.
    pub attribute: &'s Attribute,
    /// The sub-attribute, if the path names one.
    pub sub_attribute: Option<&'s Attribute>,
}

impl<'s> Resolved<'s> {
    /// The definition that the path ends at.
    pub fn last(&self) -> &'s Attribute {
        self.sub_attribute.unwrap_or(self.attribute)
    }
}

impl fmt::Display for AttributePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.urn {
            Some(urn) if self.is_whole_schema() => return f.write_str(urn),
            Some(urn) => write!(f, "{urn}:")?,
            None => {}
        }
        f.write_str(&self.attribute)?;
        match &self.sub_attribute {
            Some(sub_attribute) => write!(f, ".{sub_attribute}"),
            None => Ok(()),
        }
    }
}

fn is_core(urn: &str) -> bool {
    [urn::USER, urn::GROUP]
        .iter()
        .any(|core| core.eq_ignore_ascii_case(urn))
}

#[cfg(test)]
mod tests;
