//! From a client's value to the one that the schema describes.

use std::{borrow::Cow, collections::HashMap, fmt};

use serde_json::Value;

use super::{
    complex, form,
    primary::{PRIMARY, is_primary},
};
use crate::{
    Leniency, Note, Object, ScimError, ScimType,
    leniency::{self, Notes, Tolerance},
    schema::{Attribute, Kind, Mutability},
};

/// Checks values against their definitions, bends what a tolerance allows and remembers it.
#[derive(Debug)]
pub(crate) struct Reader {
    leniency: Leniency,
    notes: Notes,
}

impl Reader {
    pub(crate) fn new(leniency: Leniency) -> Self {
        Self {
            leniency,
            notes: Notes::default(),
        }
    }

    pub(crate) fn leniency(&self) -> Leniency {
        self.leniency
    }

    pub(crate) fn into_notes(self) -> Vec<Note> {
        self.notes.into_vec()
    }

    /// For what is noted in strict mode too.
    pub(crate) fn note(&mut self, tolerance: Tolerance, subject: impl fmt::Display) {
        self.notes.add(tolerance, subject);
    }

    /// Notes the tolerance, or refuses in strict mode.
    pub(crate) fn tolerate(
        &mut self,
        tolerance: Tolerance,
        subject: &dyn fmt::Display,
        refusal: impl FnOnce() -> ScimError,
    ) -> Result<(), ScimError> {
        if self.leniency.strict {
            return Err(refusal());
        }
        self.notes.add(tolerance, subject);
        Ok(())
    }

    /// The value in the shape of the attribute: an array if it is multi-valued. `null` stands for
    /// unassigned, also for a sub-attribute of a single-valued complex attribute, where a merge
    /// must tell it from one that isn't mentioned.
    pub(crate) fn value(
        &mut self,
        attribute: &Attribute,
        place: &dyn fmt::Display,
        value: Value,
    ) -> Result<Value, ScimError> {
        if attribute.multi_valued {
            self.many(attribute, place, value)
        } else {
            self.single(attribute, place, value)
        }
    }

    /// One value, also of a multi-valued attribute.
    pub(crate) fn single(
        &mut self,
        attribute: &Attribute,
        place: &dyn fmt::Display,
        value: Value,
    ) -> Result<Value, ScimError> {
        match value {
            Value::Null => Ok(Value::Null),
            Value::String(text) if text.is_empty() && self.is_unassigned_by_empty(attribute) => {
                self.note(leniency::EMPTY_TEXT, place);
                Ok(Value::Null)
            }
            Value::Array(elements) => self.only_element(attribute, place, elements),
            value => self.of_kind(attribute, place, value),
        }
    }

    /// The values of a multi-valued attribute, as sent.
    pub(crate) fn elements(
        &mut self,
        attribute: &Attribute,
        place: &dyn fmt::Display,
        value: Value,
    ) -> Result<Vec<Value>, ScimError> {
        match value {
            Value::Null => Ok(Vec::new()),
            Value::Array(elements) => Ok(elements),
            Value::String(text) if text.is_empty() && self.is_unassigned_by_empty(attribute) => {
                self.note(leniency::EMPTY_TEXT, place);
                Ok(Vec::new())
            }
            value => {
                self.tolerate(leniency::SINGLE_FOR_ARRAY, place, || {
                    wrong_type(place, "an array", &value)
                })?;
                Ok(vec![value])
            }
        }
    }

    fn is_unassigned_by_empty(&self, attribute: &Attribute) -> bool {
        !self.leniency.strict && !attribute.required
    }

    fn many(
        &mut self,
        attribute: &Attribute,
        place: &dyn fmt::Display,
        value: Value,
    ) -> Result<Value, ScimError> {
        let mut read = Vec::new();
        for element in self.elements(attribute, place, value)? {
            if element.is_array() {
                return Err(wrong_type(place, expected(attribute), &element));
            }
            let element = complex::settled(self.single(attribute, place, element)?);
            read.extend(complex::pruned(element, attribute));
        }
        drop_repeats(&mut read);
        Ok(Value::Array(read))
    }

    fn only_element(
        &mut self,
        attribute: &Attribute,
        place: &dyn fmt::Display,
        elements: Vec<Value>,
    ) -> Result<Value, ScimError> {
        let array = Value::Array(Vec::new());
        let mut elements = elements.into_iter();
        let refusal = || wrong_type(place, expected(attribute), &array);
        match (elements.next(), elements.next()) {
            // An empty array is the same as null (RFC 7643 §2.5).
            (None, _) => Ok(Value::Null),
            (Some(element), None) if !element.is_array() => {
                self.tolerate(leniency::ARRAY_FOR_SINGLE, place, refusal)?;
                self.single(attribute, place, element)
            }
            _ => Err(refusal()),
        }
    }

    fn of_kind(
        &mut self,
        attribute: &Attribute,
        place: &dyn fmt::Display,
        value: Value,
    ) -> Result<Value, ScimError> {
        match (attribute.kind, value) {
            (Kind::Complex, Value::Object(object)) => self.object(attribute, place, object),
            (Kind::Complex, value) => self.bare_value(attribute, place, value),
            (Kind::Boolean, Value::Bool(value)) => Ok(Value::Bool(value)),
            (Kind::Boolean, value) => self.string_boolean(place, &value),
            (Kind::Integer, Value::Number(number)) if number.is_i64() || number.is_u64() => {
                Ok(Value::Number(number))
            }
            (Kind::Decimal, Value::Number(number)) => Ok(Value::Number(number)),
            (Kind::String, Value::String(text)) => Ok(Value::String(text)),
            (Kind::DateTime | Kind::Reference | Kind::Binary, Value::String(text)) => {
                self.formed(attribute.kind, place, &text)?;
                Ok(Value::String(text))
            }
            (_, value) => Err(wrong_type(place, expected(attribute), &value)),
        }
    }

    fn object(
        &mut self,
        attribute: &Attribute,
        place: &dyn fmt::Display,
        object: Object,
    ) -> Result<Value, ScimError> {
        let mut read = Object::new();
        for (key, value) in object {
            let inner = Sub(place, &key);
            match attribute.sub_attribute(&key) {
                None => self.unknown_attribute(&inner)?,
                // "SHALL be ignored" (RFC 7644 §3.3, §3.5.1).
                Some(sub) if sub.mutability == Mutability::ReadOnly => {}
                Some(sub) => {
                    let value = self.value(sub, &inner, value)?;
                    read.insert(sub.name.clone(), value);
                }
            }
        }
        Ok(Value::Object(read))
    }

    fn bare_value(
        &mut self,
        attribute: &Attribute,
        place: &dyn fmt::Display,
        value: Value,
    ) -> Result<Value, ScimError> {
        let refusal = || wrong_type(place, expected(attribute), &value);
        let Some(sub) = attribute.sub_attribute("value") else {
            return Err(refusal());
        };
        self.tolerate(leniency::BARE_VALUE, place, refusal)?;
        let value = self.single(sub, &Sub(place, &sub.name), value)?;
        Ok(complex::with(&sub.name, value))
    }

    fn string_boolean(
        &mut self,
        place: &dyn fmt::Display,
        value: &Value,
    ) -> Result<Value, ScimError> {
        let refusal = || wrong_type(place, "true or false", value);
        let truth = match value.as_str() {
            Some(text) if text.eq_ignore_ascii_case("true") => true,
            Some(text) if text.eq_ignore_ascii_case("false") => false,
            _ => return Err(refusal()),
        };
        self.tolerate(leniency::STRING_BOOLEAN, place, refusal)?;
        Ok(Value::Bool(truth))
    }

    /// Directories send what they have, and expect it back unchanged.
    fn formed(
        &mut self,
        kind: Kind,
        place: &dyn fmt::Display,
        text: &str,
    ) -> Result<(), ScimError> {
        let Some(expected) = form::missed(kind, text) else {
            return Ok(());
        };
        self.tolerate(leniency::MALFORMED_VALUE, place, || {
            ScimError::typed(
                ScimType::InvalidValue,
                format!("'{place}' must be {expected}, but is not well-formed."),
            )
        })
    }

    /// Ignored, or 400 in strict mode.
    pub(crate) fn unknown_attribute(&mut self, name: &dyn fmt::Display) -> Result<(), ScimError> {
        self.tolerate(leniency::UNKNOWN_ATTRIBUTE, name, || {
            ScimError::typed(
                ScimType::InvalidSyntax,
                format!(
                    "No schema of this resource type has an attribute '{name}'. Leave it out, or \
                     correct its name; /Schemas lists those that exist."
                ),
            )
        })
    }
}

/// The path of a sub-attribute, written only where it is needed.
pub(crate) struct Sub<'a>(pub(crate) &'a dyn fmt::Display, pub(crate) &'a str);

impl fmt::Display for Sub<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.0, self.1)
    }
}

/// 400 that names the place and the two types, never the value: it could be a secret.
pub(crate) fn wrong_type(place: &dyn fmt::Display, expected: &str, value: &Value) -> ScimError {
    let found = match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    };
    ScimError::typed(
        ScimType::InvalidValue,
        format!("{place} must be {expected}, but the request has {found} there."),
    )
}

/// Keeps each value once, in the order of the first occurrences (RFC 7643 §2.4: "SHOULD NOT return
/// the same (type, value) combination more than once"). Two that differ only in `primary` are one,
/// and primary if either is.
pub(crate) fn drop_repeats(elements: &mut Vec<Value>) {
    if elements.len() < 2 {
        return;
    }
    let mut firsts = HashMap::with_capacity(elements.len());
    let (mut is_first, mut promoted) = (Vec::with_capacity(elements.len()), Vec::new());
    for (position, element) in elements.iter().enumerate() {
        let first = *firsts.entry(without_primary(element)).or_insert(position);
        is_first.push(first == position);
        if first != position && is_primary(element) {
            promoted.push(first);
        }
    }
    for position in promoted {
        if let Some(Value::Object(first)) = elements.get_mut(position) {
            first.insert(PRIMARY.to_owned(), Value::Bool(true));
        }
    }
    let mut is_first = is_first.into_iter();
    elements.retain(|_| is_first.next().unwrap_or(true));
}

fn without_primary(element: &Value) -> Cow<'_, Value> {
    let mut element = Cow::Borrowed(element);
    if element.get(PRIMARY).is_some()
        && let Value::Object(members) = element.to_mut()
    {
        members.shift_remove(PRIMARY);
    }
    element
}

fn expected(attribute: &Attribute) -> &'static str {
    match attribute.kind {
        Kind::Boolean => "true or false",
        Kind::Decimal => "a number",
        Kind::Integer => "a whole number",
        Kind::Complex => "an object",
        Kind::String | Kind::DateTime | Kind::Reference | Kind::Binary => "a string",
    }
}
