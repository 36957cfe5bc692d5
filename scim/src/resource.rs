//! A resource in canonical form: the schema's names in the schema's order, no nulls, no empty
//! arrays or objects.

mod complex;
mod draft;
mod entries;
mod form;
mod keyword;
mod members;
mod mentioned;
mod primary;
mod reader;
mod replacing;
pub(crate) mod text;
mod unique;

use serde_json::Value;

use crate::{
    Leniency, Note, Object, ScimError, ScimType, leniency,
    schema::{Mutability, ResourceSchema},
};

pub(crate) use complex::{merge, pruned};
pub(crate) use draft::{Draft, is_blank};
pub(crate) use entries::{entries, has, refuse_unknown, unknown_schema};
pub use members::{Member, MemberType};
pub(crate) use members::{each_once, is_members, read as read_members};
use mentioned::Mentioned;
pub(crate) use primary::{is_primary, keep_only, one_primary};
pub(crate) use reader::{Reader, drop_repeats, wrong_type};
pub(crate) use replacing::set_only_once;
pub use unique::UniqueValue;

/// What a client may set, and `schemas`: `id`, `meta`, `groups`, `members` and `password` are
/// never in here. Group members travel apart, see [`Incoming::members`] and
/// [`crate::patch::MembersChange`].
///
/// `schemas` comes first, then `externalId`, the core attributes, and the extensions under their
/// URNs. `schemas` has the URN of the core schema, and that of an extension exactly when the
/// extension has a value.
#[derive(Debug, Clone, PartialEq)]
pub struct Resource {
    pub(crate) object: Object,
}

/// What a POST or PUT body turned into.
#[derive(Debug, Clone)]
pub struct Incoming {
    /// In canonical form.
    pub resource: Resource,
    /// `members` of a Group body, each once, in the order sent; `None` when the body had no
    /// `members`, or null there. Always `None` for users.
    pub members: Option<Vec<Member>>,
    /// What was bent or ignored.
    pub notes: Vec<Note>,
    mentioned: Mentioned,
}

impl Resource {
    /// Reads a POST or PUT body. Attributes that only the server sets are ignored
    /// (RFC 7644 §3.3, §3.5.1), and so is `password` (R13); values are kept exactly as sent, but
    /// for string booleans and the like, see [`crate::leniency`]. Without a word on
    /// `active`, a user is active.
    ///
    /// 400 `invalidValue` names the attribute that has the wrong type or is missing; 400
    /// `invalidSyntax` in strict mode one that no schema has.
    pub fn from_client(
        body: Value,
        schema: &ResourceSchema,
        leniency: Leniency,
    ) -> Result<Incoming, ScimError> {
        let Value::Object(body) = body else {
            return Err(ScimError::typed(
                ScimType::InvalidSyntax,
                format!(
                    "The body must be a JSON object: one {} resource.",
                    schema.name
                ),
            ));
        };
        let mut reader = Reader::new(leniency);
        check_schemas(&body, &schema.core.id, &mut reader, |urn, reader| {
            if has(schema, urn) {
                Ok(())
            } else {
                unknown_schema(&urn, schema, reader)
            }
        })?;

        let mut draft = Draft::default();
        let mut mentioned = Mentioned::of(&body, schema);
        let mut members = None;
        for entry in entries(body, schema, &mut reader)? {
            let at = entry.at;
            let read_only = at.attribute.mutability == Mutability::ReadOnly
                || at.last().mutability == Mutability::ReadOnly;
            if read_only {
                continue;
            }
            if is_members(schema, at) && at.sub_attribute.is_none() {
                if !entry.value.is_null() {
                    let read = read_members(&mut reader, at.attribute, &entry.path, entry.value)?;
                    members = Some(read);
                }
                continue;
            }
            if at.attribute.multi_valued {
                mentioned.add(at);
                if at.sub_attribute.is_some() {
                    // `emails.value` doesn't say which of the e-mails it is.
                    reader.unknown_attribute(&entry.path)?;
                    continue;
                }
                let mut value = reader.value(at.attribute, &entry.path, entry.value)?;
                one_primary(&mut value, &entry.path, &mut reader)?;
                draft.put(at, value)?;
            } else {
                let value = reader.value(at.last(), &entry.path, entry.value)?;
                if value.is_null() && at.attribute.default.is_some() {
                    // null is absent (RFC 7643 §2.5).
                    reader.note(leniency::VALUE_KEPT, &entry.path);
                    continue;
                }
                mentioned.add(at);
                draft.write(at, value)?;
            }
        }
        draft.fill(schema);
        Ok(Incoming {
            resource: draft.finish(schema)?,
            members,
            notes: reader.into_notes(),
            mentioned,
        })
    }

    /// From the stored form, which is trusted; `id` and `meta` are dropped. An error is a broken
    /// store: 500.
    pub fn from_stored(body: &[u8]) -> Result<Self, ScimError> {
        let mut object = crate::stored::parse(body)?;
        object.shift_remove("id");
        object.shift_remove("meta");
        Ok(Self { object })
    }

    /// The canonical form.
    pub fn object(&self) -> &Object {
        &self.object
    }

    /// A string attribute by dotted core path: `text("userName")`, `text("name.givenName")`.
    pub fn text(&self, dotted: &str) -> Option<&str> {
        let value = match dotted.split_once('.') {
            Some((attribute, sub_attribute)) => self.object.get(attribute)?.get(sub_attribute)?,
            None => self.object.get(dotted)?,
        };
        value.as_str()
    }

    /// A boolean attribute of the core schema: `boolean("active")`.
    pub fn boolean(&self, name: &str) -> Option<bool> {
        self.object.get(name)?.as_bool()
    }

    /// All `emails[].value`, the primary one first.
    pub fn emails(&self) -> Vec<&str> {
        let Some(Value::Array(elements)) = self.object.get("emails") else {
            return Vec::new();
        };
        let (mut emails, others): (Vec<&Value>, Vec<&Value>) =
            elements.iter().partition(|element| is_primary(element));
        emails.extend(others);
        emails
            .into_iter()
            .filter_map(|element| element.get("value")?.as_str())
            .collect()
    }
}

/// `schemas` of a body must have the URN `required`; `check` judges every other one. What is
/// missing or malformed is inferred in lenient mode: OneLogin's templates hold URNs of drafts.
pub(crate) fn check_schemas(
    body: &Object,
    required: &str,
    reader: &mut Reader,
    check: impl Fn(&str, &mut Reader) -> Result<(), ScimError>,
) -> Result<(), ScimError> {
    let mut found = false;
    let declared = body
        .iter()
        .find(|(key, _)| key.eq_ignore_ascii_case("schemas"));
    if let Some((_, Value::Array(urns))) = declared {
        for urn in urns.iter().filter_map(Value::as_str) {
            if urn.eq_ignore_ascii_case(required) {
                found = true;
            } else {
                check(urn, reader)?;
            }
        }
    }
    if found {
        return Ok(());
    }
    reader.tolerate(leniency::MISSING_SCHEMAS, &required, || {
        ScimError::typed(
            ScimType::InvalidValue,
            format!("'schemas' must be an array that has '{required}'."),
        )
    })
}

#[cfg(test)]
mod tests;
