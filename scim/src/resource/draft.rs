//! A resource while it is put together.

use serde_json::Value;

use super::{Resource, complex, text};
use crate::{
    Object, ScimError, ScimType,
    path::Resolved,
    schema::{Attribute, Mutability, ResourceSchema, Schema},
};

/// More values than any directory keeps for one attribute of one resource; members are not among
/// them. A bound, because PATCH operations look at each value.
const MOST_VALUES: usize = 500;

/// Names are the schema's, but the order is any and nulls may occur.
#[derive(Debug, Default)]
pub(crate) struct Draft {
    object: Object,
}

impl Draft {
    pub(crate) fn of(resource: &Resource) -> Self {
        Self {
            object: resource.object.clone(),
        }
    }

    /// The value of the attribute, whatever sub-attribute is named.
    pub(crate) fn get(&self, at: Resolved<'_>) -> Option<&Value> {
        let home = match at.extension {
            Some(urn) => self.object.get(urn)?.as_object()?,
            None => &self.object,
        };
        home.get(&at.attribute.name)
    }

    /// Takes the values of a multi-valued attribute out, to be put back changed.
    pub(crate) fn take_elements(&mut self, at: Resolved<'_>) -> Vec<Value> {
        let value = self
            .home(at)
            .and_then(|home| home.get_mut(&at.attribute.name));
        match value.map(Value::take) {
            Some(Value::Array(elements)) => elements,
            Some(Value::Null) | None => Vec::new(),
            Some(value) => vec![value],
        }
    }

    /// Sets the whole attribute; null unassigns it.
    pub(crate) fn put(&mut self, at: Resolved<'_>, value: Value) -> Result<(), ScimError> {
        if value.as_array().map_or(0, Vec::len) > MOST_VALUES {
            return Err(ScimError::typed(
                ScimType::InvalidValue,
                format!(
                    "'{}' would have more than {MOST_VALUES} values, which is the limit. Send \
                     fewer.",
                    at.attribute.name
                ),
            ));
        }
        text::check(text::length([&value]), &at.attribute.name)?;
        if let Some(home) = self.home(at) {
            home.insert(at.attribute.name.clone(), value);
        }
        Ok(())
    }

    /// Sets a single-valued attribute; a complex one keeps the sub-attributes that aren't named.
    pub(crate) fn write(&mut self, at: Resolved<'_>, value: Value) -> Result<(), ScimError> {
        let changes = match (at.sub_attribute, value) {
            (Some(sub), value) => Object::from_iter([(sub.name.clone(), value)]),
            (None, Value::Object(changes)) => changes,
            (None, value) => return self.put(at, value),
        };
        let mut merged = match self.get(at) {
            Some(Value::Object(object)) => object.clone(),
            _ => Object::new(),
        };
        complex::merge(&mut merged, changes);
        self.put(at, Value::Object(merged))
    }

    /// Gives the attributes of the core schema that have no value their defaults.
    pub(crate) fn fill(&mut self, schema: &ResourceSchema) {
        for attribute in &schema.core.attributes {
            if let Some(default) = attribute.default {
                let value = self.object.entry(attribute.name.as_str());
                value.or_insert_with(|| default.into());
            }
        }
    }

    /// The canonical form, if everything required is there.
    pub(crate) fn finish(mut self, schema: &ResourceSchema) -> Result<Resource, ScimError> {
        let mut object = Object::new();
        let mut schemas = vec![Value::from(schema.core.id.as_str())];
        // `schemas` keeps its place in front while the extensions are still to be looked at.
        object.insert("schemas".to_owned(), Value::Null);
        if let Some(external_id) = self.object.swap_remove("externalId")
            && !external_id.is_null()
        {
            object.insert("externalId".to_owned(), external_id);
        }
        let mut extensions = Object::new();
        for (extension, required) in &schema.extensions {
            let values = match self.object.swap_remove(&extension.id) {
                Some(Value::Object(values)) => complex::arranged(values, &extension.attributes),
                _ => Object::new(),
            };
            if !values.is_empty() || *required {
                require(&values, &extension.attributes, Some(extension))?;
            }
            if !values.is_empty() {
                schemas.push(Value::from(extension.id.as_str()));
                extensions.insert(extension.id.clone(), Value::Object(values));
            } else if *required {
                return Err(missing(&extension.id));
            }
        }
        object.extend(complex::arranged(self.object, &schema.core.attributes));
        object.extend(extensions);
        object.insert("schemas".to_owned(), Value::Array(schemas));
        require(&object, &schema.core.attributes, None)?;
        text::check_identifiers(&object)?;
        text::check(text::length(object.values()), &schema.name)?;
        Ok(Resource { object })
    }

    fn home(&mut self, at: Resolved<'_>) -> Option<&mut Object> {
        match at.extension {
            Some(urn) => self
                .object
                .entry(urn)
                .or_insert_with(|| Value::Object(Object::new()))
                .as_object_mut(),
            None => Some(&mut self.object),
        }
    }
}

/// A required text must say something.
pub(crate) fn is_blank(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        _ => false,
    }
}

/// `extension` is where the attributes are, if they aren't those of the core schema.
fn require(
    object: &Object,
    attributes: &[Attribute],
    extension: Option<&Schema>,
) -> Result<(), ScimError> {
    for attribute in attributes {
        let value = object.get(&attribute.name);
        if attribute.required
            && attribute.mutability != Mutability::ReadOnly
            && value.is_none_or(is_blank)
        {
            return Err(missing(&named(extension, attribute)));
        }
        let required = attribute.sub_attributes.iter().filter(|sub| sub.required);
        for sub in required {
            let elements = match value {
                None => &[],
                Some(Value::Array(elements)) => elements.as_slice(),
                Some(value) => std::slice::from_ref(value),
            };
            if elements
                .iter()
                .any(|element| element.get(&sub.name).is_none_or(is_blank))
            {
                let place = named(extension, attribute);
                return Err(missing(&format!("{place}.{}", sub.name)));
            }
        }
    }
    Ok(())
}

fn named(extension: Option<&Schema>, attribute: &Attribute) -> String {
    match extension {
        Some(extension) => format!("{}:{}", extension.id, attribute.name),
        None => attribute.name.clone(),
    }
}

fn missing(place: &str) -> ScimError {
    ScimError::typed(
        ScimType::InvalidValue,
        format!(
            "'{place}' is required and must not be empty. Map it in the identity provider to an \
             attribute that everyone has."
        ),
    )
}
