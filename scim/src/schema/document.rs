//! A schema as an admin declares it: the JSON document of RFC 7643 §7, read with a word on
//! everything that is wrong with it.

mod attribute;
mod place;

use serde_json::Value;

use super::Schema;
use crate::{Object, ScimError, urn};
use attribute::attributes;
use place::{Place, check_name, flag, refused, take_text, text};

/// Characters. Every resource that uses a schema repeats its URN.
const LONGEST_URN: usize = 200;

/// What every attribute of a core schema stands beside (RFC 7643 §3.1).
const COMMON_ATTRIBUTES: [&str; 4] = ["schemas", "id", "externalId", "meta"];

impl Schema {
    /// Reads a schema document: `id`, `name`, `description` and `attributes`. What a document of
    /// `/Schemas` has besides (`schemas`, `meta`) is let pass; any other key is refused, because a
    /// misspelt one would silently change nothing.
    ///
    /// 400 `invalidValue` names the place as a JSON pointer, what is wrong there and what to write.
    pub fn from_document(document: Value) -> Result<Self, ScimError> {
        let place = Place::root();
        let Value::Object(mut document) = document else {
            return Err(refused(&place, "the document must be a JSON object"));
        };
        let id = urn_at(&place.at("id"), take_text(&mut document, "id", &place)?)?;
        let name = match text(&mut document, "name", &place)? {
            Some(name) => name,
            None => last_part(&id).to_owned(),
        };
        check_name(&place.at("name"), &name)?;
        let description =
            text(&mut document, "description", &place)?.unwrap_or_else(|| name.clone());
        let attributes = attributes(document.shift_remove("attributes"), &place.at("attributes"))?;
        nothing_else(&document, &place, &["schemas", "meta"])?;
        if let Some(position) = attributes.iter().position(is_common) {
            let place = place.at("attributes").at(position).at("name");
            return Err(refused(
                &place,
                "every resource has this attribute already: choose another name",
            ));
        }
        if let Some(position) = attributes.iter().position(is_password) {
            let place = place.at("attributes").at(position).at("name");
            return Err(refused(
                &place,
                "a password that is pushed is dropped and never kept: choose another name",
            ));
        }
        Ok(Self::new(&id, &name, &description, attributes))
    }
}

/// A resource type as an admin declares it (RFC 7643 §6): its schemas are named, not given.
#[derive(Debug, Clone, PartialEq)]
pub struct TypeDocument {
    /// E.g. `Device`.
    pub name: String,
    /// E.g. `/Devices`.
    pub endpoint: String,
    /// One sentence for people.
    pub description: String,
    /// The URN of the schema whose attributes need no URN in front.
    pub schema: String,
    /// The URN of each extension, and whether a resource must have it.
    pub extensions: Vec<(String, bool)>,
}

impl TypeDocument {
    /// Reads a resource type document: `name`, `endpoint`, `description`, `schema` and
    /// `schemaExtensions`. Errors are as in [`Schema::from_document`].
    pub fn from_document(document: Value) -> Result<Self, ScimError> {
        let place = Place::root();
        let Value::Object(mut document) = document else {
            return Err(refused(&place, "the document must be a JSON object"));
        };
        let name = take_text(&mut document, "name", &place)?;
        check_name(&place.at("name"), &name)?;
        let endpoint = take_text(&mut document, "endpoint", &place)?;
        let segment = endpoint.trim_matches('/');
        check_name(&place.at("endpoint"), segment)?;
        let description =
            text(&mut document, "description", &place)?.unwrap_or_else(|| name.clone());
        let schema = urn_at(
            &place.at("schema"),
            take_text(&mut document, "schema", &place)?,
        )?;
        let extensions = extensions(
            document.shift_remove("schemaExtensions"),
            &place.at("schemaExtensions"),
        )?;
        nothing_else(&document, &place, &["schemas", "meta", "id"])?;
        Ok(Self {
            endpoint: format!("/{segment}"),
            name,
            description,
            schema,
            extensions,
        })
    }
}

fn extensions(value: Option<Value>, place: &Place) -> Result<Vec<(String, bool)>, ScimError> {
    let elements = match value {
        None | Some(Value::Null) => return Ok(Vec::new()),
        Some(Value::Array(elements)) => elements,
        Some(_) => return Err(refused(place, "this must be an array of objects")),
    };
    let mut extensions: Vec<(String, bool)> = Vec::new();
    for (position, element) in elements.into_iter().enumerate() {
        let place = place.at(position);
        let Value::Object(mut element) = element else {
            return Err(refused(
                &place,
                "this must be an object with 'schema' and 'required'",
            ));
        };
        let schema = urn_at(
            &place.at("schema"),
            take_text(&mut element, "schema", &place)?,
        )?;
        let required = flag(&mut element, "required", &place)?.unwrap_or(false);
        nothing_else(&element, &place, &[])?;
        let same = |(other, _): &(String, bool)| other.eq_ignore_ascii_case(&schema);
        if extensions.iter().any(same) {
            return Err(refused(
                &place.at("schema"),
                "this extension is named twice: once is enough",
            ));
        }
        extensions.push((schema, required));
    }
    Ok(extensions)
}

fn nothing_else(rest: &Object, place: &Place, passed: &[&str]) -> Result<(), ScimError> {
    match rest.keys().find(|key| !passed.contains(&key.as_str())) {
        None => Ok(()),
        Some(key) => Err(refused(
            &place.at(key),
            "nothing of this name belongs here: leave it out, or correct its spelling",
        )),
    }
}

fn urn_at(place: &Place, id: String) -> Result<String, ScimError> {
    let says = |problem: &str| Err(refused(place, problem));
    let (head, rest) = id.split_at_checked(4).unwrap_or(("", ""));
    if !head.eq_ignore_ascii_case("urn:") || rest.is_empty() {
        return says(
            "a schema is named by a URN, such as urn:example:params:scim:schemas:1.0:Device",
        );
    }
    if id.len() > LONGEST_URN {
        return says("the URN is too long: 200 characters are the most");
    }
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || b":-._".contains(&byte);
    if !id.bytes().all(fits) || id.ends_with([':', '.']) || id.contains("::") {
        return says("the URN may have letters, digits, '-', '.', '_' and single ':' only");
    }
    // In a path the last part has to be told from an attribute behind a shorter URN.
    if !last_part(&id).starts_with(|first: char| first.is_ascii_alphabetic()) {
        return says("the last part of the URN must begin with a letter, as in …:1.0:Device");
    }
    if is_message(&id) {
        return says("URNs of this kind name protocol messages, not schemas");
    }
    Ok(id)
}

/// `urn:ietf:params:scim:api:…` (RFC 7644 §3.1).
fn is_message(id: &str) -> bool {
    id.split_at_checked(urn::MESSAGES.len())
        .is_some_and(|(head, _)| head.eq_ignore_ascii_case(urn::MESSAGES))
}

fn last_part(id: &str) -> &str {
    id.rsplit(':').next().unwrap_or(id)
}

fn is_common(attribute: &super::Attribute) -> bool {
    COMMON_ATTRIBUTES
        .iter()
        .any(|name| attribute.name.eq_ignore_ascii_case(name))
}

/// A password must not be kept (R13), whatever else is said of it.
fn is_password(attribute: &super::Attribute) -> bool {
    attribute.name.eq_ignore_ascii_case("password")
}

#[cfg(test)]
mod tests;
